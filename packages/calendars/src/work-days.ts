import { formatDate, fromDayNumber, toInstant, toLocal } from '@mortise/expressions'
import { errors } from './errors.ts'
import type { Interval, WorkPattern } from './week.ts'

/** Intervals of a day by its day number. */
export function intervalsOf(pattern: WorkPattern, day: number): readonly Interval[] {
  // 1970-01-01, day 0, was a Thursday.
  return pattern.days.get(day) ?? pattern.week[((((day + 3) % 7) + 7) % 7) + 1] ?? []
}

/**
 * Working time of a local day as instants. Time that a clock change skips or doubles is counted as it really passes, so
 * such a day is shorter or longer in work if the change falls into working hours.
 */
export function spansOf(pattern: WorkPattern, day: number): readonly Interval[] {
  const intervals = intervalsOf(pattern, day)
  if (intervals.length === 0) return []
  const date = fromDayNumber(day)
  const at = (time: number): number =>
    time === 86_400_000
      ? toInstant({ date: fromDayNumber(day + 1), time: 0 }, pattern.zone)
      : toInstant({ date, time }, pattern.zone)
  return intervals.map(({ from, to }) => ({ from: at(from), to: at(to) })).filter(({ from, to }) => to > from)
}

/** Day number of an instant in the calendar's zone. */
export function dayAt(pattern: WorkPattern, instant: number): number {
  const { date } = toLocal(instant, pattern.zone)
  return Math.floor(Date.UTC(date.year, date.month - 1, date.day) / 86_400_000)
}

/** Refuses a calendar with 14 days on end without work: in a plain week, or around any of its exceptions. */
export function refuseIdle(pattern: WorkPattern): void {
  const plainWeek = pattern.week.some((intervals) => intervals.length > 0)
  const starts = [...pattern.days].filter(([, intervals]) => intervals.length === 0).map(([day]) => day)
  if (!plainWeek) throw errors.CALENDAR_NO_WORK({ key: pattern.key, from: nameOf(starts[0] ?? 0) })
  for (const start of starts) {
    let day = start
    while (day < start + 14 && intervalsOf(pattern, day).length === 0) day += 1
    const idleBefore = daysIdleBefore(pattern, start)
    if (day - start + idleBefore >= 14)
      throw errors.CALENDAR_NO_WORK({ key: pattern.key, from: nameOf(start - idleBefore) })
  }
}

function daysIdleBefore(pattern: WorkPattern, start: number): number {
  let count = 0
  while (count < 14 && intervalsOf(pattern, start - count - 1).length === 0) count += 1
  return count
}

const nameOf = (day: number): string => formatDate(fromDayNumber(day)) ?? String(day)
