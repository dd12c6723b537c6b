import type { ErrorDetail } from '@mortise/errors'
import type { EntityModel, ExtensionList, ReportDocument } from '@mortise/schema'
import { checkChart } from './charts/check.ts'
import type { ChartType, ReportKind } from './define.ts'
import { errors } from './errors.ts'
import { builtinReportKinds } from './kinds/index.ts'
import { checkOver } from './over/check.ts'
import { innerOf, narrowedRecords } from './over/columns.ts'
import { compileOver, contextOver } from './over/compile.ts'
import { problem } from './problems.ts'
import type { ReportContext, ReportPlan, ReportResult, ReportRow, ShapeContext } from './types.ts'

/** The kind of a report; a document without `kind` is a standard one. */
function kindOf(report: ReportDocument, kinds: ExtensionList<ReportKind>): ReportKind | undefined {
  return kinds.find(report.kind ?? 'standard')
}

function knownKind(report: ReportDocument, kinds: ExtensionList<ReportKind>): ReportKind {
  const kind = kindOf(report, kinds)
  if (kind === undefined) throw unknownKind(report, kinds)
  return kind
}

function unknownKind(
  report: ReportDocument,
  kinds: ExtensionList<ReportKind>,
): ReturnType<typeof errors.REPORT_KIND_UNKNOWN> {
  return errors.REPORT_KIND_UNKNOWN({
    kind: report.kind,
    known: kinds.all.map((one) => one.type).join(', '),
  })
}

/**
 * Turns a definition into the query it asks, with its columns. Expects a report that `checkReport` passed; throws the
 * first problem otherwise.
 */
export function compileReport(
  report: ReportDocument,
  ctx: ReportContext,
  kinds: ExtensionList<ReportKind> = builtinReportKinds,
): ReportPlan {
  if (report.source.report !== undefined)
    return compileOver(report, ctx, (inner) => compileReport(inner, ctx, kinds))
  return knownKind(report, kinds).compile(narrowedRecords(report), ctx)
}

/**
 * What the fields of a report are those of: its entity, or the rows of the report it is over. Undefined where there is no
 * such thing, or it has faults of its own.
 */
export function reportSource(
  report: ReportDocument,
  ctx: ReportContext,
  kinds: ExtensionList<ReportKind> = builtinReportKinds,
): EntityModel | undefined {
  if (report.source.report === undefined) return ctx.model.entity(report.source.entity)
  const inner = innerOf(report, ctx.model)
  if (inner === undefined || checkReport(inner, ctx, kinds).length > 0) return undefined
  const plan = compileReport(inner, ctx, kinds)
  return plan.kind === 'aggregate' ? contextOver(plan, ctx).rows : undefined
}

/** Reports of the same entity that a report may be over. */
export function possibleSources(
  report: ReportDocument,
  ctx: ReportContext,
  kinds: ExtensionList<ReportKind> = builtinReportKinds,
): readonly ReportDocument[] {
  const { entity } = report.source
  return ctx.model.documents('report').filter((one) => {
    const probe: ReportDocument = {
      key: report.key,
      label: report.label,
      source: { entity, report: one.key },
      measures: [{ key: 'n', agg: 'count' }],
    }
    return one.source.entity === entity && checkReport(probe, ctx, kinds).length === 0
  })
}

/** The standard report that a report of another kind stands for; itself where it stands for none. */
export function reportMeaning(
  report: ReportDocument,
  ctx: ReportContext,
  kinds: ExtensionList<ReportKind> = builtinReportKinds,
): ReportDocument {
  return kindOf(report, kinds)?.means?.(report, ctx) ?? report
}

/**
 * Turns the store's rows into what is shown: calculated and window measures, totals, order, limit. `ctx.labels` has
 * the names of ids (`plan.entities` says of which entity each column's ids are).
 */
export function shapeResult(
  plan: ReportPlan,
  rows: readonly ReportRow[],
  ctx: ShapeContext,
  kinds: ExtensionList<ReportKind> = builtinReportKinds,
): ReportResult {
  const { layout } = plan.report
  const result = knownKind(plan.report, kinds).shape(plan, rows, ctx)
  return layout === undefined ? result : { ...result, layout }
}

/** Every problem of a report, with JSON pointers into the document; empty when it can be published. */
export function checkReport(
  report: ReportDocument,
  ctx: ReportContext & { readonly charts?: ExtensionList<ChartType> },
  kinds: ExtensionList<ReportKind> = builtinReportKinds,
): readonly ErrorDetail[] {
  const kind = kindOf(report, kinds)
  if (kind === undefined) return [problem('/kind', unknownKind(report, kinds))]
  const { charts, ...bare } = ctx
  const found =
    report.source.report === undefined
      ? kind.check(narrowedRecords(report), ctx)
      : checkOver(report, bare, {
          check: (inner) => checkReport(inner, bare, kinds),
          compile: (inner) => compileReport(inner, bare, kinds),
        })
  if (found.length > 0 || charts === undefined || report.chart === undefined) return found
  return checkChart(compileReport(report, bare, kinds), report.chart.type, charts)
}
