import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { MeasureDocument } from '@mortise/schema'
import { bucketStart, periodName } from '../../period.ts'
import type { AggregatePlan, ReportLabels, ReportResult, ReportRow, ShapeContext } from '../../types.ts'
import { maxGroups } from './compile.ts'
import { deriveRow, mergeRows } from './derive.ts'
import { othersValue } from './hidden.ts'
import { limitRows } from './limit.ts'
import { sortRows } from './sort.ts'
import { addWindowFormulas } from './window-formulas.ts'
import { addWindows } from './windows.ts'

const othersName = { zh: '其他', en: 'Others' }

/** Bucket values come as dates or instants; a result always has the first day of the period. */
function canonical(plan: AggregatePlan, row: ReportRow): ReportRow {
  const dated = plan.columns.filter((one) => one.role === 'dimension' && one.bucket !== undefined)
  if (dated.length === 0) return row
  return { ...row, ...Object.fromEntries(dated.map(({ key }) => [key, bucketStart(row[key]) ?? null])) }
}

function filterHaving(
  plan: AggregatePlan,
  rows: readonly ReportRow[],
  ctx: ShapeContext,
): readonly ReportRow[] {
  const { having } = plan.report
  if (!plan.havingHere || having === undefined) return rows
  return rows.filter((row) => ctx.language.evaluate(having, { row, now: ctx.asOf }) === true)
}

/** Only the columns a person asked for. */
function visible(plan: AggregatePlan, row: ReportRow): ReportRow {
  return Object.fromEntries(plan.columns.map(({ key }) => [key, row[key] ?? null]))
}

/** Totals over what is shown; the store's own answer stands in where groups can't be added up. */
function totalsOf(
  plan: AggregatePlan,
  rows: readonly ReportRow[],
  given: {
    readonly derive: (row: ReportRow) => ReportRow
    readonly measures: readonly MeasureDocument[]
    readonly ctx: ShapeContext
  },
): ReportRow {
  const merged = { ...mergeRows(rows, given.measures), ...given.ctx.totalsRow }
  const derived = given.derive(merged)
  const keys = plan.columns.filter((one) => one.role === 'measure').map((one) => one.key)
  const windows = new Map(given.measures.map((one) => [one.key, one.window] as const))
  const total = (key: string): Json =>
    windows.get(key) === undefined ? (derived[key] ?? null) : windowTotal(windows.get(key), rows)
  return Object.fromEntries(keys.map((key) => [key, total(key)]))
}

/** All shares make one whole; places, running sums and earlier periods have no total. */
function windowTotal(window: MeasureDocument['window'], rows: readonly ReportRow[]): Json {
  return window === 'percentOfTotal' && rows.length > 0 ? 1 : null
}

/** Shown names: those handed in, then options, periods and the others row. */
export function labelsOf(
  plan: Pick<AggregatePlan, 'columns' | 'options'>,
  rows: readonly ReportRow[],
  ctx: ShapeContext,
): ReportLabels {
  const labels: { [column: string]: { [value: string]: string } } = {}
  for (const { key, role, bucket } of plan.columns) {
    if (role !== 'dimension') continue
    const names: { [value: string]: string } = { ...ctx.labels?.[key] }
    for (const { value, label } of plan.options[key] ?? []) names[value] = say(label, ctx.locale)
    for (const row of rows) {
      const value = row[key]
      if (value === othersValue) names[othersValue] = othersName[ctx.locale]
      else if (bucket !== undefined && typeof value === 'string')
        names[value] = periodName(value, bucket as 'day', ctx.locale)
    }
    labels[key] = names
  }
  return labels
}

/** Shapes a standard report: averages and formulas, having, limit, windows, order, totals, names. */
export function shapeStandard(
  plan: AggregatePlan,
  answer: readonly ReportRow[],
  ctx: ShapeContext,
): ReportResult {
  const measures = plan.report.measures ?? []
  const dimensions = plan.report.dimensions ?? []
  const derive = (row: ReportRow): ReportRow => deriveRow(row, measures, ctx)
  const derived = answer.map((row) => derive(canonical(plan, row)))
  const every = sortRows(plan, filterHaving(plan, derived, ctx))
  const limited = sortRows(plan, limitRows(every, { plan, measures, derive }))
  const first = dimensions[0]?.key
  const isOthers = (row: ReportRow): boolean => first !== undefined && row[first] === othersValue
  const around = addWindowFormulas(measures, { rows: limited, every, dimensions, isOthers }, ctx)
  const windowed = addWindows(measures, around)
  const sorted = sortRows(plan, windowed)
  return {
    columns: plan.columns,
    rows: sorted.map((row) => visible(plan, row)),
    totals: totalsOf(plan, sorted, { derive, measures, ctx }),
    labels: labelsOf(plan, sorted, ctx),
    asOf: ctx.asOf,
    ...(answer.length >= maxGroups ? { truncated: true } : {}),
  }
}
