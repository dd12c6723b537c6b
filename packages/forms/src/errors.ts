import { defineErrors, type ErrorDetail, type ErrorTable } from '@mortise/errors'

type Code =
  | 'FORM_REQUIRED'
  | 'FORM_OPTION_FILTERED'
  | 'FORM_LINK_FILTERED'
  | 'FORM_ROWS_FEW'
  | 'FORM_ROWS_MANY'
  | 'FORM_ROWS_FIXED'
  | 'FORM_ROWS_KEPT'
  | 'FORM_TRANSITION'
  | 'FORM_FIELD_UNKNOWN'
  | 'FORM_FIELD_COMPUTED'
  | 'FORM_TYPE_UNKNOWN'
  | 'FORM_CLEARED'
  | 'FORM_CYCLE'
  | 'FORM_PAGE_ADDRESS'

/** What can be wrong in a form or in a record; `{label}` is the field's label in each language. */
export const errors: ErrorTable<Code> = defineErrors<Code>({
  FORM_REQUIRED: { kind: 'user', zh: '请填写“{labelZh}”', en: 'fill in “{labelEn}”' },
  FORM_OPTION_FILTERED: {
    kind: 'user',
    zh: '“{labelZh}”的选项在当前条件下不可选，请重新选择',
    en: 'this choice of “{labelEn}” does not fit the other values; choose again',
  },
  FORM_LINK_FILTERED: {
    kind: 'user',
    zh: '“{labelZh}”所选的记录不在可选范围内，请重新选择',
    en: 'the record chosen in “{labelEn}” may not be chosen here; choose again',
  },
  FORM_ROWS_FEW: {
    kind: 'user',
    zh: '“{labelZh}”至少要有 {limit} 行',
    en: '“{labelEn}” needs at least {limit} rows',
  },
  FORM_ROWS_MANY: {
    kind: 'user',
    zh: '“{labelZh}”最多 {limit} 行，请删除多余的行',
    en: '“{labelEn}” takes at most {limit} rows; remove some',
  },
  FORM_ROWS_FIXED: {
    kind: 'user',
    zh: '“{labelZh}”目前不能新增行，请删除新增的行',
    en: 'rows can’t be added to “{labelEn}” now; remove the new ones',
  },
  FORM_ROWS_KEPT: {
    kind: 'user',
    zh: '“{labelZh}”目前不能删除已有的行',
    en: 'rows can’t be removed from “{labelEn}” now',
  },
  FORM_TRANSITION: {
    kind: 'user',
    zh: '“{labelZh}”不能从“{fromZh}”改为“{toZh}”',
    en: '“{labelEn}” can’t change from “{fromEn}” to “{toEn}”',
  },
  FORM_FIELD_UNKNOWN: {
    kind: 'user',
    zh: '没有字段“{key}”{hintZh}',
    en: 'there is no field “{key}”{hintEn}',
  },
  FORM_FIELD_COMPUTED: {
    kind: 'user',
    zh: '“{labelZh}”由系统计算，不能填写',
    en: '“{labelEn}” is worked out by the system and can’t be written',
  },
  FORM_TYPE_UNKNOWN: {
    kind: 'user',
    zh: '字段“{key}”的类型“{type}”未安装',
    en: 'field “{key}” has the type “{type}”, which is not installed',
  },
  FORM_CLEARED: {
    kind: 'user',
    zh: '“{labelZh}”已清空，因为原来的选择不再适用',
    en: '“{labelEn}” was cleared because the choice no longer fits',
  },
  FORM_CYCLE: {
    kind: 'user',
    zh: '计算互相依赖，无法得出结果：{path}。请修改其中一个公式',
    en: 'these values depend on each other in a circle: {path}; change one of the formulas',
  },
  FORM_PAGE_ADDRESS: {
    kind: 'user',
    zh: '网页地址要以 https:// 开头并写明网站，例如 https://bi.example.com/board；记录的值只能放在网站名后面',
    en: 'the address of an embedded page begins with https:// and the name of a site, as https://bi.example.com/board; values of the record go behind the name',
  },
})

/** An entry of an error list, with the text of the error table. */
export function detail(path: string, code: Code, params: Readonly<Record<string, unknown>>): ErrorDetail {
  return { path, code, message: errors[code](params).text }
}
