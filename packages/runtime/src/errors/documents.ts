/** Reports, prints, files, imports and exports. */
export const documentsErrors = {
  REPORT_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有名为 {name} 的报表。',
    en: 'There is no report named {name}.',
  },
  PRINT_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有名为 {name} 的打印模板。',
    en: 'There is no print template named {name}.',
  },
  PRINT_ROWS_TOO_MANY: {
    kind: 'user',
    status: 422,
    zh: '要打印的“{what}”超过 {limit} 条，一张单据印不下。请改用列表导出，或在模板里去掉这一部分。',
    en: 'There are more than {limit} of “{what}”, too many for one document. Export them from their list instead, or take this part out of the template.',
  },
  IMPORT_NOT_FOUND: { kind: 'user', status: 404, zh: '没有这次导入。', en: 'There is no such import.' },
  IMPORT_STATE: {
    kind: 'user',
    status: 409,
    zh: '导入处于“{state}”状态，不能{what}。',
    en: 'The import is {state} and can’t be {what}.',
  },
  IMPORT_FILE_UNREADABLE: {
    kind: 'user',
    status: 422,
    zh: '读不了这个文件：{why}。请另存为 UTF-8 的 CSV 或 XLSX 再试。',
    en: 'The file can’t be read: {why}. Save it as UTF-8 CSV or XLSX and try again.',
  },
  FILE_TOO_LARGE_UNPACKED: {
    kind: 'user',
    status: 422,
    zh: '文件解压后太大。请拆成几个较小的文件，或另存为 CSV。',
    en: 'The file is too large when unpacked. Split it into smaller ones, or save it as CSV.',
  },
  FILE_TOO_HEAVY: {
    kind: 'user',
    status: 422,
    zh: '读这个文件要用太多内存。请删去用不到的工作表和样式，缩短很长的单元格，或另存为 CSV。',
    en: 'Reading the file takes too much memory. Remove sheets and styles you do not need, shorten very long cells, or save it as CSV.',
  },
  FILE_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有这个文件，或你无权查看。',
    en: 'There is no such file, or you may not see it.',
  },
  EXPORT_REFUSED: {
    kind: 'user',
    status: 403,
    zh: '你没有权限导出{name}。需要的话，请联系管理员。',
    en: 'You may not export {name}. Ask your administrator if you need to.',
  },
  IMPORT_MAPPING_INVALID: {
    kind: 'user',
    status: 422,
    zh: '列“{column}”不能对应到字段“{field}”。请另选一个字段。',
    en: 'Column “{column}” can’t go into the field “{field}”. Choose another field.',
  },
  FILE_STORE_FAILED: {
    kind: 'operational',
    status: 503,
    zh: '文件存储（{host}）没有正确应答：{why}。请稍后再试；若一直如此，请管理员检查存储设置。',
    en: 'The file store ({host}) did not answer as it should: {why}. Try again; if it goes on, the administrator should check its settings.',
  },
  PICTURE_INVALID: {
    kind: 'user',
    status: 422,
    zh: '图片“{name}”不能用：请用 PNG 或 JPEG，不超过 {most} KB。',
    en: 'The picture "{name}" will not do: take a PNG or JPEG of at most {most} KB.',
  },
  PICTURES_MANY: {
    kind: 'user',
    status: 422,
    zh: '最多 {most} 张图片，请先删去不用的。',
    en: 'At most {most} pictures; remove some first.',
  },
} as const
