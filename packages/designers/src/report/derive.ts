import type { LocalizedText } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { DateBucket, DimensionDocument, MeasureDocument, ReportDocument } from '@mortise/schema'
import { addMeasure, editMeasure, filterTerms, freeKey, patched, varsOf } from './commands.ts'

/** How a value stands to that of an earlier period: the earlier value itself, what was added, or by what share. */
export type Comparing = 'value' | 'change' | 'rate'

type Made = { readonly report: ReportDocument; readonly key: string }

/** The dimension that periods run along. */
export function datedOf(report: ReportDocument): DimensionDocument | undefined {
  return report.dimensions?.find(({ bucket }) => bucket !== undefined)
}

/** The date that the filter names a period of, where no group is one: an earlier period is then told by it. */
export function filteredDate(report: ReportDocument): Expression | undefined {
  const found = filterTerms(report.filter)
    .map((term) =>
      typeof term === 'object' && term !== null && 'dateIn' in term ? term['dateIn'] : undefined,
    )
    .find((given) => Array.isArray(given))
  const [date] = Array.isArray(found) ? (found as readonly Expression[]) : []
  return varsOf(date).length === 1 ? date : undefined
}

/** Whether values of an earlier period can be told at all. */
export function canCompare(report: ReportDocument): boolean {
  return datedOf(report) !== undefined || filteredDate(report) !== undefined
}

/** The period before, of the length that the report is grouped by; a month where it is not. */
export function periodBefore(report: ReportDocument): { readonly by: string; readonly bucket: DateBucket } {
  const bucket = datedOf(report)?.bucket ?? 'month'
  return { by: `1 ${bucket}`, bucket }
}

function placeAfter(report: ReportDocument, key: string): number {
  return (report.measures ?? []).findIndex((one) => one.key === key) + 1
}

/** A measure of an earlier period, one that is there or a new one that only formulas read. */
function shifted(
  report: ReportDocument,
  of: string,
  { by, label }: { readonly by: string; readonly label: LocalizedText },
): Made {
  const known = (report.measures ?? []).find(
    (one) => one.window === 'shift' && one.of === of && one.by === by,
  )
  if (known !== undefined) return { report, key: known.key }
  const key = freeKey(report, `${of}_before`)
  const on = datedOf(report) === undefined ? filteredDate(report) : undefined
  const made = patched<MeasureDocument>({ key, label, window: 'shift', of, by, hidden: true }, { on })
  return { report: addMeasure(report, made, placeAfter(report, of)), key }
}

/** Adds how a measure stands to an earlier period. */
export function compareMeasure(
  report: ReportDocument,
  of: string,
  given: {
    readonly by: string
    readonly how: Comparing
    readonly label: LocalizedText
    /** What the earlier value itself is called. */
    readonly earlier: LocalizedText
  },
): Made {
  const { by, how, label, earlier } = given
  const before = shifted(report, of, { by, label: earlier })
  if (how === 'value') {
    const seen = editMeasure(before.report, before.key, { hidden: undefined, label })
    return { report: seen, key: before.key }
  }
  const key = freeKey(before.report, `${of}_${how}`)
  const change: Expression = { '-': [{ var: of }, { var: before.key }] }
  const measure: MeasureDocument =
    how === 'rate'
      ? { key, label, calc: { '/': [change, { var: before.key }] }, format: 'percent' }
      : { key, label, calc: change }
  const at = placeAfter(before.report, before.key)
  return { report: addMeasure(before.report, measure, at), key }
}

/** Adds a share, place or running sum of a measure; `within` starts anew for each value of these dimensions. */
export function windowMeasure(
  report: ReportDocument,
  of: string,
  given: {
    readonly window: 'percentOfTotal' | 'rank' | 'running'
    readonly within?: readonly string[]
    readonly label: LocalizedText
  },
): Made {
  const { window, within = [], label } = given
  const key = freeKey(report, `${of}_${window.toLowerCase()}`)
  const measure: MeasureDocument = { key, label, window, of, ...(within.length === 0 ? {} : { within }) }
  return { report: addMeasure(report, measure, placeAfter(report, of)), key }
}

/** Adds the same measure for larger groups: of the dimensions only those named tell them apart. */
export function grainMeasure(
  report: ReportDocument,
  of: string,
  given: { readonly grain: readonly string[]; readonly label: LocalizedText },
): Made {
  const { grain, label } = given
  const from = (report.measures ?? []).find((one) => one.key === of)
  if (from === undefined) return { report, key: of }
  const key = freeKey(report, `${of}_whole`)
  return { report: addMeasure(report, { ...from, key, label, grain }, placeAfter(report, of)), key }
}

/** Makes a measure the average of what it is for every value of a field, or again one over the records. */
export function perMeasure(
  report: ReportDocument,
  key: string,
  given: { readonly path: string | undefined; readonly label: LocalizedText | undefined },
): ReportDocument {
  const measure = (report.measures ?? []).find((one) => one.key === key)
  if (measure === undefined) return report
  const { path, label } = given
  const inner = measure.each ?? measure.agg
  if (path === undefined)
    return editMeasure(report, key, { per: undefined, each: undefined, agg: inner, label })
  return editMeasure(report, key, { per: [{ var: path }], each: inner, agg: 'avg', label })
}

/** Shows a measure in the result, or only works with it. */
export function hideMeasure(report: ReportDocument, key: string, hidden: boolean): ReportDocument {
  return editMeasure(report, key, { hidden: hidden ? true : undefined })
}

/** Shows only the first values of the first dimension, those with the most of a measure; undefined shows all. */
export function topOf(report: ReportDocument, n: number | undefined): ReportDocument {
  if (n === undefined) return patched(report, { limit: undefined })
  const measures = new Set((report.measures ?? []).map(({ key }) => key))
  const [first] = (report.measures ?? []).filter(({ hidden }) => hidden !== true)
  const sorted = report.sort?.some(({ by }) => measures.has(by)) === true
  const others = report.limit?.others ?? true
  const limit = { n, ...(others ? { others } : {}) }
  if (sorted || first === undefined) return { ...report, limit }
  return { ...report, limit, sort: [{ by: first.key, dir: 'desc' }, ...(report.sort ?? [])] }
}
