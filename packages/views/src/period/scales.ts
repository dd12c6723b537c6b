import type { Locale } from '@mortise/errors'
import { addMonths, dateOf, monthStart, weekdayOf, weekNumber, weekStart } from './days.ts'

/** How closely time is looked at. */
export type Scale = 'day' | 'week' | 'month' | 'quarter'

/** All scales, closest first. */
export const scales: readonly Scale[] = ['day', 'week', 'month', 'quarter']

/** A mark on the axis; `to` is the day after its last one. */
export type Tick = { readonly from: number; readonly to: number; readonly label: string }

type ScaleFacts = {
  /** Pixels for a day. */
  readonly pixels: number
  /** Days that are fetched and drawn, around the day it stands at. */
  readonly window: (at: number) => { readonly first: number; readonly after: number }
  readonly step: (at: number, by: 1 | -1) => number
  readonly upper: Rule
  readonly lower: Rule
}

type Rule = {
  readonly start: (day: number) => number
  readonly next: (day: number) => number
  readonly label: (day: number, locale: Locale) => string
}

const quarterStart = (day: number): number => {
  const month = Number(dateOf(day).slice(5, 7))
  return addMonths(day, -((month - 1) % 3))
}

const format = (day: number, locale: Locale, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', { ...options, timeZone: 'UTC' }).format(
    day * 86_400_000,
  )

const days: Rule = {
  start: (day) => day,
  next: (day) => day + 1,
  label: (day, locale) => `${Number(dateOf(day).slice(8))} ${format(day, locale, { weekday: 'narrow' })}`,
}
const weeks: Rule = {
  start: weekStart,
  next: (day) => weekStart(day) + 7,
  label: (day, locale) =>
    `${Number(dateOf(day).slice(5, 7))}/${Number(dateOf(day).slice(8))} ${locale === 'zh' ? `${weekNumber(day)} 周` : `W${weekNumber(day)}`}`,
}
const months: Rule = {
  start: monthStart,
  next: (day) => addMonths(day, 1),
  label: (day, locale) => format(day, locale, { year: 'numeric', month: 'long' }),
}
const shortMonths: Rule = { ...months, label: (day, locale) => format(day, locale, { month: 'short' }) }
const quarters: Rule = {
  start: quarterStart,
  next: (day) => addMonths(quarterStart(day), 3),
  label: (day) => `Q${Math.ceil(Number(dateOf(day).slice(5, 7)) / 3)}`,
}
const years: Rule = {
  start: (day) => addMonths(day, 1 - Number(dateOf(day).slice(5, 7))),
  next: (day) => addMonths(day, 13 - Number(dateOf(day).slice(5, 7))),
  label: (day) => dateOf(day).slice(0, 4),
}

/** What each scale shows. */
export const scaleFacts: { readonly [K in Scale]: ScaleFacts } = {
  day: {
    pixels: 36,
    window: (at) => ({ first: weekStart(at) - 14, after: weekStart(at) + 49 }),
    step: (at, by) => at + 7 * by,
    upper: months,
    lower: days,
  },
  week: {
    pixels: 14,
    window: (at) => ({ first: weekStart(at) - 49, after: weekStart(at) + 133 }),
    step: (at, by) => at + 28 * by,
    upper: months,
    lower: weeks,
  },
  month: {
    pixels: 4.5,
    window: (at) => ({ first: addMonths(at, -6), after: addMonths(at, 13) }),
    step: (at, by) => addMonths(at, 3 * by),
    upper: years,
    lower: shortMonths,
  },
  quarter: {
    pixels: 1.6,
    window: (at) => ({ first: addMonths(quarterStart(at), -18), after: addMonths(quarterStart(at), 36) }),
    step: (at, by) => addMonths(at, 12 * by),
    upper: years,
    lower: quarters,
  },
}

/** The marks of a rule over a window, cut at its edges. */
export function ticksOf(
  rule: Rule,
  { first, after }: { first: number; after: number },
  locale: Locale,
): readonly Tick[] {
  const made: Tick[] = []
  for (let day = rule.start(first); day < after; day = rule.next(day)) {
    made.push({
      from: Math.max(first, day),
      to: Math.min(after, rule.next(day)),
      label: rule.label(day, locale),
    })
  }
  return made
}

/** Whether single days are told apart, so that weekends can be shaded. */
export function showsDays(scale: Scale): boolean {
  return scaleFacts[scale].pixels >= 10
}

/** Whether a day is one of a weekend. */
export function isWeekend(day: number): boolean {
  return weekdayOf(day) > 5
}
