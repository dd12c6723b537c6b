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
]

const steps: { readonly [word: string]: number } = { this: 0, last: -1, next: 1 }
const dayNames: { readonly [name: string]: number } = { yesterday: -1, today: 0, tomorrow: 1 }

/**
 * A named range as half-open `[from, to)`. `last7Days` are the seven days that end today, `next7Days` the seven
 * that begin tomorrow.
 */
export function rangeOf(name: string, today: CivilDate, fiscalYearStart: number): Range | undefined {
  const step = dayNames[name]
  if (step !== undefined) return { from: addUnits(today, step, 'day'), to: addUnits(today, step + 1, 'day') }
  const rolling = /^(last|next)(\d+)Days$/.exec(name)
  if (rolling) {
    const days = Number(rolling[2])
    const tomorrow = addUnits(today, 1, 'day')
    return rolling[1] === 'last'
      ? { from: addUnits(tomorrow, -days, 'day'), to: tomorrow }
      : { from: tomorrow, to: addUnits(tomorrow, days, 'day') }
  }
  const [, word = '', upper = ''] = /^(this|last|next)(\w+)$/.exec(name) ?? []
  if (upper === '') return undefined
  const unit = `${upper.charAt(0).toLowerCase()}${upper.slice(1)}` as DateUnit
  const from = addUnits(startOf(today, unit, fiscalYearStart), steps[word] ?? 0, unit)
  return { from, to: addUnits(from, 1, unit) }
}
