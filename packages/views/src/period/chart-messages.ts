import { createMessages, type Messages } from '@mortise/ui'

const table = {
  day: { zh: '日', en: 'Day' },
  week: { zh: '周', en: 'Week' },
  month: { zh: '月', en: 'Month' },
  quarter: { zh: '季', en: 'Quarter' },
  fold: { zh: '收起{name}', en: 'Fold {name}' },
  unfold: { zh: '展开{name}', en: 'Unfold {name}' },
  group: { zh: '这一组', en: 'this group' },
  rangeOf: { zh: '{name}，{from} 至 {to}', en: '{name}, {from} to {to}' },
  done: { zh: '已完成 {n}%', en: '{n}% done' },
} as const

/** The words of timelines and gantt charts. */
export const chartMessages: Messages<keyof typeof table> = createMessages(table)
