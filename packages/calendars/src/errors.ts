import { defineErrors, type ErrorTable } from '@mortise/errors'

type Code =
  | 'CALENDAR_ZONE'
  | 'CALENDAR_INTERVAL'
  | 'CALENDAR_OVERLAP'
  | 'CALENDAR_DATE'
  | 'CALENDAR_DOUBLE'
  | 'CALENDAR_NO_WORK'
  | 'CALENDAR_DURATION'
  | 'CALENDAR_INSTANT'
  | 'CALENDAR_TOO_FAR'
  | 'CALENDAR_CRON'
  | 'CALENDAR_NEVER'
  | 'CALENDAR_PLAN'

/** What can be wrong with a calendar or with a question to it. */
export const errors: ErrorTable<Code> = defineErrors<Code>({
  CALENDAR_ZONE: {
    kind: 'user',
    zh: '日历“{key}”的时区“{zone}”不存在，请写成 Asia/Shanghai 这样的名称',
    en: 'calendar “{key}”: unknown time zone “{zone}”; write a name such as Asia/Shanghai',
  },
  CALENDAR_INTERVAL: {
    kind: 'user',
    zh: '日历“{key}”在 {place} 的时段“{from}–{to}”不正确，请写成 09:00–12:00，结束要晚于开始',
    en: 'calendar “{key}”, {place}: wrong interval “{from}–{to}”; write 09:00–12:00, the end after the start',
  },
  CALENDAR_OVERLAP: {
    kind: 'user',
    zh: '日历“{key}”在 {place} 的时段互相重叠，请分开',
    en: 'calendar “{key}”, {place}: intervals overlap; set them apart',
  },
  CALENDAR_DATE: {
    kind: 'user',
    zh: '日历“{key}”的日期“{date}”不正确，请写成 2026-03-05',
    en: 'calendar “{key}”: “{date}” is not a date; write 2026-03-05',
  },
  CALENDAR_DOUBLE: {
    kind: 'user',
    zh: '日历“{key}”的日期 {date} 出现了两次，请合并',
    en: 'calendar “{key}”: {date} is listed twice; keep one entry',
  },
  CALENDAR_NO_WORK: {
    kind: 'user',
    zh: '日历“{key}”连续 14 天没有工作时间（从 {from} 起），请检查每周时段和放假安排',
    en: 'calendar “{key}” has no working time for 14 days from {from}; check the week and the days off',
  },
  CALENDAR_DURATION: {
    kind: 'user',
    zh: '时长“{duration}”不正确，请写成 PT4H（4 小时）或 P1D（1 个工作日）',
    en: 'wrong duration “{duration}”; write PT4H (4 hours) or P1D (one working day)',
  },
  CALENDAR_INSTANT: {
    kind: 'user',
    zh: '时间“{instant}”不正确，应为 2026-03-05T06:30:00.000Z',
    en: 'wrong instant “{instant}”; it must be like 2026-03-05T06:30:00.000Z',
  },
  CALENDAR_TOO_FAR: {
    kind: 'user',
    zh: '时长“{duration}”太长，超出了日历能计算的范围',
    en: 'duration “{duration}” leads beyond what a calendar can count',
  },
  CALENDAR_CRON: {
    kind: 'user',
    zh: '定时表达式“{cron}”不正确，请写成“分 时 日 月 周”，如 0 9 * * 1-5（工作日 9 点）',
    en: 'wrong schedule “{cron}”; write “minute hour day month weekday”, such as 0 9 * * 1-5',
  },
  CALENDAR_NEVER: {
    kind: 'user',
    zh: '这个定时永远不会到来，请检查日期和月份',
    en: 'this schedule never comes; check its days and months',
  },
  CALENDAR_PLAN: {
    kind: 'user',
    zh: '放假安排的内容不正确（{place}），应为 {"year":2026,"days":[{"name":"元旦","date":"2026-01-01","isOffDay":true}]}',
    en: 'wrong plan of days off ({place}); it must be {"year":2026,"days":[{"name":"…","date":"2026-01-01","isOffDay":true}]}',
  },
})
