import {
  addMonths,
  type CivilDate,
  dayNumber,
  daysInMonth,
  fromDayNumber,
  isTimeZone,
  parseDate,
  toInstant,
  toLocal,
} from '@mortise/expressions'
import type { ScheduleDocument } from '@mortise/schema'
import { type Calendar, instantOf, instantText } from './calendar.ts'
import { type Cron, parseCron } from './cron.ts'
import { errors } from './errors.ts'

/** Times that come again and again. */
export type Recurrence = {
  /** The first time after an instant; null when none comes for many years. */
  readonly next: (after: string) => string | null
}

/** What a schedule stands in: its own time zone and calendar go before the ones given here. */
export type RecurrencePlace = {
  readonly timeZone: string
  readonly calendar?: Calendar | undefined
}

type Spec = {
  /** Milliseconds since midnight, in order. */
  readonly times: readonly number[]
  readonly isDay: (date: CivilDate, day: number) => boolean
  /** Day number a chosen day is moved to; undefined leaves it out. */
  readonly moved: (day: number) => number | undefined
}

// 29 February with a leap year left out lies eight years ahead; intervals of a thousand years are not served.
const farthestDays = 366 * 45
const minute = 60_000

const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1
const lastDay = (date: CivilDate): number => daysInMonth(date.year, date.month)
const holdsDay = (days: readonly number[], date: CivilDate): boolean =>
  days.includes(date.day) || days.includes(date.day - lastDay(date) - 1)

function ofCron(cron: Cron): Spec {
  const { days, weekdays, months } = cron
  return {
    times: cron.hours.flatMap((hour) => cron.minutes.map((one) => (hour * 60 + one) * minute)),
    moved: (day) => day,
    isDay: (date, day) => {
      if (!months.includes(date.month)) return false
      const onDay = days !== undefined && holdsDay(days, date)
      const onWeekday = weekdays !== undefined && weekdays.includes(weekdayOf(day))
      // As everywhere: where both are given, either will do.
      if (days !== undefined && weekdays !== undefined) return onDay || onWeekday
      return (days === undefined || onDay) && (weekdays === undefined || onWeekday)
    },
  }
}

function timesOf({ every, interval = 1, at }: ScheduleDocument): readonly number[] {
  if (every === 'minute' || every === 'hour') {
    const step = every === 'minute' ? interval : interval * 60
    return Array.from({ length: Math.ceil(1440 / step) }, (_, index) => index * step * minute)
  }
  const texts = at === undefined ? ['00:00'] : typeof at === 'string' ? [at] : at
  const times = texts.map((text) => {
    const [hour, minutes] = text.split(':')
    return (Number(hour) * 60 + Number(minutes)) * minute
  })
  return [...new Set(times)].sort((a, b) => a - b)
}

const mondayOf = (day: number): number => day - weekdayOf(day) + 1
const monthOf = (date: CivilDate): number => date.year * 12 + date.month - 1

/** Whether a day is one of a schedule's, days off aside. */
function dayTest(document: ScheduleDocument): Spec['isDay'] {
  const { every, interval = 1, weekdays, days, months } = document
  const from = parseDate(document.from ?? '') ?? { year: 1970, month: 1, day: 5 }
  const first = dayNumber(from)
  const nth = (distance: number): boolean => distance % interval === 0
  const begun = (day: number): boolean => document.from === undefined || day >= first
  const inMonth = (date: CivilDate): boolean => months === undefined || months.includes(date.month)
  // Without days of its own a month or year comes back on the day it began with, or the last one there is.
  const onDay = (date: CivilDate): boolean =>
    days === undefined ? date.day === Math.min(from.day, lastDay(date)) : holdsDay(days, date)
  const tests: { readonly [K in ScheduleDocument['every']]: Spec['isDay'] } = {
    minute: () => true,
    hour: () => true,
    day: (_, day) => nth(day - first),
    week: (_, day) =>
      (weekdays ?? [weekdayOf(first)]).includes(weekdayOf(day)) && nth((mondayOf(day) - mondayOf(first)) / 7),
    month: (date) => onDay(date) && nth(monthOf(date) - monthOf(from)),
    year: (date) =>
      (months ?? [from.month]).includes(date.month) && onDay(date) && nth(date.year - from.year),
  }
  return (date, day) => begun(day) && inMonth(date) && tests[every](date, day)
}

function ofDocument(document: ScheduleDocument, calendar: Calendar | undefined): Spec {
  const { onDayOff = calendar === undefined ? 'run' : 'skip' } = document
  const works = (day: number): boolean => calendar === undefined || calendar.isWorkDay(fromDayNumber(day))
  const step = onDayOff === 'previous' ? -1 : 1
  return {
    times: timesOf(document),
    isDay: dayTest(document),
    moved: (day) => {
      if (onDayOff === 'run' || works(day)) return day
      if (onDayOff === 'skip') return undefined
      // A calendar works at least once a fortnight, so this ends.
      for (let at = day + step; Math.abs(at - day) < 15; at += step) if (works(at)) return at
      return undefined
    },
  }
}

/**
 * Compiles a schedule, or a cron text. Local times that a clock change skips come when the clock is past them, those it
 * doubles come once. Throws CALENDAR_CRON, CALENDAR_ZONE, and CALENDAR_NEVER for one that never comes.
 */
export function compileRecurrence(document: ScheduleDocument | string, place: RecurrencePlace): Recurrence {
  const spec =
    typeof document === 'string' ? ofCron(parseCron(document)) : ofDocument(document, place.calendar)
  const own = typeof document === 'string' ? undefined : document.tz
  const zone = own ?? place.calendar?.timeZone ?? place.timeZone
  if (!isTimeZone(zone)) throw errors.CALENDAR_ZONE({ key: '', zone })
  const next = (after: string): string | null => {
    const start = instantOf(after)
    // A day that was moved may have begun a fortnight before or after.
    const first = dayNumber(toLocal(start, zone).date) - 15
    for (let day = first; day < first + farthestDays; day += 1) {
      if (!spec.isDay(fromDayNumber(day), day)) continue
      const at = spec.moved(day)
      if (at === undefined) continue
      const date = fromDayNumber(at)
      const found = spec.times.map((time) => toInstant({ date, time }, zone)).find((one) => one > start)
      if (found !== undefined) return instantText(found, '')
    }
    return null
  }
  if (next('2026-01-01T00:00:00.000Z') === null) throw errors.CALENDAR_NEVER({})
  return Object.freeze({ next })
}

/** The day a yearly date falls on: 29 February is 28 February in other years. */
export function yearlyOn(date: CivilDate, year: number): CivilDate {
  return addMonths(date, (year - date.year) * 12)
}
