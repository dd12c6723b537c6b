import { defineErrors, type ErrorTable } from '@mortise/errors'

/** What can be wrong with an expression. Thrown as errors, or as problems of a check with the same texts. */
export type ExpressionErrorCode = keyof typeof texts

/** Texts of all problems; the checker fills them as details, `errors` makes errors of them. */
export const texts = {
  EXPRESSION_INVALID: {
    kind: 'user',
    zh: '表达式有误：{first}',
    en: 'the expression is not valid: {first}',
  },
  EXPRESSION_BUDGET: {
    kind: 'user',
    zh: '表达式太大（{what}，上限 {limit}）；请拆成几个字段或几条规则',
    en: 'the expression is too big ({what}, limit {limit}); split it into several fields or rules',
  },
  EXPRESSION_SHAPE: {
    kind: 'user',
    zh: '这里应为一个值或 {"运算符": […]}，不能有 {count} 个键',
    en: 'here must be a value or {"operator": […]}, not an object with {count} keys',
  },
  EXPRESSION_OPERATOR_UNKNOWN: {
    kind: 'user',
    zh: '没有运算符“{name}”{hint}',
    en: 'there is no operator "{name}"{hint}',
  },
  EXPRESSION_NAME_UNKNOWN: {
    kind: 'user',
    zh: '“{scope}”里没有“{name}”{hint}',
    en: 'there is no "{name}" in "{scope}"{hint}',
  },
  EXPRESSION_NAME_TEXT: {
    kind: 'user',
    zh: '“{operator}”要直接写名称（文本），不能是表达式',
    en: '"{operator}" needs a plain name (text), not an expression',
  },
  EXPRESSION_PATH: {
    kind: 'user',
    zh: '“{name}”不是关联字段，后面不能再接“.{rest}”',
    en: '"{name}" is not a link, so ".{rest}" cannot follow it',
  },
  EXPRESSION_ARGUMENTS: {
    kind: 'user',
    zh: '“{operator}”要 {expected} 个参数，这里有 {count} 个',
    en: '"{operator}" takes {expected} arguments, here are {count}',
  },
  EXPRESSION_TYPE: {
    kind: 'user',
    zh: '这里应为{expected}，实际是{actual}',
    en: 'here must be {expected}, this is {actual}',
  },
  EXPRESSION_TYPES_DIFFER: {
    kind: 'user',
    zh: '不能把{actual}和{expected}放在一起比较；请让两边类型相同',
    en: 'cannot put {actual} together with {expected}; make both sides the same type',
  },
  EXPRESSION_CHOICE: {
    kind: 'user',
    zh: '“{value}”不可用{hint}；可用：{choices}',
    en: '"{value}" is not possible{hint}; possible: {choices}',
  },
  EXPRESSION_LITERAL: {
    kind: 'user',
    zh: '这里必须直接写出值，不能是表达式',
    en: 'the value must be written out here, not computed',
  },
  EXPRESSION_TEXT_CODE: {
    kind: 'user',
    zh: '文本里有不能保存的字符',
    en: 'the text holds a character that cannot be stored',
  },
  EXPRESSION_NUMBER: {
    kind: 'user',
    zh: '数字 {value} 超出范围（最多 30 位整数、20 位小数）',
    en: 'the number {value} is out of range (at most 30 whole digits and 20 decimals)',
  },
  EXPRESSION_PATTERN: {
    kind: 'user',
    zh: '正则表达式有误：{reason}',
    en: 'the pattern is not valid: {reason}',
  },
  EXPRESSION_PREVIOUS: {
    kind: 'user',
    zh: '这里没有“修改前的值”，不能用“{operator}”',
    en: 'there is no value from before the change here, so "{operator}" cannot be used',
  },
  EXPRESSION_WINDOW: {
    kind: 'user',
    zh: '“{operator}”要看报表的其他行，只能用在报表的计算指标里',
    en: '"{operator}" looks at the other rows of a report and can only stand in a calculated measure',
  },
  EXPRESSION_LOOKUP: {
    kind: 'user',
    zh: '这里不能查找其他表；请改用关联字段，如 客户.等级',
    en: 'nothing can be looked up here; use a link instead, such as customer.level',
  },
  EXPRESSION_FORMAT: {
    kind: 'user',
    zh: '显示格式“{format}”有误；数字如 #,##0.00，日期如 YYYY-MM-DD HH:mm',
    en: 'the format "{format}" is not valid; write numbers like #,##0.00 and dates like YYYY-MM-DD HH:mm',
  },
  EXPRESSION_NOT_SQL: {
    kind: 'user',
    zh: '“{name}”不能用在数据库里执行的条件中（筛选、权限、报表、选择数据、查询、数据联动）；请改用数据表里直接存的字段，或换一个运算',
    en: '"{name}" cannot be used in a condition that runs in the database (filter, permission, report, pick, query, data link); use a field that is stored, or another operator',
  },
} as const

/** The package's errors. */
export const errors: ErrorTable<ExpressionErrorCode> = defineErrors(texts)
