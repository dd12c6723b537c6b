import { defineErrors, type ErrorTable } from '@mortise/errors'

type Code =
  | 'FIELD_KIND'
  | 'FIELD_NUL'
  | 'FIELD_TOO_LONG'
  | 'FIELD_PATTERN'
  | 'FIELD_NUMBER'
  | 'FIELD_WHOLE_NUMBER'
  | 'FIELD_TOO_BIG'
  | 'FIELD_TOO_PRECISE'
  | 'FIELD_BELOW_MIN'
  | 'FIELD_ABOVE_MAX'
  | 'FIELD_BOOLEAN'
  | 'FIELD_OPTION'
  | 'FIELD_DATE'
  | 'FIELD_DATETIME'
  | 'FIELD_PHONE'
  | 'FIELD_EMAIL'
  | 'FIELD_URL'
  | 'FIELD_ID'
  | 'FIELD_FILES'
  | 'FIELD_FILE_COUNT'
  | 'FIELD_FILE_TYPE'
  | 'FIELD_FILE_SIZE'
  | 'FIELD_ROWS'
  | 'FIELD_JSON'

/** What can be wrong with one value. The field's label is added by whoever shows the message. */
export const errors: ErrorTable<Code> = defineErrors<Code>({
  FIELD_KIND: { kind: 'user', zh: '这里应填{wanted}', en: 'this must be {wantedEn}' },
  FIELD_NUL: {
    kind: 'user',
    zh: '文本中含有无法保存的字符，请删除',
    en: 'the text holds a character that can’t be stored; remove it',
  },
  FIELD_TOO_LONG: {
    kind: 'user',
    zh: '最多 {max} 个字，现在有 {length} 个',
    en: 'at most {max} characters, now {length}',
  },
  FIELD_PATTERN: {
    kind: 'user',
    zh: '格式不符合要求：{pattern}',
    en: 'does not have the wanted form {pattern}',
  },
  FIELD_NUMBER: { kind: 'user', zh: '“{input}”不是数字', en: '“{input}” is not a number' },
  FIELD_WHOLE_NUMBER: { kind: 'user', zh: '“{input}”不是整数', en: '“{input}” is not a whole number' },
  FIELD_TOO_BIG: {
    kind: 'user',
    zh: '数字太大，整数部分最多 {digits} 位',
    en: 'too big: at most {digits} digits before the point',
  },
  FIELD_TOO_PRECISE: { kind: 'user', zh: '最多 {scale} 位小数', en: 'at most {scale} decimal places' },
  FIELD_BELOW_MIN: { kind: 'user', zh: '不能小于 {min}', en: 'must be at least {min}' },
  FIELD_ABOVE_MAX: { kind: 'user', zh: '不能大于 {max}', en: 'must be at most {max}' },
  FIELD_BOOLEAN: { kind: 'user', zh: '“{input}”既不是“是”也不是“否”', en: '“{input}” is neither yes nor no' },
  FIELD_OPTION: {
    kind: 'user',
    zh: '“{input}”不在选项中{hintZh}',
    en: '“{input}” is not one of the options{hintEn}',
  },
  FIELD_DATE: {
    kind: 'user',
    zh: '“{input}”不是日期，请写成 2026-03-05',
    en: '“{input}” is not a date; write 2026-03-05',
  },
  FIELD_DATETIME: {
    kind: 'user',
    zh: '“{input}”不是时间，请写成 2026-03-05 14:30',
    en: '“{input}” is not a date and time; write 2026-03-05 14:30',
  },
  FIELD_PHONE: {
    kind: 'user',
    zh: '“{input}”不是有效的电话号码',
    en: '“{input}” is not a valid phone number',
  },
  FIELD_EMAIL: {
    kind: 'user',
    zh: '“{input}”不是有效的邮箱地址',
    en: '“{input}” is not a valid e-mail address',
  },
  FIELD_URL: { kind: 'user', zh: '“{input}”不是有效的网址', en: '“{input}” is not a valid web address' },
  FIELD_ID: {
    kind: 'user',
    zh: '“{input}”不是有效的编号，请从列表中选择',
    en: '“{input}” is not a valid id; choose from the list',
  },
  FIELD_FILES: {
    kind: 'user',
    zh: '附件格式不正确，请重新上传',
    en: 'not a list of uploaded files; upload again',
  },
  FIELD_FILE_COUNT: { kind: 'user', zh: '最多 {max} 个文件', en: 'at most {max} files' },
  FIELD_FILE_TYPE: {
    kind: 'user',
    zh: '不接受文件“{name}”的类型，只接受 {accept}',
    en: 'the type of “{name}” is not accepted; only {accept}',
  },
  FIELD_FILE_SIZE: { kind: 'user', zh: '文件“{name}”超过 {max} MB', en: '“{name}” is larger than {max} MB' },
  FIELD_ROWS: { kind: 'user', zh: '明细应为行的列表', en: 'must be a list of rows' },
  FIELD_JSON: { kind: 'user', zh: '内容格式不正确', en: 'not a well-formed value' },
})
