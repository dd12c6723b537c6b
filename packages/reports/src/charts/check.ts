import type { ErrorDetail } from '@mortise/errors'
import type { ExtensionList } from '@mortise/schema'
import type { ChartType } from '../define.ts'
import { errors } from '../errors.ts'
import { nearHint, problem } from '../problems.ts'
import type { ReportPlan } from '../types.ts'

function within(count: number, [from, to]: readonly [number, number]): boolean {
  return count >= from && count <= to
}

/** Whether a chart can show what a plan gives. */
export function chartFits(chart: ChartType, plan: Pick<ReportPlan, 'columns'>): boolean {
  const count = (role: string): number => plan.columns.filter((one) => one.role === role).length
  return within(count('dimension'), chart.needs.dimensions) && within(count('measure'), chart.needs.measures)
}

function range([from, to]: readonly [number, number]): string {
  return from === to ? String(from) : `${from}–${to}`
}

/** What is wrong with a report's choice of chart. */
export function checkChart(
  plan: ReportPlan,
  type: string,
  charts: ExtensionList<ChartType>,
): readonly ErrorDetail[] {
  const chart = charts.find(type)
  if (chart === undefined) {
    const hint = nearHint(
      type,
      charts.all.map((one) => one.type),
    )
    return [problem('/chart/type', errors.REPORT_CHART_UNKNOWN({ type, hint }))]
  }
  if (chartFits(chart, plan)) return []
  const needs = { dimensions: range(chart.needs.dimensions), measures: range(chart.needs.measures) }
  return [problem('/chart/type', errors.REPORT_CHART_NEEDS({ type, ...needs }))]
}

/** The chart that shows a plan best at first sight; a table where nothing else fits. */
export function suggestChart(plan: Pick<ReportPlan, 'columns' | 'kind'>): string {
  const dimensions = plan.columns.filter((one) => one.role === 'dimension')
  const measures = plan.columns.filter((one) => one.role === 'measure')
  if (plan.kind === 'stages') return 'funnel'
  if (measures.length === 0 || dimensions.length > 2) return 'table'
  if (dimensions.length === 0) return measures.length <= 4 ? 'number' : 'table'
  if (dimensions.length === 2 && measures.length > 1) return 'table'
  return dimensions[0]?.bucket === undefined ? 'bar' : 'line'
}
