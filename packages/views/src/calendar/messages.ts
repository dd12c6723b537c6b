import { createMessages, type Messages } from '@mortise/ui'

const table = {
  month: { zh: '月', en: 'Month' },
  week: { zh: '周', en: 'Week' },
  day: { zh: '日', en: 'Day' },
  more: { zh: '还有 {n} 条', en: '+{n} more' },
  createOn: { zh: '在 {date} 新建{name}', en: 'New {name} on {date}' },
  eventsOf: { zh: '{date} 的{name}', en: '{name} on {date}' },
  allDay: { zh: '全天', en: 'All day' },
  off: { zh: '休', en: 'off' },
  work: { zh: '班', en: 'work' },
  weekOf: { zh: '第 {n} 周', en: 'Week {n}' },
  stretch: { zh: '拖动改变长短', en: 'Drag to change the length' },
} as const

/** The words of the calendar. */
export const messages: Messages<keyof typeof table> = createMessages(table)
