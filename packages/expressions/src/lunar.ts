import { type CivilDate, dayNumber, fromDayNumber } from './civil.ts'

/** A day of the Chinese lunar calendar; `leap` in the second of two months of one number. */
export type LunarDate = {
  readonly year: number
  readonly month: number
  readonly leap: boolean
  readonly day: number
}

/** One month of a lunar year, with how many days it has. */
export type LunarMonth = { readonly month: number; readonly leap: boolean; readonly days: number }

const firstYear = 1900
// Four letters for each year, base 36: bits 0–11 long months, 12–15 the leap month, 16 whether the leap month is long.
const years =
  '0rma01g202w50i0a018r023f1tba012i028p08mi01g20lnp027902171wej00j1012j07g502p523ki02vm02lh0iel021i00ja' +
  '1tcl01ck02w909ca02vm0k9y010r021j1w7q028q01ck1pi901ft22vn0237010r1yjf023x012i1twl02as028908y302390o8d' +
  '0112023x1wi2014i02p11qxu02mi0qdx023b011y0k1h025101ci0e3902w5018q0aq7023f0o9m012i02950i42028i02790euj' +
  '02170re300j1012l1ynd02p502oi0fit02lh0yfh021i00ja0jjp01cl02w90itu02vm02li0ai6021j0rfa00nu01cl0i2101ft' +
  '01ar0eqj010r021n08fi012i0out02as02890ifn0239010t0dp902450uqy015e02p120ei02mi02hh0eqm011y024508gq01ci' +
  '0kf901et018r0h1z02i301220ajy029511si028i0279203v021700x70gcb014d0296090q02oi0p0l02lh021h1wel00xi014l' +
  '1pea02x50scy02vm02li1yja021j00ye1rvp01g501ft0ax701ar0o8b010r021n0hx6012i02910ey2028a0ryt0239010t0k19' +
  '0245014a0dsl02p102mi0cb102hi0oni011y02451wia01ci02w50e2201aj0ql300x701231yl2029601g20exh0285022z08cv' +
  '00x7'
/** The first day of the lunar year 1900. */
const firstDay = dayNumber({ year: 1900, month: 1, day: 31 })

const months: readonly (readonly LunarMonth[])[] = Array.from({ length: years.length / 4 }, (_, index) =>
  readMonths(Number.parseInt(years.slice(index * 4, index * 4 + 4), 36)),
)

function readMonths(bits: number): readonly LunarMonth[] {
  const doubled = (bits >> 12) & 15
  return Array.from({ length: 12 }, (_, index) => index + 1).flatMap((month): readonly LunarMonth[] => {
    const own = { month, leap: false, days: (bits >> (month - 1)) & 1 ? 30 : 29 }
    return month === doubled ? [own, { month, leap: true, days: bits >> 16 ? 30 : 29 }] : [own]
  })
}

const lengthOf = (list: readonly LunarMonth[]): number => list.reduce((sum, { days }) => sum + days, 0)

/** Day number of each lunar new year; one more than there are years. */
const newYears: readonly number[] = months.reduce<number[]>(
  (days, list) => [...days, (days.at(-1) ?? 0) + lengthOf(list)],
  [firstDay],
)

/** The months of a lunar year in their order; none outside of 1900 to 2100. */
export function lunarMonths(year: number): readonly LunarMonth[] {
  return months[year - firstYear] ?? []
}

/** The lunar day of a date; undefined outside of the lunar years 1900 to 2100. */
export function lunarOf(date: CivilDate): LunarDate | undefined {
  const day = dayNumber(date)
  const index = newYears.findLastIndex((start) => start <= day)
  const year = firstYear + index
  let rest = day - (newYears[index] ?? 0)
  for (const { month, leap, days } of lunarMonths(year)) {
    if (rest < days) return { year, month, leap, day: rest + 1 }
    rest -= days
  }
  return undefined
}

/**
 * The date of a lunar day in a lunar year. A doubled month that the year lacks is the plain one of its number, and the
 * 30th of a short month is its 29th: how birthdays are kept. Undefined outside of 1900 to 2100.
 */
export function solarOf(lunar: LunarDate): CivilDate | undefined {
  const start = newYears[lunar.year - firstYear]
  const list = lunarMonths(lunar.year)
  const exact = list.findIndex(({ month, leap }) => month === lunar.month && leap === lunar.leap)
  const at = exact >= 0 ? exact : list.findIndex(({ month }) => month === lunar.month)
  const found = list[at]
  if (start === undefined || found === undefined) return undefined
  return fromDayNumber(start + lengthOf(list.slice(0, at)) + Math.min(lunar.day, found.days) - 1)
}
