import { formatDate, formatInstant, localDate, parseDate, toInstant } from '@mortise/expressions'
import type { DateBucket } from '@mortise/schema'

/** Units that a distance between periods may have. */
export type PeriodUnit = DateBucket

const monthsOf: { readonly [unit in PeriodUnit]?: number } = { month: 1, quarter: 3, year: 12 }
const daysOf: { readonly [unit in PeriodUnit]?: number } = { day: 1, week: 7 }

function parts(date: string): readonly [number, number, number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))]
}

function written(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** The date `count` units later (earlier when negative); a day that the month lacks becomes its last day. */
export function addPeriods(date: string, count: number, unit: PeriodUnit): string {
  const [year, month, day] = parts(date)
  const days = daysOf[unit]
  if (days !== undefined) return written(Date.UTC(year, month - 1, day + days * count))
  const first = year * 12 + month - 1 + (monthsOf[unit] ?? 1) * count
  const last = new Date(Date.UTC(Math.floor(first / 12), (first % 12) + 1, 0)).getUTCDate()
  return written(Date.UTC(Math.floor(first / 12), first % 12, Math.min(day, last)))
}

/** Reads a distance such as `1 year` or `12 months`; undefined when it is none. */
export function parseDistance(
  text: string | undefined,
): { readonly count: number; readonly unit: PeriodUnit } | undefined {
  const match = /^(\d{1,3}) (day|week|month|quarter|year)s?$/.exec(text ?? '')
  return match ? { count: Number(match[1]), unit: match[2] as PeriodUnit } : undefined
}

/** The bucket value of a row, `YYYY-MM-DD` of its first day; undefined for the null group. */
export function bucketStart(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? value.slice(0, 10) : undefined
}

const usualZone = 'Asia/Shanghai'

/** The day of a date or a moment in the workspace's time zone, `YYYY-MM-DD`; undefined where it is neither. */
export function dayIn(value: unknown, timeZone: string = usualZone): string | undefined {
  const day = typeof value === 'string' ? localDate(value, timeZone) : undefined
  return (day && formatDate(day)) ?? undefined
}

/** The first day of the period that a moment lies in, in the workspace's time zone and by the calendar year. */
export function periodOf(moment: string, unit: 'month' | 'quarter' | 'year', timeZone?: string): string {
  const day = dayIn(moment, timeZone) ?? moment.slice(0, 10)
  const month = Number(day.slice(5, 7))
  const first = unit === 'year' ? 1 : unit === 'quarter' ? month - ((month - 1) % 3) : month
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`
}

/** Noon of a day in the workspace's time zone, as a moment. */
export function noonOf(day: string, timeZone: string = usualZone): string | null {
  const date = parseDate(day)
  return date === undefined ? null : formatInstant(toInstant({ date, time: 12 * 3_600_000 }, timeZone))
}

/** Days from one day to a later one. */
export function daysBetween(from: string, to: string): number {
  return (Date.UTC(...utc(to)) - Date.UTC(...utc(from))) / 86_400_000
}

function utc(date: string): readonly [number, number, number] {
  const [year, month, day] = parts(date)
  return [year, month - 1, day]
}

/** How people write a period: `2026-03`, `2026年3月`, `2026 Q1`, … Fiscal years are called by the year they begin in. */
export function periodName(
  start: string,
  bucket: DateBucket,
  {
    locale,
    fiscalYearStart = 1,
  }: { readonly locale: 'zh' | 'en'; readonly fiscalYearStart?: number | undefined },
): string {
  const [year, month] = parts(start)
  // Months since the fiscal year began: a quarter of the calendar may lie across two of its own.
  const into = (month - fiscalYearStart + 12) % 12
  if (
    fiscalYearStart !== 1 &&
    into % 3 === 0 &&
    (bucket === 'quarter' || (bucket === 'year' && into === 0))
  ) {
    const began = month < fiscalYearStart ? year - 1 : year
    const part = into / 3 + 1
    if (bucket === 'year') return locale === 'zh' ? `${began}财年` : `FY${began}`
    return locale === 'zh' ? `${began}财年${part}季度` : `FY${began} Q${part}`
  }
  const quarter = Math.ceil(month / 3)
  const names: { readonly [bucket in DateBucket]: readonly [string, string] } = {
    day: [start, start],
    week: [`${start} 周`, `week of ${start}`],
    month: [`${year}年${month}月`, start.slice(0, 7)],
    quarter: [`${year}年${quarter}季度`, `${year} Q${quarter}`],
    year: [`${year}年`, String(year)],
  }
  return names[bucket][locale === 'zh' ? 0 : 1]
}
