import type { Expression } from '@mortise/expressions'
import type { MeasureDocument, Model, ReportDocument } from '@mortise/schema'
import { allOf } from '../all-of.ts'
import type { ReportColumn } from '../types.ts'
import { hiddenCount, hiddenSum } from '../kinds/standard/hidden.ts'
import { calcOrder } from '../kinds/standard/derive.ts'
import { lateMeasures } from '../kinds/standard/late.ts'

/** The report that a report is over, where it is over one. */
export function innerOf(report: ReportDocument, model: Pick<Model, 'document'>): ReportDocument | undefined {
  const { report: name, where } = report.source
  const inner = name === undefined ? undefined : model.document('report', name)
  // What narrows the records narrows those that the innermost report is of.
  return inner === undefined || where === undefined ? inner : narrowedTo(inner, [where])
}

/** The report with what narrows its source in its own filter. */
export function narrowedRecords(report: ReportDocument): ReportDocument {
  const { where } = report.source
  return where === undefined ? report : { ...report, filter: allOf([report.filter, where]) }
}

/** The report narrowed to some records: itself where it is of records, else the report that it is over. */
export function narrowedTo(report: ReportDocument, conditions: readonly Expression[]): ReportDocument {
  const { source } = report
  if (source.report === undefined) return { ...report, filter: allOf([report.filter, ...conditions]) }
  return { ...report, source: { ...source, where: allOf([source.where, ...conditions]) } }
}

/** The report of records that a report rests on: itself, or the innermost of those it is over; undefined where there is none. */
export function restsOn(report: ReportDocument, model: Pick<Model, 'document'>): ReportDocument | undefined {
  let at: ReportDocument | undefined = report
  // Whoever stored a circle past the checks gets nothing, and no endless loop.
  for (let layer = 0; at !== undefined && layer < 5; layer += 1) {
    if (at.source.report === undefined) return narrowedRecords(at)
    at = innerOf(at, model)
  }
  return undefined
}

/**
 * The measures that are columns for a report on top: sums and formulas of a group by itself. What a group is among the
 * others is known only when all of them are there.
 */
export function rowMeasures({ measures = [] }: ReportDocument): readonly MeasureDocument[] {
  const late = new Set(lateMeasures(measures).map((one) => one.key))
  return measures.filter((one) => one.window === undefined && !late.has(one.key))
}

/** Those of a report's columns that a report on top may read. */
export function rowColumns(
  report: ReportDocument,
  columns: readonly ReportColumn[],
): readonly ReportColumn[] {
  const shown = new Set(rowMeasures(report).flatMap((one) => (one.hidden === true ? [] : [one.key])))
  return columns.filter((one) => one.role === 'dimension' || shown.has(one.key))
}

/** Averages and formulas as columns worked out of what the store gives, each after those it reads. */
export function workedOut(
  report: ReportDocument,
  alone: (key: string) => boolean,
): readonly { readonly key: string; readonly expr: Expression }[] {
  const measures = rowMeasures(report)
  const averages = measures
    .filter((one) => one.agg === 'avg' && !alone(one.key))
    .map(({ key }) => ({ key, expr: { '/': [{ var: hiddenSum(key) }, { var: hiddenCount(key) }] } }))
  const formulas = calcOrder(measures).flatMap(({ key, calc }) =>
    calc === undefined ? [] : [{ key, expr: calc }],
  )
  return [...averages, ...formulas]
}
