import { type CivilDate, dayNumber, formatInstant, fromDayNumber, parseInstant } from '@mortise/expressions'
import type { CalendarDocument } from '@mortise/schema'
import { parseDuration } from './duration.ts'
import { errors } from './errors.ts'
import { readPattern, type WorkPattern } from './week.ts'
import { dayAt, intervalsOf, refuseIdle, spansOf } from './work-days.ts'

/** Business time. All instants are ISO texts in UTC; working time is in milliseconds. */
export type Calendar = {
  readonly key: string
  readonly timeZone: string
  /** Milliseconds that `P1D` stands for. */
  readonly dayLength: number
  /**
   * The instant after a length of working time, such as `PT4H` or `P1D`, or milliseconds. The result is the earliest
   * such instant: four hours that end at closing time end there, not on the next morning.
   */
  readonly addWork: (from: string, duration: string | number) => string
  /** Working milliseconds from one instant to another; negative when `to` lies before `from`. */
  readonly workBetween: (from: string, to: string) => number
  /** Whether the instant lies in working time; the end of an interval no longer does. */
  readonly isWorking: (at: string) => boolean
  /** The next instant in working time: `at` itself when it is. For actions held to working hours. */
  readonly nextWorking: (at: string) => string
  /** The latest instant from which `duration` of working time leads to `to`: the other direction of `addWork`. */
  readonly subtractWork: (to: string, duration: string | number) => string
  /** Whether a local day has working time. */
  readonly isWorkDay: (date: CivilDate) => boolean
  /** The date so many working days on (or back, when negative); none moves nothing. */
  readonly addWorkDays: (date: CivilDate, days: number) => CivilDate
}

// With a checked pattern work is never farther than a fortnight; this bounds years of it.
const farthestDays = 400_000

/**
 * Makes a calendar from its document. In durations one day is one usual working day of the calendar (7.5 hours in
 * `cn-office`) and a week five of them; so adding is exact in working time: `addWork(a, d1 + d2)` is
 * `addWork(addWork(a, d1), d2)`. Throws on faults, and on a calendar without working time in 14 days.
 */
export function compileCalendar(document: CalendarDocument): Calendar {
  const pattern = readPattern(document)
  refuseIdle(pattern)
  return Object.freeze({
    key: pattern.key,
    timeZone: pattern.zone,
    dayLength: pattern.dayLength,
    addWork: (from, duration) => addWork(pattern, from, duration),
    workBetween: (from, to) => workBetween(pattern, instantOf(from), instantOf(to)),
    isWorking: (at) => isWorking(pattern, instantOf(at)),
    nextWorking: (at) => nextWorking(pattern, at),
    subtractWork: (to, duration) => subtractWork(pattern, to, duration),
    isWorkDay: (date) => intervalsOf(pattern, dayNumber(date)).length > 0,
    addWorkDays: (date, days) => addWorkDays(pattern, date, days),
  })
}

function addWorkDays(pattern: WorkPattern, date: CivilDate, days: number): CivilDate {
  const step = days < 0 ? -1 : 1
  let day = dayNumber(date)
  const farthest = day + step * farthestDays
  for (let left = Math.abs(days); left > 0 && day !== farthest; ) {
    day += step
    if (intervalsOf(pattern, day).length > 0) left -= 1
  }
  if (day === farthest) throw errors.CALENDAR_TOO_FAR({ duration: days })
  return fromDayNumber(day)
}

function subtractWork(pattern: WorkPattern, to: string, duration: string | number): string {
  const end = instantOf(to)
  let left = lengthOf(pattern, duration)
  if (left === 0) return instantText(end, duration)
  const first = dayAt(pattern, end) + 1
  for (let day = first; day > first - farthestDays; day -= 1) {
    for (const span of spansOf(pattern, day).toReversed()) {
      const close = Math.min(span.to, end)
      if (close <= span.from) continue
      if (close - left >= span.from) return instantText(close - left, duration)
      left -= close - span.from
    }
  }
  throw errors.CALENDAR_TOO_FAR({ duration })
}

/** Reads an ISO instant, or throws. */
export function instantOf(text: string): number {
  const instant = parseInstant(text)
  if (instant === undefined) throw errors.CALENDAR_INSTANT({ instant: text })
  return instant
}

/** Writes an instant; throws when it lies beyond the year 9999. */
export function instantText(instant: number, duration: string | number): string {
  const text = formatInstant(instant)
  if (text === null) throw errors.CALENDAR_TOO_FAR({ duration })
  return text
}

function lengthOf(pattern: WorkPattern, duration: string | number): number {
  if (typeof duration === 'number') {
    if (!(Number.isSafeInteger(duration) && duration >= 0)) throw errors.CALENDAR_DURATION({ duration })
    return duration
  }
  const { days, milliseconds } = parseDuration(duration, 5)
  return days * pattern.dayLength + milliseconds
}

function addWork(pattern: WorkPattern, from: string, duration: string | number): string {
  const start = instantOf(from)
  let left = lengthOf(pattern, duration)
  if (left === 0) return instantText(start, duration)
  const first = dayAt(pattern, start) - 1
  for (let day = first; day < first + farthestDays; day += 1) {
    for (const span of spansOf(pattern, day)) {
      const begin = Math.max(span.from, start)
      if (begin >= span.to) continue
      if (begin + left <= span.to) return instantText(begin + left, duration)
      left -= span.to - begin
    }
  }
  throw errors.CALENDAR_TOO_FAR({ duration })
}

function workBetween(pattern: WorkPattern, from: number, to: number): number {
  if (to < from) return -workBetween(pattern, to, from)
  const last = dayAt(pattern, to) + 1
  let sum = 0
  for (let day = dayAt(pattern, from) - 1; day <= last; day += 1) {
    for (const span of spansOf(pattern, day)) {
      sum += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from))
    }
  }
  return sum
}

function isWorking(pattern: WorkPattern, at: number): boolean {
  const day = dayAt(pattern, at)
  return [day - 1, day, day + 1].some((one) =>
    spansOf(pattern, one).some(({ from, to }) => from <= at && at < to),
  )
}

function nextWorking(pattern: WorkPattern, text: string): string {
  const at = instantOf(text)
  const first = dayAt(pattern, at) - 1
  for (let day = first; day < first + farthestDays; day += 1) {
    const span = spansOf(pattern, day).find(({ to }) => to > at)
    if (span !== undefined) return instantText(Math.max(span.from, at), '')
  }
  throw errors.CALENDAR_TOO_FAR({ duration: text })
}
