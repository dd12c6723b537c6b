import { formatDate, type LunarDate, lunarMonths, lunarOf, parseDate, solarOf } from '@mortise/expressions'

/** The lunar day of a date `YYYY-MM-DD`; undefined outside of the lunar years 1900 to 2100. */
export function toLunar(date: string): LunarDate | undefined {
  const civil = parseDate(date)
  return civil === undefined ? undefined : lunarOf(civil)
}

/** The date of a lunar day; undefined where the calendar has no such day. */
export function fromLunar(lunar: LunarDate): string | undefined {
  const month = lunarMonths(lunar.year).find((one) => one.month === lunar.month && one.leap === lunar.leap)
  if (month === undefined || lunar.day < 1 || lunar.day > month.days) return undefined
  const civil = solarOf(lunar)
  return civil === undefined ? undefined : (formatDate(civil) ?? undefined)
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
    const civil = solarOf({ ...birth, year })
    const day = civil === undefined ? null : formatDate(civil)
    if (day !== null && day >= from) return day
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
export function lunarWords(lunar: LunarDate, locale: 'zh' | 'en'): string {
  if (locale === 'zh') return `农历${lunar.year}年${lunarMonthWords(lunar)}${lunarDayWords(lunar.day)}`
  const two = (part: number): string => String(part).padStart(2, '0')
  return `lunar ${lunar.year}-${lunar.leap ? 'leap ' : ''}${two(lunar.month)}-${two(lunar.day)}`
}

const written =
  /^(?:农历|阴历|lunar )\s*(\d{4})(?:年|-)(闰|leap )?([\d正一二三四五六七八九十冬腊]{1,2})(?:月|-)(.{1,3}?)日?$/u

/** Reads a lunar day as people write it: `农历1985年闰六月十三`, `农历1985-6-13`; undefined when it is none. */
export function lunarFromText(words: string): LunarDate | undefined {
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
