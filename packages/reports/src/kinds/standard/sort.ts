import type { Json } from '@mortise/expressions'
import type { ReportPlan, ReportRow } from '../../types.ts'
import { order, orderOf, wordOf } from './derive.ts'
import { othersValue } from './hidden.ts'

type Comparer = (a: Json, b: Json) => number

/** Options sort as the designer ordered them, everything else by value. */
function comparer(plan: ReportPlan, key: string): Comparer {
  const options = plan.options[key]
  if (options === undefined) {
    const type = plan.columns.find((one) => one.key === key)?.type
    return type === undefined ? order : orderOf(type)
  }
  const places = new Map(options.map((one, index) => [one.value, index]))
  const place = (value: Json): number => places.get(wordOf(value)) ?? options.length
  return (a, b) => place(a) - place(b)
}

function compareNullsLast(a: Json, b: Json, compare: Comparer): number {
  if (a === null || b === null) return 0
  return compare(a, b)
}

/** Empty groups and the others row stand last, whatever the direction. */
function weight(value: Json): number {
  return value === othersValue ? 2 : value === null ? 1 : 0
}

/** Default order: by the dimensions, from the first. */
export function sortKeys(
  plan: ReportPlan,
): readonly { readonly by: string; readonly dir?: 'asc' | 'desc' }[] {
  const dimensions = plan.columns.filter((one) => one.role === 'dimension').map(({ key }) => ({ by: key }))
  return [...(plan.report.sort ?? []), ...dimensions]
}

/** Rows in the order of the report. Stable and total, so that one answer always looks the same. */
export function sortRows(plan: ReportPlan, rows: readonly ReportRow[]): readonly ReportRow[] {
  const keys = sortKeys(plan).map(({ by, dir }) => ({
    by,
    sign: dir === 'desc' ? -1 : 1,
    compare: comparer(plan, by),
  }))
  const first = plan.columns.find((one) => one.role === 'dimension')?.key
  const isOthers = (row: ReportRow): number => (first !== undefined && row[first] === othersValue ? 1 : 0)
  return [...rows].sort((a, b) => {
    const last = isOthers(a) - isOthers(b)
    if (last !== 0) return last
    for (const { by, sign, compare } of keys) {
      const [x, y] = [a[by] ?? null, b[by] ?? null]
      const found = weight(x) - weight(y) || sign * compareNullsLast(x, y, compare)
      if (found !== 0) return found
    }
    return 0
  })
}
