import { defineErrors, type ErrorTable } from '@mortise/errors'

type Code =
  | 'REPORT_KIND_UNKNOWN'
  | 'REPORT_ENTITY_UNKNOWN'
  | 'REPORT_KEY_TAKEN'
  | 'REPORT_KEY_BAD'
  | 'REPORT_NO_MEASURE'
  | 'REPORT_MEASURE_SHAPE'
  | 'REPORT_MEASURE_EXPR'
  | 'REPORT_MEASURE_NUMBER'
  | 'REPORT_WINDOW_OF'
  | 'REPORT_SHIFT_BY'
  | 'REPORT_BUCKET_DATE'
  | 'REPORT_NOT_GROUPABLE'
  | 'REPORT_NAME_UNKNOWN'
  | 'REPORT_CALC_CYCLE'
  | 'REPORT_CONDITION'
  | 'REPORT_NOT_SQL'
  | 'REPORT_LIMIT'
  | 'REPORT_CHART_UNKNOWN'
  | 'REPORT_CHART_NEEDS'
  | 'REPORT_FUNNEL_FIELD'
  | 'REPORT_FUNNEL_HISTORY'
  | 'REPORT_FUNNEL_AMOUNT'

/** What can be wrong with a report. */
export const errors: ErrorTable<Code> = defineErrors({
  REPORT_KIND_UNKNOWN: {
    kind: 'user',
    zh: '没有报表种类“{kind}”，可用的有 {known}',
    en: 'There is no report kind "{kind}"; use one of {known}',
  },
  REPORT_ENTITY_UNKNOWN: {
    kind: 'user',
    zh: '报表的数据来源“{entity}”不存在{hint}',
    en: 'The report reads "{entity}", which does not exist{hint}',
  },
  REPORT_KEY_TAKEN: {
    kind: 'user',
    zh: '名称“{key}”用了两次，请改掉一个',
    en: 'The key "{key}" is used twice; change one of them',
  },
  REPORT_KEY_BAD: {
    kind: 'user',
    zh: '名称“{key}”只能用小写字母、数字和下划线，并以字母开头',
    en: 'The key "{key}" may only have small letters, digits and _, and starts with a letter',
  },
  REPORT_NO_MEASURE: {
    kind: 'user',
    zh: '报表至少要有一个维度或度量',
    en: 'A report needs at least one dimension or measure',
  },
  REPORT_MEASURE_SHAPE: {
    kind: 'user',
    zh: '度量“{key}”要有且只有一种算法：汇总、公式或窗口',
    en: 'The measure "{key}" needs exactly one of agg, calc and window',
  },
  REPORT_MEASURE_EXPR: {
    kind: 'user',
    zh: '度量“{key}”要选一个字段来做“{agg}”',
    en: 'The measure "{key}" needs a field to work out its {agg}',
  },
  REPORT_MEASURE_NUMBER: {
    kind: 'user',
    zh: '度量“{key}”的“{agg}”只能用在数字上，这里是“{type}”',
    en: 'The {agg} of measure "{key}" needs a number, this is {type}',
  },
  REPORT_WINDOW_OF: {
    kind: 'user',
    zh: '度量“{key}”要在“of”里指明对哪个度量计算{hint}',
    en: 'The measure "{key}" must name another measure in "of"{hint}',
  },
  REPORT_SHIFT_BY: {
    kind: 'user',
    zh: '度量“{key}”要写明比较的间隔（如“1 year”），并且报表要有按日期分组的维度',
    en: 'The measure "{key}" needs a distance such as "1 year", and the report a dimension with a date bucket',
  },
  REPORT_BUCKET_DATE: {
    kind: 'user',
    zh: '维度“{key}”按日期分组，但它不是日期',
    en: 'The dimension "{key}" has a date bucket but is no date',
  },
  REPORT_NOT_GROUPABLE: {
    kind: 'user',
    zh: '维度“{key}”的类型“{type}”不能用来分组',
    en: 'The dimension "{key}" is of type {type}, which can not be grouped by',
  },
  REPORT_NAME_UNKNOWN: {
    kind: 'user',
    zh: '报表里没有“{name}”{hint}',
    en: 'The report has no column "{name}"{hint}',
  },
  REPORT_CALC_CYCLE: {
    kind: 'user',
    zh: '度量“{key}”的公式绕回到了自己',
    en: 'The formula of measure "{key}" leads back to itself',
  },
  REPORT_CONDITION: {
    kind: 'user',
    zh: '筛选要得出“是”或“否”，这里得出“{type}”',
    en: 'A filter must yield yes or no, this yields {type}',
  },
  REPORT_NOT_SQL: {
    kind: 'user',
    zh: '这里用到的函数或字段不能在数据库里计算，请换一种写法',
    en: 'This uses a function or field that the database can not work out; write it another way',
  },
  REPORT_LIMIT: { kind: 'user', zh: '显示条数要在 1 到 1000 之间', en: 'The limit must be from 1 to 1000' },
  REPORT_CHART_UNKNOWN: {
    kind: 'user',
    zh: '没有图表“{type}”{hint}',
    en: 'There is no chart "{type}"{hint}',
  },
  REPORT_CHART_NEEDS: {
    kind: 'user',
    zh: '“{type}”图需要 {dimensions} 个维度和 {measures} 个度量',
    en: 'The chart "{type}" needs {dimensions} dimensions and {measures} measures',
  },
  REPORT_FUNNEL_FIELD: {
    kind: 'user',
    zh: '漏斗要选一个有选项的阶段字段，“{field}”不是',
    en: 'A funnel needs a field with options for its stages; "{field}" is none',
  },
  REPORT_FUNNEL_HISTORY: {
    kind: 'user',
    zh: '阶段字段“{field}”没有记录变更历史，请在字段设置里打开“记录历史”',
    en: 'The stage field "{field}" keeps no history; turn on its history setting',
  },
  REPORT_FUNNEL_AMOUNT: {
    kind: 'user',
    zh: '漏斗的金额字段“{field}”不是数字字段',
    en: 'The amount field "{field}" of the funnel is no number',
  },
})
