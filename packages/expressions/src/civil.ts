/*
 * Calendar arithmetic on plain dates `YYYY-MM-DD` (years 1–9999, proleptic Gregorian as in Postgres).
 */

/** A date in parts; `month` from 1. */
export type CivilDate = { readonly year: number; readonly month: number; readonly day: number }

/** Reads `YYYY-MM-DD`; undefined when it is no date of the calendar. */
export function parseDate(text: string): CivilDate | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (!match) return undefined
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
  const real = date.year >= 1 && date.month >= 1 && date.month <= 12 && date.day >= 1
  return real && date.day <= daysInMonth(date.year, date.month) ? date : undefined
}

/** Writes a date; null outside the years 1–9999. */
export function formatDate(date: CivilDate): string | null {
  if (date.year < 1 || date.year > 9999) return null
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}`
}

/** Days of a month. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Days since 1970-01-01. */
export function dayNumber(date: CivilDate): number {
  const year = date.month <= 2 ? date.year - 1 : date.year
  const era = Math.floor(year / 400)
  const ofEra = year - era * 400
  const ofYear = Math.floor((153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5) + date.day - 1
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468
}

/** The date of a day number. */
export function fromDayNumber(number: number): CivilDate {
  const z = number + 719468
  const era = Math.floor(z / 146097)
  const ofEra = z - era * 146097
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  )
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const month = Math.floor((5 * ofYear + 2) / 153)
  const realMonth = month < 10 ? month + 3 : month - 9
  const day = ofYear - Math.floor((153 * month + 2) / 5) + 1
  return { year: year + era * 400 + (realMonth <= 2 ? 1 : 0), month: realMonth, day }
}

/** Which of two dates comes first: negative, 0 or positive. */
export function compareDates(a: CivilDate, b: CivilDate): number {
  return a.year - b.year || a.month - b.month || a.day - b.day
}

/** Adds days. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** Adds months; the day is cut to the length of the month (31 January + 1 month = 28 or 29 February). */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const index = date.year * 12 + date.month - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  return { year, month, day: Math.min(date.day, daysInMonth(year, month)) }
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(date: CivilDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

/** ISO week number: week 1 holds the year's first Thursday. */
export function isoWeek(date: CivilDate): number {
  const thursday = addDays(date, 4 - weekday(date))
  return Math.floor((dayNumber(thursday) - dayNumber({ year: thursday.year, month: 1, day: 1 })) / 7) + 1
}

/** Units a date can be cut to. */
export type DateUnit = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'fiscalQuarter' | 'fiscalYear'

/** First day of the unit a date lies in; weeks start on Monday, fiscal units by the fiscal year's first month. */
export function startOf(date: CivilDate, unit: DateUnit, fiscalYearStart: number): CivilDate {
  if (unit === 'day') return date
  if (unit === 'week') return addDays(date, 1 - weekday(date))
  const first = { ...date, day: 1 }
  if (unit === 'month') return first
  const shift = unit === 'fiscalYear' || unit === 'fiscalQuarter' ? fiscalYearStart - 1 : 0
  const sinceStart = (date.month - 1 - shift + 12) % 12
  const back = unit === 'year' || unit === 'fiscalYear' ? sinceStart : sinceStart % 3
  return addMonths(first, -back)
}

/** Adds whole units. */
export function addUnits(date: CivilDate, count: number, unit: DateUnit): CivilDate {
  if (unit === 'day') return addDays(date, count)
  if (unit === 'week') return addDays(date, 7 * count)
  const months = { month: 1, quarter: 3, fiscalQuarter: 3, year: 12, fiscalYear: 12 }[unit]
  return addMonths(date, months * count)
}

/** Whole months from one date to another, toward zero. */
export function monthsBetween(from: CivilDate, to: CivilDate): number {
  const months = (to.year - from.year) * 12 + to.month - from.month
  if (months > 0 && to.day < from.day) return months - 1
  return months < 0 && to.day > from.day ? months + 1 : months
}
