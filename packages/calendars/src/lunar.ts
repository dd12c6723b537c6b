import { type CivilDate, dayNumber, fromDayNumber } from '@mortise/expressions'
import { lunarYears } from './lunar-years.ts'

/** A day of the Chinese lunar calendar; `leap` in the second of two months of one number. */
export type LunarDate = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly leap: boolean
}

const firstYear = 1900
/** The first day of the lunar year 1900. */
const firstDay = dayNumber({ year: 1900, month: 1, day: 31 })

type Month = { readonly month: number; readonly leap: boolean; readonly days: number }

function monthsOf(year: number): readonly Month[] {
  const word = lunarYears[year - firstYear]
  if (word === undefined) return []
  const doubled = word & 0xf
  return Array.from({ length: 12 }, (_, index) => index + 1).flatMap((month): readonly Month[] => {
    const own = { month, leap: false, days: 29 + ((word >> (16 - month)) & 1) }
    return month === doubled ? [own, { month, leap: true, days: 29 + ((word >> 16) & 1) }] : [own]
  })
}

const lengthOf = (months: readonly Month[]): number => months.reduce((sum, { days }) => sum + days, 0)

/** Day number of each lunar new year; one more than there are years. */
const newYears: readonly number[] = lunarYears.reduce<number[]>(
  (days, _, index) => [...days, (days.at(-1) ?? 0) + lengthOf(monthsOf(firstYear + index))],
  [firstDay],
)

/** The lunar day of a date; undefined before 1900 and after 2100. */
export function lunarOf(date: CivilDate): LunarDate | undefined {
  const day = dayNumber(date)
  const index = newYears.findLastIndex((start) => start <= day)
  const year = firstYear + index
  let rest = day - (newYears[index] ?? 0)
  for (const { month, leap, days } of index < 0 ? [] : monthsOf(year)) {
    if (rest < days) return { year, month, leap, day: rest + 1 }
    rest -= days
  }
  return undefined
}

/**
 * The date of a lunar day in a lunar year. A doubled month that the year lacks is the plain one of its number, and the
 * 30th of a short month is its 29th: how birthdays are kept. Undefined outside 1900 to 2100.
 */
export function solarOf(lunar: LunarDate): CivilDate | undefined {
  const start = newYears[lunar.year - firstYear]
  const months = monthsOf(lunar.year)
  const exact = months.findIndex(({ month, leap }) => month === lunar.month && leap === lunar.leap)
  const at = exact >= 0 ? exact : months.findIndex(({ month }) => month === lunar.month)
  const found = months[at]
  if (start === undefined || found === undefined) return undefined
  const before = lengthOf(months.slice(0, at))
  return fromDayNumber(start + before + Math.min(lunar.day, found.days) - 1)
}
