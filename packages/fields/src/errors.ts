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
  | 'FIELD_TIME'
  | 'FIELD_DURATION'
  | 'FIELD_DATE_RANGE'
  | 'FIELD_DATE_RANGE_ORDER'
  | 'FIELD_ROLE'
  | 'FIELD_ID_NUMBER'
  | 'FIELD_REGION'
  | 'FIELD_REGION_LEVEL'
  | 'FIELD_ADDRESS'
  | 'FIELD_MATRIX'
  | 'FIELD_POSTCODE'
  | 'FIELD_GEO'
  | 'FIELD_CASCADE_LEAF'
  | 'FIELD_TREE'
  | 'FIELD_LUNAR'
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
  FIELD_TIME: {
    kind: 'user',
    zh: '“{input}”不是时刻，请写成 14:30',
    en: '“{input}” is not a time of day; write 14:30',
  },
  FIELD_DURATION: {
    kind: 'user',
    zh: '“{input}”不是时长，请写成 1:30 或 1小时30分',
    en: '“{input}” is not a duration; write 1:30 or 1h 30m',
  },
  FIELD_DATE_RANGE: {
    kind: 'user',
    zh: '“{input}”不是日期区间，请写成 2026-03-05 至 2026-03-09',
    en: '“{input}” is not a date range; write 2026-03-05 to 2026-03-09',
  },
  FIELD_DATE_RANGE_ORDER: {
    kind: 'user',
    zh: '结束日期早于开始日期，请对调',
    en: 'the last day is before the first; swap them',
  },
  FIELD_ROLE: {
    kind: 'user',
    zh: '“{input}”不是角色，请从列表中选择',
    en: '“{input}” is not a role; choose from the list',
  },
  FIELD_ID_NUMBER: {
    kind: 'user',
    zh: '“{input}”不是有效的{nameZh}，请核对每一位',
    en: '“{input}” is not a valid {nameEn}; check every digit',
  },
  FIELD_REGION: {
    kind: 'user',
    zh: '没有找到地区“{input}”，请写成 广东省/深圳市/南山区 或从列表中选择',
    en: 'no region “{input}”; write 广东省/深圳市/南山区 or choose from the list',
  },
  FIELD_REGION_LEVEL: {
    kind: 'user',
    zh: '请选择到{levelZh}',
    en: 'choose down to the {levelEn}',
  },
  FIELD_MATRIX: {
    kind: 'user',
    zh: '每一题选一个答案，写作“题目：答案；题目：答案”',
    en: 'one answer for each question, written "question: answer; question: answer"',
  },
  FIELD_ADDRESS: {
    kind: 'user',
    zh: '地址应包含地区、街道和邮编',
    en: 'an address has a region, a street and a postcode',
  },
  FIELD_POSTCODE: {
    kind: 'user',
    zh: '“{input}”不是邮编，应为 6 位数字',
    en: '“{input}” is not a postcode of 6 digits',
  },
  FIELD_GEO: {
    kind: 'user',
    zh: '“{input}”不是坐标，请写成 经度,纬度，例如 116.397,39.909',
    en: '“{input}” is not a place; write longitude,latitude such as 116.397,39.909',
  },
  FIELD_CASCADE_LEAF: {
    kind: 'user',
    zh: '“{input}”还有下级，请选到最后一级',
    en: '“{input}” has choices below it; choose one of them',
  },
  FIELD_TREE: {
    kind: 'user',
    zh: '选项应为树形列表，每项有值和名称，值在同级内不重复、不含“/”',
    en: 'must be a tree of options; values differ among siblings and hold no “/”',
  },
  FIELD_LUNAR: {
    kind: 'user',
    zh: '农历没有“{input}”这一天',
    en: 'there is no day “{input}” in the lunar calendar',
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
