import { dayNumber, isTimeZone, parseDate } from '@mortise/expressions'
import type { CalendarDocument } from '@mortise/schema'
import { errors } from './errors.ts'

/** Working time of a day in milliseconds since its midnight, in order, apart from each other. */
export type Interval = { readonly from: number; readonly to: number }

/** A calendar read and checked: intervals by weekday (1–7) and by day number of an exception. */
export type WorkPattern = {
  readonly key: string
  readonly zone: string
  readonly week: readonly (readonly Interval[])[]
  readonly days: ReadonlyMap<number, readonly Interval[]>
  /** Length of one working day, for durations in days. */
  readonly dayLength: number
}

const clock = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/u

function clockTime(text: string): number | undefined {
  const match = clock.exec(text)
  if (match === null) return undefined
  return text === '24:00' ? 86_400_000 : (Number(match[1]) * 60 + Number(match[2])) * 60_000
}

type Place = { readonly key: string; readonly place: string }

function readIntervals(list: readonly (readonly [string, string])[], where: Place): readonly Interval[] {
  const intervals = list.map(([from, to]) => {
    const [start, end] = [clockTime(from), clockTime(to)]
    if (start === undefined || end === undefined || end <= start)
      throw errors.CALENDAR_INTERVAL({ ...where, from, to })
    return { from: start, to: end }
  })
  const sorted = intervals.toSorted((a, b) => a.from - b.from)
  for (const [index, one] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next !== undefined && next.from < one.to) throw errors.CALENDAR_OVERLAP(where)
  }
  return sorted
}

const lengthOf = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { from, to }) => sum + to - from, 0)

/**
 * One working day is the commonest length of a working weekday (the longer one on a tie): eight hours of the usual
 * office even when Saturday has three.
 */
function usualLength(week: readonly (readonly Interval[])[]): number {
  const lengths = week.map(lengthOf).filter((length) => length > 0)
  const times = (length: number): number => lengths.filter((one) => one === length).length
  return lengths.toSorted((a, b) => times(b) - times(a) || b - a)[0] ?? 0
}

/** Reads a calendar document. Throws where it makes no sense, or has no working time in any 14 days it describes. */
export function readPattern(document: CalendarDocument): WorkPattern {
  const { key, timeZone } = document
  if (!isTimeZone(timeZone)) throw errors.CALENDAR_ZONE({ key, zone: timeZone })
  const week = [0, 1, 2, 3, 4, 5, 6, 7].map((day) =>
    day === 0 ? [] : readIntervals(document.week[String(day)] ?? [], { key, place: `week ${day}` }),
  )
  const days = new Map<number, readonly Interval[]>()
  for (const exception of document.exceptions ?? []) {
    const date = parseDate(exception.date)
    if (date === undefined) throw errors.CALENDAR_DATE({ key, date: exception.date })
    const number = dayNumber(date)
    if (days.has(number)) throw errors.CALENDAR_DOUBLE({ key, date: exception.date })
    days.set(number, exceptionIntervals(exception, week, key))
  }
  return { key, zone: timeZone, week, days, dayLength: usualLength(week) || longest(days) }
}

const longest = (days: ReadonlyMap<number, readonly Interval[]>): number =>
  Math.max(0, ...[...days.values()].map(lengthOf))

type Exception = NonNullable<CalendarDocument['exceptions']>[number]

// A make-up day without hours of its own has those of a usual working day, Monday's first.
function exceptionIntervals(
  exception: Exception,
  week: WorkPattern['week'],
  key: string,
): readonly Interval[] {
  if (exception.kind === 'off') return []
  if (exception.intervals !== undefined)
    return readIntervals(exception.intervals, { key, place: exception.date })
  const usual = week.find((intervals) => lengthOf(intervals) === usualLength(week) && intervals.length > 0)
  if (usual === undefined) {
    throw errors.CALENDAR_INTERVAL({ key, place: exception.date, from: '', to: '' })
  }
  return usual
}
