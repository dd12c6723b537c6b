import type { Expression, Json } from '@mortise/expressions'
import type { DateBucket, DimensionDocument } from '@mortise/schema'
import { allOf } from '../all-of.ts'
import { errors } from '../errors.ts'
import { drillStandard, hasValue } from '../kinds/standard/drill.ts'
import { groupedExpr } from '../kinds/standard/groups.ts'
import { othersValue } from '../kinds/standard/hidden.ts'
import { plainPath } from '../scope.ts'
import type { AggregatePlan, ReportRow } from '../types.ts'

const units: { readonly [bucket in DateBucket]?: string } = { quarter: 'fiscalQuarter', year: 'fiscalYear' }

/** What a dimension of the report below tells records apart by, where that report is of records. */
function ownExpr(dimension: DimensionDocument): Expression {
  const { bucket, expr } = dimension
  return bucket === undefined ? groupedExpr(dimension) : { dateTrunc: [expr, units[bucket] ?? bucket] }
}

/** A condition over the columns of a report as one on its records. Its sums and counts are of no single record. */
function lowered(expr: Expression, plan: AggregatePlan): Expression {
  if (expr === null || typeof expr !== 'object') return expr
  if (Array.isArray(expr)) return expr.map((one: Expression) => lowered(one, plan))
  const [entry] = Object.entries(expr as { readonly [operator: string]: Expression })
  const [operator = '', given = null] = entry ?? []
  if (operator !== 'var') return { [operator]: lowered(given, plan) }
  const dimension = plan.report.dimensions?.find((one) => one.key === given)
  if (dimension === undefined) throw noRecords(plan)
  const own = ownExpr(dimension)
  return plan.over === undefined ? own : lowered(own, plan.over)
}

function noRecords({ report }: AggregatePlan): ReturnType<typeof errors.REPORT_DRILL_GROUPS> {
  return errors.REPORT_DRILL_GROUPS({ name: report.key })
}

/** Whether a dimension has a value, told on the records. */
function valueOf(plan: AggregatePlan, dimension: DimensionDocument, value: Json): Expression {
  const { over } = plan
  if (over === undefined) return hasValue(dimension, value)
  const path = plainPath(dimension.expr)
  const inner = over.report.dimensions?.find((one) => one.key === path)
  const same = inner !== undefined && dimension.bucket === undefined && dimension.groups === undefined
  return same ? valueOf(over, inner, value) : lowered(hasValue(dimension, value), over)
}

/** What every record of a report met. Groups that were left out by their sums left their records out too. */
function recordsOf(plan: AggregatePlan): Expression | null {
  const { over, report } = plan
  if (over === undefined) return plan.query.filter ?? null
  if (over.report.having !== undefined) throw noRecords(over)
  return allOf([recordsOf(over), report.filter === undefined ? null : lowered(report.filter, over)])
}

/** The records behind a row of a report over another one. Throws where the row is told apart by sums and not by records. */
export function drillOver(plan: AggregatePlan, row: ReportRow, shown: readonly ReportRow[]): Expression {
  const { report, over } = plan
  const conditions = (report.dimensions ?? []).map((dimension) => {
    const value = row[dimension.key]
    if (value === undefined || over === undefined) return null
    if (value !== othersValue) return valueOf(plan, dimension, value)
    const others = drillStandard({ ...report, dimensions: [dimension] }, row, shown)
    return others === null ? null : lowered(others, over)
  })
  return allOf([recordsOf(plan), ...conditions])
}
