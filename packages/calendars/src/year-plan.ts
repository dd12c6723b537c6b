import { parseDate } from '@mortise/expressions'
import type { CalendarDocument } from '@mortise/schema'
import { errors } from './errors.ts'

type Exception = NonNullable<CalendarDocument['exceptions']>[number]

/** A year's days off and make-up days, as announced. */
export type YearPlan = {
  readonly year: number
  readonly days: readonly { readonly date: string; readonly name: string; readonly isOffDay: boolean }[]
}

/**
 * Reads a year's plan from JSON in the shape in which the State Council's notices are passed around:
 * `{"year":2026,"days":[{"name":"元旦","date":"2026-01-01","isOffDay":true}]}`. Throws CALENDAR_PLAN naming the place.
 */
export function readYearPlan(json: unknown): YearPlan {
  const { year, days } = Object(json) as { readonly year?: unknown; readonly days?: unknown }
  if (typeof year !== 'number' || !Number.isInteger(year)) throw errors.CALENDAR_PLAN({ place: 'year' })
  if (!Array.isArray(days)) throw errors.CALENDAR_PLAN({ place: 'days' })
  const seen = new Set<string>()
  return {
    year,
    days: days.map((one: unknown, index) => {
      const { date, name = '', isOffDay } = Object(one) as { readonly [key: string]: unknown }
      const place = `days/${index}`
      // New Year's Day may begin in the old year, and is announced with the new one.
      const near = parseDate(String(date))
      if (typeof date !== 'string' || near === undefined || Math.abs(near.year - year) > 1)
        throw errors.CALENDAR_PLAN({ place: `${place}/date` })
      if (typeof isOffDay !== 'boolean' || typeof name !== 'string' || seen.has(date))
        throw errors.CALENDAR_PLAN({ place })
      seen.add(date)
      return { date, name, isOffDay }
    }),
  }
}

/**
 * A calendar with a year's plan: its days take the place of exceptions of those dates, and what stood there only
 * provisionally for that year goes. Exceptions of other years, and a company's own of this one, stay.
 */
export function withYearPlan(document: CalendarDocument, plan: YearPlan): CalendarDocument {
  const dates = new Set(plan.days.map(({ date }) => date))
  const isOf = (date: string): boolean => date.startsWith(`${plan.year}-`)
  const kept = (document.exceptions ?? []).filter(
    ({ date, provisional }) => !dates.has(date) && !(provisional === true && isOf(date)),
  )
  const added = plan.days.map(
    ({ date, name, isOffDay }): Exception => ({
      date,
      kind: isOffDay ? 'off' : 'work',
      ...(name === '' ? {} : { label: { zh: name } }),
    }),
  )
  const exceptions = [...kept, ...added].sort((a, b) => (a.date < b.date ? -1 : 1))
  return { ...document, exceptions }
}

/**
 * What stands for a year of its own accord. Its last three days are left out: New Year's Day may begin there, and whoever
 * brought in only the year after knows nothing of this one yet.
 */
function ownDays(document: CalendarDocument, year: number): readonly Exception[] {
  return (document.exceptions ?? []).filter(
    ({ date }) => date.startsWith(`${year}-`) && date < `${year}-12-29`,
  )
}

const fixedHolidays: readonly (readonly [string, string])[] = [
  ['01-01', '元旦'],
  ['05-01', '劳动节'],
  ['10-01', '国庆节'],
  ['10-02', '国庆节'],
  ['10-03', '国庆节'],
]

/**
 * What is known of a year before its notice: the legal holidays of the sun's year, marked provisional. What stands for
 * that year already stays as it is.
 */
export function withProvisionalYear(document: CalendarDocument, year: number): CalendarDocument {
  const known = document.exceptions ?? []
  if (ownDays(document, year).length > 0) return document
  const added = fixedHolidays.map(
    ([day, name]): Exception => ({
      date: `${year}-${day}`,
      kind: 'off',
      label: { zh: name },
      provisional: true,
    }),
  )
  return { ...document, exceptions: [...known, ...added].sort((a, b) => (a.date < b.date ? -1 : 1)) }
}

/** Years a calendar knows only provisionally, or not at all, of those asked. */
export function openYears(document: CalendarDocument, years: readonly number[]): readonly number[] {
  return years.filter((year) => {
    const own = ownDays(document, year)
    return own.length === 0 || own.some(({ provisional }) => provisional === true)
  })
}
