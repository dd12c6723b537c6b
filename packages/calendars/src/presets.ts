import type { CalendarDocument } from '@mortise/schema'

const day: readonly (readonly [string, string])[] = [
  ['09:00', '12:00'],
  ['13:30', '18:00'],
]

/**
 * The usual office week in China: Monday to Friday 09:00–12:00 and 13:30–18:00. Holidays and make-up days are announced
 * each year and are added by the company as exceptions.
 */
export const cnOffice: CalendarDocument = {
  key: 'cn_office',
  label: { zh: '标准工作时间', en: 'Office hours (China)' },
  timeZone: 'Asia/Shanghai',
  week: { '1': day, '2': day, '3': day, '4': day, '5': day, '6': [], '7': [] },
}

/** Calendars a new company may start from. */
export const calendarPresets: readonly CalendarDocument[] = [cnOffice]
