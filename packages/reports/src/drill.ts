import type { Expression, Json } from '@mortise/expressions'
import type { DateBucket, ExtensionList, ReportDocument } from '@mortise/schema'
import { allOf } from './all-of.ts'
import type { ReportKind } from './define.ts'
import { narrowedTo } from './over/columns.ts'
import { drillOver } from './over/drill.ts'
import { builtinReportKinds } from './kinds/index.ts'
import type { ReportPlan, ReportRow } from './types.ts'

type Drilled = { readonly plan: ReportPlan; readonly shown?: readonly ReportRow[] | undefined }

/**
 * The condition of a row's own groups, for each dimension the row's value; null where the row stands for all records of
 * the report. Empty groups ask for null, date buckets for a half-open range. `shown` has the rows of the result: what
 * stands by itself is left out of the others, and a kind may keep in a row what is not shown of it.
 */
export function drillGroups(
  row: ReportRow,
  { plan, shown = [] }: Drilled,
  kinds: ExtensionList<ReportKind> = builtinReportKinds,
): Expression | null {
  // A row over another report's rows says nothing of the records of other tiles.
  if (plan.kind === 'aggregate' && plan.over !== undefined) return null
  return kinds.find(plan.report.kind ?? 'standard')?.drill(plan.report, row, shown) ?? null
}

/** The condition of the records behind a row: what the plan asks of every record, and the row's own groups. */
export function drillFilter(
  row: ReportRow,
  given: Drilled,
  kinds: ExtensionList<ReportKind> = builtinReportKinds,
): Expression {
  const { plan, shown = [] } = given
  if (plan.kind === 'aggregate' && plan.over !== undefined) return drillOver(plan, row, shown)
  return allOf([plan.query.filter, drillGroups(row, given, kinds)])
}

/** The period that a period is made of, one step finer; a day has none. */
export const finerBucket: { readonly [bucket in DateBucket]?: DateBucket } = {
  year: 'quarter',
  quarter: 'month',
  month: 'day',
  week: 'day',
}

/** The same report with some of its dates cut into other periods, by the key of the dimension; others are left alone. */
export function atLevels(
  report: ReportDocument,
  levels: { readonly [dimension: string]: unknown },
): ReportDocument {
  const dimensions = report.dimensions?.map((one) => {
    const wanted = Object.hasOwn(levels, one.key)
      ? buckets.find((bucket) => bucket === levels[one.key])
      : undefined
    return one.bucket === undefined || wanted === undefined ? one : { ...one, bucket: wanted }
  })
  return dimensions === undefined ? report : { ...report, dimensions }
}

const buckets: readonly DateBucket[] = ['day', 'week', 'month', 'quarter', 'year']

/** What a dashboard's filter bar holds for one report: where it points and what was chosen. */
export type DashboardChoice = {
  /** Field or path along links that the filter narrows. */
  readonly path: string
  readonly type: 'dateRange' | 'select' | 'user'
  /** A named period such as `thisMonth`, a `[from, to)` pair of dates, one value, or a list of values. Null: no choice. */
  readonly value: Json
}

function choiceCondition({ path, type, value }: DashboardChoice): Expression | null {
  if (value === null || value === '') return null
  const field = { var: path }
  if (type === 'dateRange') return { dateIn: Array.isArray(value) ? [field, ...value] : [field, value] }
  if (!Array.isArray(value)) return { '==': [field, value] }
  return value.length === 0 ? null : { in: [field, value] }
}

/** The same report narrowed by what a reader chose in a dashboard's filter bar. */
export function dashboardFilter(report: ReportDocument, choices: readonly DashboardChoice[]): ReportDocument {
  const conditions = choices.map(choiceCondition).filter((one) => one !== null)
  return conditions.length === 0 ? report : narrowedTo(report, conditions)
}
