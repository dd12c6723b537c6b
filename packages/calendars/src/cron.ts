import { errors } from './errors.ts'

/** The five parts of a cron text, read. */
export type Cron = {
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  /** Days of the month, -1 for the last; undefined for any. */
  readonly days: readonly number[] | undefined
  readonly months: readonly number[]
  /** Monday (1) to Sunday (7); undefined for any. */
  readonly weekdays: readonly number[] | undefined
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

type Range = { readonly from: number; readonly to: number; readonly names?: readonly string[] }

function numberIn(word: string, range: Range): number | undefined {
  const named = range.names?.indexOf(word.toUpperCase()) ?? -1
  if (named >= 0) return named + range.from
  const value = /^\d{1,2}$/u.test(word) ? Number(word) : Number.NaN
  return value >= range.from && value <= range.to ? value : undefined
}

/** Numbers of one item: `5`, `1-5`, `*`, each perhaps with a step. */
function itemOf(item: string, range: Range): readonly number[] | undefined {
  const [span = '', step = '1', more] = item.split('/')
  const by = /^\d{1,2}$/u.test(step) ? Number(step) : 0
  if (by < 1 || more !== undefined) return undefined
  const [low = '', high] = span === '*' ? [String(range.from), String(range.to)] : span.split('-')
  const from = numberIn(low, range)
  const to = high === undefined ? (item.includes('/') ? range.to : from) : numberIn(high, range)
  if (from === undefined || to === undefined || to < from) return undefined
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by)
}

function fieldOf(text: string, range: Range): readonly number[] | undefined {
  const items = text.split(',').map((item) => itemOf(item, range))
  if (items.includes(undefined)) return undefined
  return [...new Set(items.flatMap((item) => item ?? []))].sort((a, b) => a - b)
}

/**
 * Reads `minute hour day month weekday` with lists, ranges, steps and English names; `L` is the last day of the month,
 * Sunday is 0 or 7. Throws CALENDAR_CRON.
 */
export function parseCron(text: string): Cron {
  const parts = text.trim().split(/\s+/u)
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = parts
  const any = (part: string): boolean => part === '*' || part === '?'
  const minutes = fieldOf(minute, { from: 0, to: 59 })
  const hours = fieldOf(hour, { from: 0, to: 23 })
  const months = fieldOf(month, { from: 1, to: 12, names: monthNames })
  const days = any(day) ? [] : day.toUpperCase() === 'L' ? [-1] : fieldOf(day, { from: 1, to: 31 })
  const weekdays = any(weekday) ? [] : fieldOf(weekday, { from: 0, to: 7, names: dayNames })
  const read = [minutes, hours, days, months, weekdays]
  if (parts.length !== 5 || read.includes(undefined)) throw errors.CALENDAR_CRON({ cron: text })
  const week = weekdays?.map((one) => (one === 0 ? 7 : one))
  return {
    minutes: minutes ?? [],
    hours: hours ?? [],
    months: months ?? [],
    days: any(day) ? undefined : (days ?? []),
    weekdays: any(weekday) ? undefined : [...new Set(week)],
  }
}
