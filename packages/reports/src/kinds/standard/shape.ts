import { say } from '@mortise/errors'
import { divideDecimal, type Json } from '@mortise/expressions'
import type { MeasureDocument } from '@mortise/schema'
import { bucketStart, periodName } from '../../period.ts'
import { varsIn } from '../../scope.ts'
import type {
  AggregatePlan,
  PlanMeasure,
  ReportLabels,
  ReportResult,
  ReportRow,
  ShapeContext,
} from '../../types.ts'
import { maxGroups } from './compile.ts'
import { calcInput, deriveRow, mergeRows, sumColumn } from './derive.ts'
import { othersValue } from './hidden.ts'
import { addLate, lateMeasures } from './late.ts'
import { limitRows } from './limit.ts'
import { sortRows } from './sort.ts'
import { subtotalsOf } from './subtotals.ts'
import { addZeros } from './zeros.ts'

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
  return rows.filter((row) => ctx.language.evaluate(having, calcInput(row, ctx)) === true)
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
    readonly measures: readonly PlanMeasure[]
    /** Every group, whether it is shown or not. */
    readonly every: readonly ReportRow[]
    readonly ctx: ShapeContext
  },
): ReportRow {
  const merged = { ...mergeRows(rows, given.measures), ...given.ctx.totalsRow }
  const derived = given.derive(merged)
  const keys = plan.columns.filter((one) => one.role === 'measure').map((one) => one.key)
  const late = new Map(lateMeasures(given.measures).map((one) => [one.key, one] as const))
  const total = (key: string): Json => {
    const measure = late.get(key)
    if (measure === undefined) return derived[key] ?? null
    return lateTotal(measure, rows, { every: given.every, others: plan.report.limit?.others === true })
  }
  return Object.fromEntries(keys.map((key) => [key, total(key)]))
}

/**
 * What the shares that are shown make of the whole: one, unless a limit or a condition left groups out. Places, running
 * sums and what is worked out from them have no total.
 */
function lateTotal(
  { window, of = '', within = [] }: MeasureDocument,
  rows: readonly ReportRow[],
  { every, others }: { readonly every: readonly ReportRow[]; readonly others: boolean },
): Json {
  if (window !== 'percentOfTotal' || within.length > 0 || rows.length === 0) return null
  const whole = sumColumn(every, of)
  const share = divideDecimal(sumColumn(rows, of), whole)
  return share !== null && (others || rows.length === every.length) ? 1 : share
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
        names[value] = periodName(value, bucket as 'day', ctx)
    }
    labels[key] = names
  }
  return labels
}

/** Whether the order, the limit or `having` lean on measures that need the rows around them. */
function looksLate(plan: AggregatePlan): boolean {
  const late = new Set(lateMeasures(plan.measures).map((one) => one.key))
  if (late.size === 0) return false
  const { sort = [], having } = plan.report
  return sort.some(({ by }) => late.has(by)) || varsIn(having).some((name) => late.has(name))
}

/** Whether there may be groups that the store did not give; a plain top n is all that was asked for. */
function isCutShort({ query }: AggregatePlan, answer: readonly ReportRow[]): boolean {
  const most = query.limit ?? maxGroups
  return most >= maxGroups && answer.length >= most
}

/** Shapes a standard report: averages and formulas, empty groups, having, limit, windows, order, totals, names. */
export function shapeStandard(
  plan: AggregatePlan,
  answer: readonly ReportRow[],
  ctx: ShapeContext,
): ReportResult {
  const { measures } = plan
  const dimensions = plan.report.dimensions ?? []
  const derive = (row: ReportRow): ReportRow => deriveRow(row, measures, ctx)
  const first = dimensions[0]?.key
  const isOthers = (row: ReportRow): boolean => first !== undefined && row[first] === othersValue
  const whole = addZeros(
    plan,
    answer.map((row) => canonical(plan, row)),
    ctx,
  )
  const derived = sortRows(plan, whole.map(derive))
  // What a group is among the others is told before some of them are left out for it, and never again: a place or a
  // running sum among those that are left would be another one.
  const late = looksLate(plan)
  const groups = late ? derived : filterHaving(plan, derived, ctx)
  const every = addLate(measures, { rows: groups, dimensions, isOthers }, ctx)
  const kept = late ? sortRows(plan, filterHaving(plan, every, ctx)) : every
  const limited = sortRows(plan, limitRows(kept, { plan, measures, derive }))
  const finished = limited.some(isOthers)
    ? addLate(measures, { rows: limited, every, dimensions, isOthers }, ctx)
    : []
  const sorted = sortRows(
    plan,
    limited.map((row, at) => (isOthers(row) ? (finished[at] ?? row) : row)),
  )
  const shown = (row: ReportRow): ReportRow => visible(plan, row)
  return {
    columns: plan.columns,
    rows: sorted.map(shown),
    totals: totalsOf(plan, sorted, { derive, measures, every, ctx }),
    ...(plan.levels.length === 0
      ? {}
      : { subtotals: subtotalsOf(sorted, { levels: plan.levels, measures, derive, shown, ctx }) }),
    labels: labelsOf(plan, sorted, ctx),
    asOf: ctx.asOf,
    ...(isCutShort(plan, answer) ? { truncated: true } : {}),
  }
}
