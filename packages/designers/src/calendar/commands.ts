import { parseDate, weekday } from '@mortise/expressions'
import type { CalendarDocument } from '@mortise/schema'
import { patched } from '../kit/patched.ts'

/** From one time of day to another. */
export type Interval = readonly [string, string]

/** A day that is not like its weekday. */
export type DayException = NonNullable<CalendarDocument['exceptions']>[number]

/** Monday (1) to Sunday (7), as a calendar names them. */
export const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

/** The weekday of a local date, `2026-10-01`. */
export function weekdayOf(date: string): string {
  const read = parseDate(date)
  return read === undefined ? '1' : String(weekday(read))
}

/** The hours of a weekday; none on a day off. */
export function hoursOf(calendar: CalendarDocument, day: string): readonly Interval[] {
  return (calendar.week[day] ?? []) as readonly Interval[]
}

/** The calendar with other hours on some weekdays. */
export function setHours(
  calendar: CalendarDocument,
  days: readonly string[],
  hours: readonly Interval[],
): CalendarDocument {
  const sorted = [...hours].sort((a, b) => (a[0] < b[0] ? -1 : 1))
  return { ...calendar, week: { ...calendar.week, ...Object.fromEntries(days.map((day) => [day, sorted])) } }
}

/** A further stretch of a day: after the last one, or the usual one of a day that had none. */
export function nextInterval(hours: readonly Interval[]): Interval {
  const end = hours.at(-1)?.[1]
  if (end === undefined) return ['09:00', '18:00']
  const from = Math.min(Number(end.slice(0, 2)) + 1, 23)
  const text = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
  return [text(from), text(Math.min(from + 2, 24))]
}

// A year on the screen asks for each of its days, of a calendar that may hold twenty years.
const byDate = new WeakMap<readonly DayException[], ReadonlyMap<string, DayException>>()

/** What stands for one date, if it is not like its weekday. */
export function exceptionAt(calendar: CalendarDocument, date: string): DayException | undefined {
  const { exceptions } = calendar
  if (exceptions === undefined) return undefined
  let known = byDate.get(exceptions)
  if (known === undefined) {
    known = new Map(exceptions.map((one) => [one.date, one]))
    byDate.set(exceptions, known)
  }
  return known.get(date)
}

/** Says of a date what it is; undefined makes it like its weekday again. */
export function setException(
  calendar: CalendarDocument,
  date: string,
  exception: Omit<DayException, 'date'> | undefined,
): CalendarDocument {
  const others = (calendar.exceptions ?? []).filter((one) => one.date !== date)
  const all = exception === undefined ? others : [...others, { ...exception, date }]
  const sorted = all.sort((a, b) => (a.date < b.date ? -1 : 1))
  return patched(calendar, { exceptions: sorted.length === 0 ? undefined : sorted })
}

/** What a day is: worked or not, and whether that is its weekday's doing. */
export type DayState = { readonly works: boolean; readonly exception: DayException | undefined }

/** What a date of a calendar is. */
export function dayState(calendar: CalendarDocument, date: string): DayState {
  const exception = exceptionAt(calendar, date)
  if (exception !== undefined) return { works: exception.kind === 'work', exception }
  return { works: hoursOf(calendar, weekdayOf(date)).length > 0, exception }
}

/** Dates of a month, each as a text; `month` from 1. */
export function datesOf(year: number, month: number): readonly string[] {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const text = (value: number): string => String(value).padStart(2, '0')
  return Array.from({ length: days }, (_, at) => `${year}-${text(month)}-${text(at + 1)}`)
}

/** How many days of a year, or of one of its months, are worked. */
export function workedDays(calendar: CalendarDocument, year: number, month?: number): number {
  const months = month === undefined ? Array.from({ length: 12 }, (_, at) => at + 1) : [month]
  return months.flatMap((one) => datesOf(year, one)).filter((date) => dayState(calendar, date).works).length
}

/** Minutes of work in a usual week. */
export function weekMinutes(calendar: CalendarDocument): number {
  const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
  return weekdays
    .flatMap((day) => hoursOf(calendar, day))
    .reduce((sum, [from, to]) => sum + Math.max(0, minutes(to) - minutes(from)), 0)
}

/** Hours of a weekday that overlap or end before they begin; nothing can be worked out with those. */
export function wrongHours(hours: readonly Interval[]): boolean {
  const sorted = [...hours].sort((a, b) => (a[0] < b[0] ? -1 : 1))
  return sorted.some(([from, to], at) => from >= to || (sorted[at + 1]?.[0] ?? '99') < to)
}
