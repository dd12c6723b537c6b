import type { AggregateQuery, AggregateRows, ReportDocument } from '@mortise/schema'
import { errors } from '../errors.ts'
import { compileStandard } from '../kinds/standard/compile.ts'
import type { AggregatePlan, ReportContext, ReportPlan } from '../types.ts'
import { innerOf, rowColumns, workedOut } from './columns.ts'
import { entityOver } from './entity.ts'

type Compile = (report: ReportDocument) => ReportPlan

/** A context in which names mean the columns of a compiled report. */
export function contextOver(plan: AggregatePlan, ctx: ReportContext): ReportContext {
  const base = ctx.model.entity(plan.report.source.entity)
  if (base === undefined) throw errors.REPORT_ENTITY_UNKNOWN({ entity: plan.report.source.entity, hint: '' })
  return { ...ctx, rows: entityOver(plan, rowColumns(plan.report, plan.columns), base) }
}

/** The groups of a plan as rows: all of them, with averages and formulas among their columns. */
function rowsAsked({ query, report, measures }: AggregatePlan): AggregateRows {
  const alone = (key: string): boolean => measures.some((one) => one.key === key && one.alone === true)
  const { having: _having, sort: _sort, limit: _limit, ...groups } = query
  return { query: groups, columns: workedOut(report, alone), where: report.having }
}

/** Compiles a report over the rows of another one: both are worked out in one statement. */
export function compileOver(report: ReportDocument, ctx: ReportContext, compile: Compile): AggregatePlan {
  const inner = innerOf(report, ctx.model)
  const over = inner && compile(inner)
  if (over === undefined || over.kind !== 'aggregate')
    throw errors.REPORT_SOURCE_UNKNOWN({ name: report.source.report, hint: '' })
  const plan = compileStandard(report, contextOver(over, ctx))
  const from = rowsAsked(over)
  const on = (query: AggregateQuery): AggregateQuery => ({ ...query, from })
  return {
    ...plan,
    over,
    query: on(plan.query),
    ...(plan.totals === undefined ? {} : { totals: on(plan.totals) }),
    ...(plan.levelQueries === undefined ? {} : { levelQueries: plan.levelQueries.map(on) }),
  }
}
