import { decimalToNumber, divideDecimal, type Json } from '@mortise/expressions'
import type { ChartTheme } from '../define.ts'
import type { ReportColumn, ReportResult } from '../types.ts'
import type { Series } from './common.ts'
import { percent } from './formatters.ts'
import { exactText, shortText } from './marks.ts'

/** How much all parts of each category make together, each without its sign: what shares are shares of. */
function wholes(series: readonly Series[], categories: number): readonly number[] {
  return Array.from({ length: categories }, (_, at) =>
    series.reduce((sum, { values }) => sum + Math.abs(values[at] ?? 0), 0),
  )
}

/**
 * The points of stacked series. As shares each is its part of the category's whole, and its words still say the
 * number itself beside the share.
 */
export function stackedData(
  result: ReportResult,
  given: {
    readonly series: readonly Series[]
    readonly categories: number
    readonly shares: boolean
    /** Parts that are not there are nothing, instead of gaps that others would fall through. */
    readonly closed?: boolean
    readonly theme: ChartTheme
  },
): readonly (readonly Json[])[] {
  const { series, shares, theme } = given
  const whole = wholes(series, given.categories)
  return series.map(({ values, rows, column }) =>
    values.map((value, at): Json => {
      const row = rows[at]
      if (value === null || row === undefined)
        return given.closed === true ? { value: 0, tip: '', text: '', symbol: 'none' } : null
      const own = result.rows[row]?.[column.key]
      const exact = exactText(column, own)
      if (!shares) return { value, row, tip: exact, text: shortText(column, own, theme) }
      const all = whole[at] ?? 0
      const share = all === 0 ? 0 : decimalToNumber(divideDecimal(value, all) ?? 0)
      return { value: share, row, tip: `${exact}（${percent(share)}）`, text: percent(share) }
    }),
  )
}

/** How high the stacked parts of each category reach together, above zero and below it; null where it has none. */
export function stackEnds(
  series: readonly Series[],
  categories: number,
): { readonly above: readonly (number | null)[]; readonly below: readonly (number | null)[] } {
  const end = (sign: 1 | -1): readonly (number | null)[] =>
    Array.from({ length: categories }, (_, at) => {
      const parts = series.flatMap(({ values }) => values[at] ?? []).filter((value) => value * sign > 0)
      const any = series.some(({ values }) => (values[at] ?? null) !== null)
      return any ? parts.reduce((sum, value) => sum + value, 0) : null
    })
  return { above: end(1), below: end(-1) }
}

/** The ends of an axis of shares. */
export function shareEnds(series: readonly Series[]): { readonly [end: string]: Json } {
  const below = series.some(({ values }) => values.some((value) => value !== null && value < 0))
  return { max: 1, ...(below ? { min: -1 } : {}) }
}

/** The column whose axis shows shares. */
export function percentAxis(column: ReportColumn | undefined): ReportColumn | undefined {
  return column === undefined ? undefined : { ...column, format: 'percent' }
}
