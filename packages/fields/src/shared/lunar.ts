import { type CivilDate, dayNumber, formatDate, fromDayNumber, parseDate } from '@mortise/expressions'

/** A day of the Chinese lunar calendar. */
export type LunarDay = {
  readonly year: number
  readonly month: number
  readonly leap: boolean
  readonly day: number
}

const firstYear = 1900
const lastYear = 2100
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
const firstDay = dayNumber({ year: 1900, month: 1, day: 31 })

/** One month of a lunar year. */
export type LunarMonth = { readonly month: number; readonly leap: boolean; readonly days: number }

const known = new Map<number, readonly LunarMonth[]>()

/** The months of a lunar year in their order; none outside of 1900 to 2100. */
export function lunarMonths(year: number): readonly LunarMonth[] {
  const found = known.get(year) ?? readMonths(year)
  known.set(year, found)
  return found
}

function readMonths(year: number): readonly LunarMonth[] {
  const code = years.slice((year - firstYear) * 4, (year - firstYear) * 4 + 4)
  if (year < firstYear || year > lastYear || code === '') return []
  const bits = Number.parseInt(code, 36)
  const leapMonth = (bits >> 12) & 15
  return Array.from({ length: 12 }, (_, index) => index + 1).flatMap((month) => {
    const days = (bits >> (month - 1)) & 1 ? 30 : 29
    const own = { month, leap: false, days }
    return month === leapMonth ? [own, { month, leap: true, days: bits >> 16 ? 30 : 29 }] : [own]
  })
}

const lengthOf = (year: number): number => lunarMonths(year).reduce((all, { days }) => all + days, 0)

/** The lunar day of a date `YYYY-MM-DD`; undefined outside of the lunar years 1900 to 2100. */
export function toLunar(date: string): LunarDay | undefined {
  const civil = parseDate(date)
  let rest = civil === undefined ? -1 : dayNumber(civil) - firstDay
  if (rest < 0) return undefined
  for (let year = firstYear; year <= lastYear; year += 1) {
    const length = lengthOf(year)
    if (rest >= length) {
      rest -= length
      continue
    }
    for (const { month, leap, days } of lunarMonths(year)) {
      if (rest < days) return { year, month, leap, day: rest + 1 }
      rest -= days
    }
  }
  return undefined
}

/** The date of a lunar day; undefined where the calendar has no such day. */
export function fromLunar(lunar: LunarDay): string | undefined {
  const months = lunarMonths(lunar.year)
  const at = months.findIndex(({ month, leap }) => month === lunar.month && leap === lunar.leap)
  const month = months[at]
  if (month === undefined || lunar.day < 1 || lunar.day > month.days) return undefined
  let number = firstDay
  for (let year = firstYear; year < lunar.year; year += 1) number += lengthOf(year)
  for (const { days } of months.slice(0, at)) number += days
  const civil: CivilDate = fromDayNumber(number + lunar.day - 1)
  return formatDate(civil) ?? undefined
}

/**
 * The next date on or after `from` that is the lunar birthday of somebody born on `born`. Who was born in a leap month
 * keeps it in the plain month of a year without it, who was born on the 30th on the last day of a short month.
 */
export function nextLunarBirthday(born: string, from: string): string | undefined {
  const birth = toLunar(born)
  const today = toLunar(from)
  if (birth === undefined || today === undefined) return undefined
  for (let year = today.year; year <= today.year + 2; year += 1) {
    const months = lunarMonths(year)
    const month =
      months.find((one) => one.month === birth.month && one.leap === birth.leap) ??
      months.find((one) => one.month === birth.month)
    if (month === undefined) return undefined
    const day = fromLunar({
      year,
      month: month.month,
      leap: month.leap,
      day: Math.min(birth.day, month.days),
    })
    if (day !== undefined && day >= from) return day
  }
  return undefined
}

const digits = '〇一二三四五六七八九'
const monthWords = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊']

/** `初一`, `十五`, `廿三`, `三十`. */
export function lunarDayWords(day: number): string {
  if (day <= 10) return `初${day === 10 ? '十' : digits[day]}`
  if (day < 20) return `十${digits[day - 10]}`
  if (day === 20) return '二十'
  return day < 30 ? `廿${digits[day - 20]}` : '三十'
}

/** `六月`, `闰六月`. */
export function lunarMonthWords({ month, leap }: { readonly month: number; readonly leap: boolean }): string {
  return `${leap ? '闰' : ''}${monthWords[month - 1] ?? month}月`
}

/** `农历1985年六月十三`, or `lunar 1985-06-13` for readers of English. */
export function lunarWords(lunar: LunarDay, locale: 'zh' | 'en'): string {
  if (locale === 'zh') return `农历${lunar.year}年${lunarMonthWords(lunar)}${lunarDayWords(lunar.day)}`
  const two = (part: number): string => String(part).padStart(2, '0')
  return `lunar ${lunar.year}-${lunar.leap ? 'leap ' : ''}${two(lunar.month)}-${two(lunar.day)}`
}

const written =
  /^(?:农历|阴历|lunar )\s*(\d{4})(?:年|-)(闰|leap )?([\d正一二三四五六七八九十冬腊]{1,2})(?:月|-)(.{1,3}?)日?$/u

/** Reads a lunar day as people write it: `农历1985年闰六月十三`, `农历1985-6-13`; undefined when it is none. */
export function lunarFromText(words: string): LunarDay | undefined {
  const [, year, leap, monthText = '', dayText = ''] = written.exec(words) ?? []
  const month = monthNumber(monthText)
  const day = /^\d{1,2}$/u.test(dayText) ? Number(dayText) : dayNumberOf(dayText)
  if (year === undefined || month === undefined || day === undefined) return undefined
  return { year: Number(year), month, leap: leap !== undefined, day }
}

function monthNumber(words: string): number | undefined {
  if (/^\d+$/u.test(words)) return Number(words)
  const at = monthWords.indexOf(words)
  if (at >= 0) return at + 1
  return { 一: 1, 十一: 11, 十二: 12 }[words]
}

function dayNumberOf(words: string): number | undefined {
  for (let day = 1; day <= 30; day += 1) {
    const own = lunarDayWords(day)
    if (words === own || words === own.replace('廿', '二十') || words === own.replace('初', '')) return day
  }
  return undefined
}
