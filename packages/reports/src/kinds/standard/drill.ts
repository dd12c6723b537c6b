import type { Expression, Json } from '@mortise/expressions'
import type { DateBucket, DimensionDocument, ReportDocument } from '@mortise/schema'
import { addPeriods, bucketStart } from '../../period.ts'
import type { ReportRow } from '../../types.ts'
import { groupedExpr } from './groups.ts'
import { othersValue } from './hidden.ts'

/** The half-open range of a bucket, from its first day up to, not including, the first day of the next. */
function inBucket(expr: Expression, start: string, bucket: DateBucket): Expression {
  return { dateIn: [expr, start, addPeriods(start, 1, bucket)] }
}

/** Whether a dimension has a value. An empty group asks for null. */
export function hasValue(dimension: DimensionDocument, value: Json): Expression {
  const { bucket } = dimension
  const expr = groupedExpr(dimension)
  if (value === null) return { '==': [expr, null] }
  const start = bucketStart(value)
  return bucket !== undefined && start !== undefined ? inBucket(expr, start, bucket) : { '==': [expr, value] }
}

/** Everything but the values that stand in the result by themselves; with `within`, beside the same groups. */
function notShown(
  dimension: DimensionDocument,
  shown: readonly ReportRow[],
  beside: { readonly row: ReportRow; readonly within: readonly string[] },
): readonly Expression[] {
  const same = shown.filter((one) => beside.within.every((key) => one[key] === beside.row[key]))
  const values = [...new Set(same.map((row) => row[dimension.key] ?? null))]
  const apart = values.filter((value) => value !== othersValue)
  // One list for all plain values: the condition stands in an address, and hundreds of them would not fit.
  const listed = dimension.bucket === undefined ? apart.filter(plainText) : []
  return [
    ...(listed.length < 2 ? [] : [{ '!': [{ in: [groupedExpr(dimension), listed] }] }]),
    ...apart
      .filter((value) => listed.length < 2 || !plainText(value))
      .map((value) => ({ '!': [hasValue(dimension, value)] })),
  ]
}

const plainText = (value: Json): boolean => typeof value === 'string'

/** Condition of the records in one row of a standard report. */
export function drillStandard(
  report: ReportDocument,
  row: ReportRow,
  shown: readonly ReportRow[],
): Expression | null {
  const conditions = (report.dimensions ?? []).flatMap((dimension) => {
    const value = row[dimension.key]
    if (value === undefined) return []
    if (value !== othersValue) return [hasValue(dimension, value)]
    return notShown(dimension, shown, { row, within: report.limit?.within ?? [] })
  })
  if (conditions.length === 0) return null
  return conditions.length === 1 ? (conditions[0] ?? null) : { and: conditions }
}
