import { dayNumber, parseDate } from './civil.ts'
import type { Workdays } from './types.ts'

/** Working days of a workspace, ready to count with. */
export type WorkdayCount = {
  readonly week: readonly number[]
  /** Day numbers of holidays on working weekdays, and of make-up days on free ones; sorted. */
  readonly off: readonly number[]
  readonly on: readonly number[]
}

const office: Workdays = { week: [1, 2, 3, 4, 5], off: [], on: [] }

/** Reads working days; a date that says what its weekday says anyway is left out, so that nothing counts twice. */
export function workdayCount(given: Workdays = office): WorkdayCount {
  const week = [...new Set(given.week)].filter((day) => day >= 1 && day <= 7).toSorted((a, b) => a - b)
  const days = (dates: readonly string[], working: boolean): readonly number[] => {
    const numbers = dates.flatMap((text) => {
      const date = parseDate(text)
      return date === undefined ? [] : [dayNumber(date)]
    })
    return [...new Set(numbers)]
      .filter((day) => week.includes(weekdayOf(day)) === working)
      .toSorted((a, b) => a - b)
  }
  return { week, off: days(given.off, true), on: days(given.on, false) }
}

// Day 0, 1970-01-01, was a Thursday.
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** Working days before a day number, counted from a fixed past: differences of two are what is meant. */
function before(count: WorkdayCount, day: number): number {
  const weeks = count.week.reduce((sum, weekday) => sum + Math.floor((day - weekday + 10) / 7), 0)
  return weeks - below(count.off, day) + below(count.on, day)
}

/** How many of sorted numbers lie below a limit. */
function below(sorted: readonly number[], limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? limit) < limit) low = middle + 1
    else high = middle
  }
  return low
}

/** Working days from one day until before another; negative when the other comes first. */
export function workdaysBetween(count: WorkdayCount, from: number, to: number): number {
  return before(count, to) - before(count, from)
}
