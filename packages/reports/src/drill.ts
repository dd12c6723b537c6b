import type { Expression, Json } from '@mortise/expressions'
import type { ExtensionList, ReportDocument } from '@mortise/schema'
import type { ReportKind } from './define.ts'
import { builtinReportKinds } from './kinds/index.ts'
import type { ReportRow } from './types.ts'

/** Joins conditions with and; true when there is none. */
export function allOf(conditions: readonly (Expression | null | undefined)[]): Expression {
  const present = conditions.filter((one) => one !== null && one !== undefined)
  if (present.length === 0) return true
  return present.length === 1 ? (present[0] ?? true) : { and: present }
}

/**
 * The condition of the records behind a row of a result: the report's filter and, for each dimension, the row's value.
 * Empty groups ask for null, date buckets for a half-open range. For the others row hand in the result's rows, so that
 * the values that are shown by themselves can be left out.
 */
export function drillFilter(
  report: ReportDocument,
  row: ReportRow,
  shown: readonly ReportRow[] = [],
  kinds: ExtensionList<ReportKind> = builtinReportKinds,
): Expression {
  const kind = kinds.find(report.kind ?? 'standard')
  return allOf([report.filter, kind?.drill(report, row, shown)])
}

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
  return conditions.length === 0 ? report : { ...report, filter: allOf([report.filter, ...conditions]) }
}
