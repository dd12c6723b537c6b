import { addUnits, type CivilDate, type DateUnit, startOf } from './civil.ts'

type Range = { readonly from: CivilDate; readonly to: CivilDate }

/** Names of ranges relative to today. */
export const rangeNames: readonly string[] = [
  'today',
  'yesterday',
  'tomorrow',
  ...['Week', 'Month', 'Quarter', 'Year', 'FiscalQuarter', 'FiscalYear'].flatMap((unit) => [
    `this${unit}`,
    `last${unit}`,
    `next${unit}`,
  ]),
  'last7Days',
  'last30Days',
  'last90Days',
  'next7Days',
  'next30Days',
  'next90Days',
  'monthToDate',
  'quarterToDate',
  'yearToDate',
  'fiscalYearToDate',
  'past',
  'future',
]

const counted = /^(last|next)([1-9]\d{0,2})(Days|Weeks|Months|Quarters|Years)$/

/** Whether a text names a range: one of `rangeNames`, or a count of units such as `last45Days` and `next2Quarters`. */
export function isRangeName(name: string): boolean {
  return rangeNames.includes(name) || counted.test(name)
}

const steps: { readonly [word: string]: number } = { this: 0, last: -1, next: 1 }
const dayNames: { readonly [name: string]: number } = { yesterday: -1, today: 0, tomorrow: 1 }

// The second day, so that midnight lies in the calendar in every zone.
const first: CivilDate = { year: 1, month: 1, day: 2 }
const last: CivilDate = { year: 9999, month: 12, day: 31 }

function countedRange(match: RegExpExecArray, today: CivilDate): Range {
  const [, word, count = '', unit = ''] = match
  const tomorrow = addUnits(today, 1, 'day')
  const size = Number(count)
  if (unit === 'Days')
    return word === 'last'
      ? { from: addUnits(tomorrow, -size, 'day'), to: tomorrow }
      : { from: tomorrow, to: addUnits(tomorrow, size, 'day') }
  const whole = unit.slice(0, -1).toLowerCase() as DateUnit
  const start = startOf(today, whole, 1)
  const next = addUnits(start, 1, whole)
  return word === 'last'
    ? { from: addUnits(start, -size, whole), to: start }
    : { from: next, to: addUnits(next, size, whole) }
}

/**
 * A named range as half-open `[from, to)`. `last7Days` are the seven days that end today, `next7Days` the seven
 * that begin tomorrow; `last2Months` are the two whole months before this one. `past` ends before today, `future`
 * begins tomorrow.
 */
export function rangeOf(name: string, today: CivilDate, fiscalYearStart: number): Range | undefined {
  const step = dayNames[name]
  if (step !== undefined) return { from: addUnits(today, step, 'day'), to: addUnits(today, step + 1, 'day') }
  const rolling = counted.exec(name)
  if (rolling) return countedRange(rolling, today)
  const tomorrow = addUnits(today, 1, 'day')
  if (name === 'past') return { from: first, to: today }
  if (name === 'future') return { from: tomorrow, to: last }
  const since = /^(month|quarter|year|fiscalYear)ToDate$/.exec(name)?.[1]
  if (since !== undefined) return { from: startOf(today, since as DateUnit, fiscalYearStart), to: tomorrow }
  const [, word = '', upper = ''] = /^(this|last|next)(\w+)$/.exec(name) ?? []
  if (upper === '') return undefined
  const unit = `${upper.charAt(0).toLowerCase()}${upper.slice(1)}` as DateUnit
  const from = addUnits(startOf(today, unit, fiscalYearStart), steps[word] ?? 0, unit)
  return { from, to: addUnits(from, 1, unit) }
}
