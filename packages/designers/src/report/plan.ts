import type { ErrorDetail } from '@mortise/errors'
import { language } from '@mortise/expressions'
import { chartFits, checkReport, compileReport, type ReportPlan, suggestChart } from '@mortise/reports'
import type { ReportDocument } from '@mortise/schema'
import type { Source } from './fields.ts'

/** A report as the engine sees it: what it asks and shows, or what is wrong with it. */
export type Planned = { readonly plan: ReportPlan | undefined; readonly problems: readonly ErrorDetail[] }

/** Checks and compiles a report; its choice of chart is looked at apart, because a chart follows the shape. */
export function planReport(report: ReportDocument, { model, kit }: Source): Planned {
  const ctx = { model, fields: kit.fields, language }
  const problems = checkReport(report, ctx, kit.reportKinds)
  if (problems.length > 0) return { plan: undefined, problems }
  return { plan: compileReport(report, ctx, kit.reportKinds), problems }
}

/**
 * Lets the chart follow the shape of the report: what was suggested before the edit, or no longer fits after it, becomes
 * what is suggested now. A chart that a person chose and that still fits stays.
 */
export function followChart(before: ReportDocument, after: ReportDocument, source: Source): ReportDocument {
  const { plan } = planReport(after, source)
  if (plan === undefined || before.chart !== after.chart) return after
  const { plan: earlier } = planReport(before, source)
  const type = after.chart === undefined ? undefined : source.kit.charts.find(after.chart.type)
  const followed =
    after.chart === undefined || (earlier !== undefined && after.chart.type === suggestChart(earlier))
  if (!followed && type !== undefined && chartFits(type, plan)) return after
  const wanted = suggestChart(plan)
  return after.chart?.type === wanted ? after : { ...after, chart: { type: wanted } }
}
