import type { ReportRow } from '../../types.ts'
import type { Stages } from './ask.ts'

/** As if so many records had behaved as the given chance says: few real ones don't turn it over. */
const trusted = 20

/**
 * How likely each stage is to be won: what really became of records that were ever in it, drawn to the given chance where
 * there were only few.
 */
export function chancesOf(stages: Stages, history: readonly ReportRow[]): ReadonlyMap<string, number> {
  return new Map(
    stages.open.map(({ value, chance }) => {
      const row = history.find((one) => one['stage'] === value)
      const won = Number(row?.['everWon'] ?? 0)
      const lost = Number(row?.['everLost'] ?? 0)
      return [value, (won + trusted * chance) / (won + lost + trusted)]
    }),
  )
}

/** The middle of some values; 0 of none. */
export function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]]
  return (low + high) / 2
}
