import type { Expression } from '@mortise/expressions'
import type { AggregateJoin, AggregateQuery, ReportDocument } from '@mortise/schema'
import { errors } from '../../errors.ts'
import { columnScope, pathsOf, sourceOf } from '../../scope.ts'
import type { AggregatePlan, PlanMeasure, ReportColumn, ReportContext } from '../../types.ts'
import { askedOf, dimensionsAsked } from './asked.ts'
import { columnEntities, columnOptions, standardColumns } from './columns.ts'
import { countedJoins, recordsFilter } from './joins.ts'
import { coarser, levelsOf } from './subtotals.ts'
import { looksAround } from './window-formulas.ts'
import { zeroDimensions } from './zeros.ts'

/** More groups than this are no report a person reads; the store is asked for no more. */
export const maxGroups: number = 10_000

/** As many as the store ever gives, for what looks at every group and shows few. */
export const mostGroups: number = 100_000

/** What the store can sort by as a reader sees it: options and groups come as a designer ordered them, not by value. */
type StoreOrder = {
  readonly stored: ReadonlySet<string>
  readonly options: AggregatePlan['options']
}

/** Keys that the store itself gives back under their own name. */
function storedKeys(report: ReportDocument): ReadonlySet<string> {
  const measures = (report.measures ?? []).filter((one) => one.agg !== undefined && one.agg !== 'avg')
  return new Set([...(report.dimensions ?? []), ...measures].map((one) => one.key))
}

type Cut = { readonly limit: number; readonly sort: AggregateQuery['sort'] }

/**
 * A plain top n over one dimension can be cut off by the store; everything else needs all groups here. Where there are
 * more than are ever given, those that come first are given.
 */
function storeCut(report: ReportDocument, given: StoreOrder & { readonly havingHere: boolean }): Cut {
  const measures = report.measures ?? []
  const everyGroup =
    report.limit?.others === true ||
    report.zeros === true ||
    measures.some((one) => one.window !== undefined || looksAround(one.calc))
  const sort = report.sort ?? []
  const sorted =
    sort.length > 0 && sort.every(({ by }) => given.stored.has(by) && !Object.hasOwn(given.options, by))
  const plain = (report.dimensions ?? []).length === 1 && report.layout?.totals !== true
  const cut = plain && sorted && !everyGroup && !given.havingHere
  const most = report.limit === undefined ? maxGroups : mostGroups
  return { limit: report.limit && cut ? report.limit.n : most, sort: sorted ? report.sort : undefined }
}

/** What groups can't tell together: how many different values, a median, rows that stand in several groups. */
function needsTotalsQuery(report: ReportDocument, measures: readonly PlanMeasure[]): boolean {
  const alone = measures.some(
    (one) => one.alone === true || one.earlier?.some(({ measure }) => measure.alone),
  )
  return alone && report.having === undefined && report.limit === undefined
}

/** Compiles a standard report: dimensions × measures in one statement. */
export function compileStandard(report: ReportDocument, ctx: ReportContext): AggregatePlan {
  const entity = sourceOf(report, ctx)
  if (entity === undefined) throw errors.REPORT_ENTITY_UNKNOWN({ entity: report.source.entity, hint: '' })
  const columns = standardColumns(report, entity, ctx)
  const stored = storedKeys(report)
  const { having } = report
  const havingHere =
    having !== undefined && (report.zeros === true || !readsOnly(having, { columns, stored, ctx }))
  const filter = recordsFilter(report, ctx.model)
  const { measures, parts, plan: measuresOfPlan } = askedOf({ report, filter, ctx })
  const options = columnOptions(columns, report, { entity, ctx })
  const query: AggregateQuery = {
    entity: entity.key,
    filter,
    dimensions: dimensionsAsked(report),
    measures,
    ...(parts.length === 0 ? {} : { parts, joins: joinsAsked(report) }),
    having: havingHere ? undefined : having,
    ...storeCut(report, { stored, options, havingHere }),
  }
  const unseen = new Set((report.measures ?? []).filter((one) => one.hidden === true).map((one) => one.key))
  const apart = needsTotalsQuery(report, measuresOfPlan)
  const levels = levelsOf(report)
  return {
    kind: 'aggregate',
    report,
    columns: columns.filter((one) => !unseen.has(one.key)),
    options,
    entities: columnEntities(columns),
    query,
    levels,
    ...(apart ? { totals: coarser(query, []) } : {}),
    ...(apart && levels.length > 0 ? { levelQueries: levels.map((keys) => coarser(query, keys)) } : {}),
    havingHere,
    measures: measuresOfPlan,
    ...(report.zeros === true ? { zeros: zeroDimensions(report, entity, ctx) } : {}),
  }
}

function joinsAsked(report: ReportDocument): readonly AggregateJoin[] {
  const joins = countedJoins(report).filter((one) => one.type !== 'beside')
  return joins.map(({ key, path, entity, on, where }) => ({ key, path, entity, on, where }))
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
