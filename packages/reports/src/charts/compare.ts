import type { Json } from '@mortise/expressions'
import type { FieldDocument, Settings } from '@mortise/schema'
import { addPeriods, type PeriodUnit } from '../period.ts'
import type { ReportResult } from '../types.ts'
import { dimensionsOf, point, type Series } from './common.ts'
import { selectSetting } from './settings.ts'

/** What the periods of a result are held against. */
export type Comparison = 'previous' | 'year'

type Option = { readonly value: string; readonly label: { readonly zh: string; readonly en: string } }

/** What a chart can hold its periods against. */
export const compareOptions: { readonly [K in Comparison | 'none']: Option } = {
  none: { value: 'none', label: { zh: '不对比', en: 'With nothing' } },
  previous: { value: 'previous', label: { zh: '上期', en: 'With the period before' } },
  year: { value: 'year', label: { zh: '去年同期', en: 'With a year before' } },
}

/** The setting that shows an earlier period beside each one. */
export const compareSetting: FieldDocument = selectSetting('compare', { zh: '对比', en: 'Compare' }, [
  compareOptions.none,
  compareOptions.previous,
  compareOptions.year,
])

const names = {
  previous: { zh: '上期', en: 'period before' },
  year: { zh: '去年同期', en: 'same period last year' },
} as const

/** What an earlier period is called. */
export function comparisonName(comparison: Comparison, locale: 'zh' | 'en'): string {
  return names[comparison][locale]
}

/** The comparison that a setting asks for. */
export function comparisonOf(settings: Settings): Comparison | undefined {
  const { compare } = settings
  return compare === 'previous' || compare === 'year' ? compare : undefined
}

/**
 * For every row the place of the row one period or one year before it, where the result has it. Only results with one
 * dated dimension can be compared so; others give undefined.
 */
export function earlierRows(
  result: ReportResult,
  comparison: Comparison,
): readonly (number | undefined)[] | undefined {
  const [dated, second] = dimensionsOf(result)
  if (dated?.bucket === undefined || second !== undefined) return undefined
  const unit: PeriodUnit = comparison === 'year' ? 'year' : (dated.bucket as PeriodUnit)
  const places = new Map(result.rows.map((row, index) => [row[dated.key], index]))
  const day = /^\d{4}-\d\d-\d\d$/
  return result.rows.map((row) => {
    const start = row[dated.key]
    if (typeof start !== 'string' || !day.test(start)) return undefined
    // A year before a week's Monday is rarely a Monday: 52 weeks before is.
    const weeks = dated.bucket === 'week' && comparison === 'year'
    return places.get(weeks ? addPeriods(start, -52, 'week') : addPeriods(start, -1, unit))
  })
}

/** A series of the earlier values beside the first measure; undefined where the result has none of them. */
export function earlierSeries(
  result: ReportResult,
  settings: Settings,
  given: { readonly series: readonly Series[]; readonly locale: 'zh' | 'en' },
): Series | undefined {
  const comparison = comparisonOf(settings)
  const [main] = given.series
  if (comparison === undefined || main === undefined) return undefined
  const rows = earlierRows(result, comparison)
  if (rows === undefined || rows.every((at) => at === undefined)) return undefined
  const values = rows.map((at) => (at === undefined ? null : point(result.rows[at]?.[main.column.key])))
  return {
    name: `${main.name} · ${comparisonName(comparison, given.locale)}`,
    values,
    rows,
    column: main.column,
  }
}

/** Points of an earlier period: each leads to its own row, not to that of the period it stands beside. */
export function earlierPoints({ values, rows }: Series): readonly Json[] {
  return values.map((value, at): Json => {
    const row = rows[at]
    return value === null || row === undefined ? null : { value, row }
  })
}
