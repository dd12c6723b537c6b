import { createMessages, type Messages } from '@mortise/ui'

const table = {
  putIn: { zh: '点一个字段放进公式', en: 'Click a field to put it in' },
  all: { zh: '满足全部', en: 'All of' },
  any: { zh: '满足任一', en: 'Any of' },
  mode: { zh: '条件关系', en: 'How conditions combine' },
  addTerm: { zh: '添加条件', en: 'Add a condition' },
  addGroup: { zh: '添加条件组', en: 'Add a group' },
  remove: { zh: '移除条件', en: 'Remove' },
  field: { zh: '字段', en: 'Field' },
  operator: { zh: '关系', en: 'Operator' },
  comma: { zh: '、', en: ', ' },
  value: { zh: '值', en: 'Value' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  source: { zh: '值的来源', en: 'Where the value comes from' },
  fixed: { zh: '固定值', en: 'A value' },
  otherField: { zh: '另一个字段', en: 'Another field' },
  me: { zh: '当前用户', en: 'The acting user' },
  today: { zh: '今天', en: 'Today' },
  asFormula: { zh: '用公式写', en: 'Write a formula' },
  asList: { zh: '用条件列表', en: 'Build from a list' },
  nothing: { zh: '还没有条件：总是成立。', en: 'No condition yet: it always holds.' },
  and: { zh: '且', en: 'and' },
  or: { zh: '或', en: 'or' },
  formulaHint: {
    zh: '例如 金额 > 50000 且 数量 >= 10',
    en: 'such as amount > 50000 and status == "open"',
  },
  formula: { zh: '公式', en: 'Formula' },
  functions: { zh: '函数', en: 'Functions' },
  fields: { zh: '字段', en: 'Fields' },
  example: { zh: '例：{text}', en: 'Example: {text}' },
  listHint: { zh: '输入后按回车', en: 'Type and press Enter' },
  today_: { zh: '今天', en: 'today' },
  yesterday: { zh: '昨天', en: 'yesterday' },
  tomorrow: { zh: '明天', en: 'tomorrow' },
  thisWeek: { zh: '本周', en: 'this week' },
  lastWeek: { zh: '上周', en: 'last week' },
  nextWeek: { zh: '下周', en: 'next week' },
  thisMonth: { zh: '本月', en: 'this month' },
  lastMonth: { zh: '上月', en: 'last month' },
  nextMonth: { zh: '下月', en: 'next month' },
  thisQuarter: { zh: '本季度', en: 'this quarter' },
  lastQuarter: { zh: '上季度', en: 'last quarter' },
  nextQuarter: { zh: '下季度', en: 'next quarter' },
  thisYear: { zh: '今年', en: 'this year' },
  lastYear: { zh: '去年', en: 'last year' },
  nextYear: { zh: '明年', en: 'next year' },
  thisFiscalQuarter: { zh: '本财季', en: 'this fiscal quarter' },
  lastFiscalQuarter: { zh: '上财季', en: 'last fiscal quarter' },
  nextFiscalQuarter: { zh: '下财季', en: 'next fiscal quarter' },
  thisFiscalYear: { zh: '本财年', en: 'this fiscal year' },
  lastFiscalYear: { zh: '上财年', en: 'last fiscal year' },
  nextFiscalYear: { zh: '下财年', en: 'next fiscal year' },
  last7Days: { zh: '近 7 天', en: 'last 7 days' },
  last30Days: { zh: '近 30 天', en: 'last 30 days' },
  last90Days: { zh: '近 90 天', en: 'last 90 days' },
  next7Days: { zh: '未来 7 天', en: 'next 7 days' },
  next30Days: { zh: '未来 30 天', en: 'next 30 days' },
  next90Days: { zh: '未来 90 天', en: 'next 90 days' },
  monthToDate: { zh: '本月至今', en: 'this month so far' },
  quarterToDate: { zh: '本季度至今', en: 'this quarter so far' },
  yearToDate: { zh: '今年至今', en: 'this year so far' },
  fiscalYearToDate: { zh: '本财年至今', en: 'this fiscal year so far' },
  past: { zh: '今天以前', en: 'before today' },
  future: { zh: '今天以后', en: 'after today' },
  counted: { zh: '自定天数…', en: 'A count of …' },
  lastCounted: { zh: '最近', en: 'the last' },
  nextCounted: { zh: '未来', en: 'the next' },
  Days: { zh: '天', en: 'days' },
  Weeks: { zh: '个整周', en: 'whole weeks' },
  Months: { zh: '个整月', en: 'whole months' },
  Quarters: { zh: '个整季度', en: 'whole quarters' },
  Years: { zh: '个整年', en: 'whole years' },
  count: { zh: '数量', en: 'How many' },
  unit: { zh: '单位', en: 'Unit' },
  direction: { zh: '方向', en: 'Direction' },
  myDept: { zh: '我的部门', en: 'My department' },
  myTeam: { zh: '我的下属', en: 'My team' },
  myDepts: { zh: '我的部门及下级', en: 'My department and those below' },
  fromToday: { zh: '距今天', en: 'Days from today' },
  daysAfter: { zh: '天后', en: 'days from today' },
  addFormula: { zh: '添加公式', en: 'Add a formula' },
  removeGroup: { zh: '移除条件组', en: 'Remove the group' },
  editFormula: { zh: '改公式', en: 'Edit the formula' },
  tried: { zh: '结果', en: 'Result' },
  triedOn: { zh: '用“{name}”试算', en: 'On “{name}”' },
  nextSample: { zh: '换一条记录', en: 'Another record' },
  noSample: { zh: '还没有可试算的记录', en: 'No record to try it on yet' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  empty: { zh: '空', en: 'empty' },
} as const

/** The words of conditions and formulas. */
export const messages: Messages<keyof typeof table> = createMessages(table)

/** Message key of a named period. */
export function periodKey(name: string): keyof typeof table {
  const key = name === 'today' ? 'today_' : name
  return Object.hasOwn(table, key) ? (key as keyof typeof table) : 'value'
}

/** A named period, or a count of units such as `last45Days`, in words. */
export function periodWords(name: string, t: (key: keyof typeof table) => string): string {
  const own = periodKey(name)
  const counted = /^(last|next)(\d+)(Days|Weeks|Months|Quarters|Years)$/.exec(name)
  if (own !== 'value' || counted === null) return t(own)
  const [, way, count, unit] = counted
  return `${t(way === 'last' ? 'lastCounted' : 'nextCounted')} ${count} ${t(unit as 'Days')}`
}

/** Message key of what `{"user": …}` names. */
export function personKey(name: unknown): keyof typeof table {
  const plain: unknown = Array.isArray(name) ? name[0] : name
  if (plain === 'dept') return 'myDept'
  if (plain === 'subordinates') return 'myTeam'
  return plain === 'deptTree' ? 'myDepts' : 'me'
}
