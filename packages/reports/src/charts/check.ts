import type { ErrorDetail } from '@mortise/errors'
import type { ExtensionList } from '@mortise/schema'
import type { ChartAdvice, ChartType, ResultShape } from '../define.ts'
import { errors } from '../errors.ts'
import { nearHint, problem } from '../problems.ts'
import type { ReportPlan, ReportResult } from '../types.ts'
import { addsUp, point } from './common.ts'
import { builtinCharts } from './index.ts'

function within(count: number, [from, to]: readonly [number, number]): boolean {
  return count >= from && count <= to
}

/** Whether a chart can show what a plan gives. */
export function chartFits(chart: ChartType, plan: Pick<ReportPlan, 'columns'>): boolean {
  const count = (role: string): number => plan.columns.filter((one) => one.role === role).length
  const { dimensions, measures } = chart.needs
  return (
    within(count('dimension'), dimensions) && within(count('measure'), measures) && periodFits(chart, plan)
  )
}

function periodFits({ needs }: ChartType, { columns }: Pick<ReportPlan, 'columns'>): boolean {
  return (
    needs.bucket === undefined || columns.find(({ role }) => role === 'dimension')?.bucket === needs.bucket
  )
}

const periods: { readonly [bucket: string]: readonly [string, string] } = {
  day: ['天', 'day'],
  week: ['周', 'week'],
  month: ['月', 'month'],
  quarter: ['季度', 'quarter'],
  year: ['年', 'year'],
}

function periodNames(bucket: string | undefined): { readonly zh: string; readonly en: string } {
  const [zh, en] = periods[bucket ?? ''] ?? ['', '']
  return { zh, en }
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
  if (!periodFits(chart, plan))
    return [problem('/chart/type', errors.REPORT_CHART_PERIOD({ type, ...periodNames(chart.needs.bucket) }))]
  const needs = { dimensions: range(chart.needs.dimensions), measures: range(chart.needs.measures) }
  return [problem('/chart/type', errors.REPORT_CHART_NEEDS({ type, ...needs }))]
}

/** What a plan, and its numbers if they are there, say to whom has to choose a chart. */
function shapeOf(
  plan: Pick<ReportPlan, 'columns' | 'kind'>,
  result?: Pick<ReportResult, 'rows' | 'totals'>,
): ResultShape {
  const dimensions = plan.columns.filter((one) => one.role === 'dimension')
  const measures = plan.columns.filter((one) => one.role === 'measure')
  return {
    kind: plan.kind,
    dimensions: dimensions.length,
    measures: measures.length,
    bucket: dimensions[0]?.bucket,
    groups: result?.rows.length,
    adds: result && measures[0] && addsUp(result, measures[0]),
    negative: result?.rows.some((row) => measures.some(({ key }) => (point(row[key]) ?? 0) < 0)),
  }
}

/** A chart that suits a result, and why. */
export type Suggestion = { readonly chart: ChartType; readonly advice: ChartAdvice }

/** The charts that suit a plan, best first; charts that can't show it are never among them. */
export function suggestCharts(
  plan: Pick<ReportPlan, 'columns' | 'kind'>,
  charts: ExtensionList<ChartType>,
  result?: Pick<ReportResult, 'rows' | 'totals'>,
): readonly Suggestion[] {
  const shape = shapeOf(plan, result)
  return charts.all
    .flatMap((chart) => {
      const advice = chartFits(chart, plan) ? chart.suits?.(shape) : undefined
      return advice === undefined ? [] : [{ chart, advice }]
    })
    .toSorted((a, b) => b.advice.rank - a.advice.rank)
}

/** The built-in chart that shows a plan best at first sight; a table where nothing else fits. */
export function suggestChart(plan: Pick<ReportPlan, 'columns' | 'kind'>): string {
  return suggestCharts(plan, builtinCharts)[0]?.chart.type ?? 'table'
}
