import type { Expression } from '@mortise/expressions'
import type { AggregateMeasure, AggregateQuery, MeasureDocument, ReportDocument } from '@mortise/schema'
import { errors } from '../../errors.ts'
import { columnScope, pathsOf, sourceOf } from '../../scope.ts'
import type { AggregatePlan, ReportColumn, ReportContext } from '../../types.ts'
import { columnEntities, columnOptions, standardColumns } from './columns.ts'
import { hiddenCount, hiddenSum } from './hidden.ts'

/** More groups than this are no report a person reads; the store is asked for no more. */
export const maxGroups: number = 10_000

/**
 * An average is asked for as sum and count, so that totals, subtotals and the others row are exact averages of the
 * records and not averages of averages.
 */
function baseMeasures(measure: MeasureDocument): readonly AggregateMeasure[] {
  const { key, agg, expr, filter } = measure
  if (agg === undefined) return []
  if (agg !== 'avg') return [{ key, agg, expr, filter }]
  return [
    { key: hiddenSum(key), agg: 'sum', expr, filter },
    { key: hiddenCount(key), agg: 'count', expr, filter },
  ]
}

/** Keys that the store itself gives back under their own name. */
function storedKeys(report: ReportDocument): ReadonlySet<string> {
  const measures = (report.measures ?? []).filter((one) => one.agg !== undefined && one.agg !== 'avg')
  return new Set([...(report.dimensions ?? []), ...measures].map((one) => one.key))
}

/** A plain top n over one dimension can be cut off by the store; everything else needs all groups here. */
function storeLimit(report: ReportDocument, stored: ReadonlySet<string>): AggregateQuery['limit'] {
  const measures = report.measures ?? []
  const everyGroup = report.limit?.others === true || measures.some((one) => one.window !== undefined)
  const sort = report.sort ?? []
  const sorted = sort.length > 0 && sort.every((one) => stored.has(one.by))
  const plain = (report.dimensions ?? []).length === 1 && report.layout?.totals !== true
  return report.limit && plain && sorted && !everyGroup ? report.limit.n : maxGroups
}

function needsTotalsQuery(report: ReportDocument): boolean {
  const distinct = (report.measures ?? []).some((one) => one.agg === 'countDistinct')
  return distinct && report.having === undefined && report.limit === undefined
}

/** Compiles a standard report: dimensions × measures in one statement. */
export function compileStandard(report: ReportDocument, ctx: ReportContext): AggregatePlan {
  const entity = sourceOf(report, ctx)
  if (entity === undefined) throw errors.REPORT_ENTITY_UNKNOWN({ entity: report.source.entity, hint: '' })
  const columns = standardColumns(report, entity, ctx)
  const stored = storedKeys(report)
  const { having } = report
  const havingHere = having !== undefined && !readsOnly(having, { columns, stored, ctx })
  const measures = (report.measures ?? []).flatMap(baseMeasures)
  const dimensions = (report.dimensions ?? []).map(({ key, expr, bucket }) => ({ key, expr, bucket }))
  const limit = havingHere ? maxGroups : storeLimit(report, stored)
  const sort = limit === maxGroups ? undefined : report.sort
  const base = { entity: entity.key, filter: report.filter }
  const query = { ...base, dimensions, measures, having: havingHere ? undefined : having, sort, limit }
  const totals = needsTotalsQuery(report) ? { ...base, dimensions: [], measures } : undefined
  const options = columnOptions(columns, entity, ctx)
  return {
    kind: 'aggregate',
    report,
    columns,
    options,
    entities: columnEntities(columns),
    query,
    totals,
    havingHere,
  }
}

function readsOnly(
  having: Expression,
  given: {
    readonly columns: readonly ReportColumn[]
    readonly stored: ReadonlySet<string>
    readonly ctx: ReportContext
  },
): boolean {
  return pathsOf(having, columnScope(given.columns), given.ctx).every((path) => given.stored.has(path))
}
