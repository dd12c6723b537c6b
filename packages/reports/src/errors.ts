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
  | 'REPORT_JOIN_SHAPE'
  | 'REPORT_JOIN_NOWHERE'
  | 'REPORT_JOIN_TYPES'
  | 'REPORT_JOIN_UNKNOWN'
  | 'REPORT_BESIDE_SHAPE'
  | 'REPORT_BESIDE_SHIFT'
  | 'REPORT_PER_SHARED'
  | 'REPORT_RECORD_SHARED'
  | 'REPORT_EACH_WITHOUT_PER'
  | 'REPORT_GROUPS_BUCKET'
  | 'REPORT_GROUPS_VALUES'
  | 'REPORT_GROUPS_DAYS'
  | 'REPORT_GROUPS_DEAD'
  | 'REPORT_SOURCE_UNKNOWN'
  | 'REPORT_SOURCE_CIRCLE'
  | 'REPORT_SOURCE_KIND'
  | 'REPORT_SOURCE_ENTITY'
  | 'REPORT_SOURCE_CUT'
  | 'REPORT_SOURCE_FAULTY'
  | 'REPORT_SOURCE_PARTS'
  | 'REPORT_DRILL_GROUPS'
  | 'REPORT_CHART_PERIOD'
  | 'REPORT_KIND_SETTINGS'
  | 'REPORT_COHORT_WHO'
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
    zh: '“{key}”是由另一个值算出来的，请选择以哪个值为准{hint}',
    en: '"{key}" is worked out from another value; choose which one{hint}',
  },
  REPORT_SHIFT_BY: {
    kind: 'user',
    zh: '“{key}”要选与多久以前比，并且行或列上要有按时间分组的日期',
    en: '"{key}" needs how long before it compares with, and a date grouped by period on rows or columns',
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
  REPORT_JOIN_SHAPE: {
    kind: 'user',
    zh: '相关数据“{key}”要么沿关联字段选择，要么选一张表并选好哪些字段相等',
    en: 'The related records "{key}" need a link to follow, or what has to be equal on both sides',
  },
  REPORT_JOIN_NOWHERE: {
    kind: 'user',
    zh: '关联数据“{key}”找不到“{name}”{hint}',
    en: 'The join "{key}" leads to "{name}", which does not exist{hint}',
  },
  REPORT_JOIN_TYPES: {
    kind: 'user',
    zh: '要相等的两个字段类型不同：“{own}”和“{other}”，请选同类型的字段',
    en: 'What has to be equal is of two types, {own} and {other}; choose fields of one type',
  },
  REPORT_JOIN_UNKNOWN: {
    kind: 'user',
    zh: '度量“{key}”统计的关联数据“{name}”不存在{hint}',
    en: 'The measure "{key}" counts the rows of the join "{name}", which does not exist{hint}',
  },
  REPORT_BESIDE_SHAPE: {
    kind: 'user',
    zh: '并排比较的数据“{key}”要选一张表，并选好报表的各个分组对应它的什么字段',
    en: 'What stands beside as "{key}" needs its records chosen, and which field each group of the report is there',
  },
  REPORT_BESIDE_SHIFT: {
    kind: 'user',
    zh: '度量“{key}”不能对并列的数据做同期比较，请选报表自己的度量',
    en: 'The measure "{key}" can not compare records beside the report with an earlier period; choose one of its own',
  },
  REPORT_PER_SHARED: {
    kind: 'user',
    zh: '度量“{key}”的关联数据可能同时属于多条记录，不能先分别汇总再取平均，请去掉“先按它分别汇总”',
    en: 'A row that "{key}" counts may belong to several records, so it can not be averaged for each; sum it over all records',
  },
  REPORT_RECORD_SHARED: {
    kind: 'user',
    zh: '度量“{key}”的关联数据可能同时属于多条记录，公式里不能用报表记录自己的字段',
    en: 'A row that measure "{key}" counts may belong to several records, so its formula can not read record.',
  },
  REPORT_EACH_WITHOUT_PER: {
    kind: 'user',
    zh: '“{key}”选了分别怎么汇总，还要选先按什么分别汇总',
    en: '"{key}" says how each is summed up, and needs for what each is',
  },
  REPORT_GROUPS_BUCKET: {
    kind: 'user',
    zh: '维度“{key}”不能既按日期分组又自定分组，请去掉一个',
    en: 'The dimension "{key}" has a date bucket and groups of its own; leave out one of them',
  },
  REPORT_GROUPS_VALUES: {
    kind: 'user',
    zh: '维度“{key}”的分组值与字段类型不符，请填同类型的值',
    en: 'The groups of dimension "{key}" do not fit the type of its field; use values of that type',
  },
  REPORT_GROUPS_DAYS: {
    kind: 'user',
    zh: '维度“{key}”的分组“{group}”结束日期不晚于开始日期；请改它的起止日期',
    en: 'The group "{group}" of dimension "{key}" ends no later than it begins; change its days',
  },
  REPORT_GROUPS_DEAD: {
    kind: 'user',
    zh: '维度“{key}”的分组“{group}”永远不会有值：前面的分组已经全拿走了；请改它的范围，或把它移到前面',
    en: 'The group "{group}" of dimension "{key}" never holds a value, because those before it take all of them; change its values or move it up',
  },
  REPORT_SOURCE_UNKNOWN: {
    kind: 'user',
    zh: '作为来源的报表“{name}”不存在{hint}；请换一个报表',
    en: 'There is no report "{name}" to take the rows of{hint}; choose another one',
  },
  REPORT_SOURCE_CIRCLE: {
    kind: 'user',
    zh: '报表“{name}”又以本报表为来源，或来源隔了三层以上；请换一个来源',
    en: 'The report "{name}" is over this one itself, or lies more than three reports deep; choose another source',
  },
  REPORT_SOURCE_KIND: {
    kind: 'user',
    zh: '只有汇总报表能以报表“{name}”为来源，而且它自己也要是汇总报表',
    en: 'Only a summary can be over the report "{name}", and that has to be a summary too',
  },
  REPORT_SOURCE_ENTITY: {
    kind: 'user',
    zh: '报表“{name}”汇总的是“{entity}”；请把来源的表改成它',
    en: 'The report "{name}" is of "{entity}"; make that the entity of the source',
  },
  REPORT_SOURCE_CUT: {
    kind: 'user',
    zh: '报表“{name}”只显示前几名、补了空分组，或按排名和占比筛选，不能作为来源；请去掉这些设置',
    en: 'The report "{name}" shows only the first groups, adds empty ones, or filters by places or shares; without that it can be a source',
  },
  REPORT_SOURCE_FAULTY: {
    kind: 'user',
    zh: '作为来源的报表“{name}”自己有错；请先改好它',
    en: 'The report "{name}" that this one is over has faults of its own; mend them first',
  },
  REPORT_SOURCE_PARTS: {
    kind: 'user',
    zh: '“{name}”要看相关记录、别的分组层次或以前的时间，以报表为来源时做不到；请放到来源报表里算',
    en: '"{name}" looks at related records, other grains or earlier times, which the rows of a report do not have; work it out in that report',
  },
  REPORT_DRILL_GROUPS: {
    kind: 'user',
    zh: '这一行是由报表“{name}”的汇总数分出来的，背后没有单独的一批记录；请打开那张报表查看',
    en: 'This row is told apart by sums of the report "{name}", so no records of its own lie behind it; open that report to see them',
  },
  REPORT_CHART_PERIOD: {
    kind: 'user',
    zh: '“{type}”图的第一个维度要是日期，并按{zh}分组',
    en: 'The first dimension of a "{type}" chart must be a date, grouped by {en}',
  },
  REPORT_KIND_SETTINGS: {
    kind: 'user',
    zh: '这种报表要先填写它的设置（{kind}）',
    en: 'This kind of report needs its settings ({kind}) first',
  },
  REPORT_COHORT_WHO: {
    kind: 'user',
    zh: '留存分析要选一个关联字段表示谁再来（例如订单的客户），“{field}”不是',
    en: 'Cohorts need a link field to whoever comes again, such as the customer of an order; "{field}" is none',
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
