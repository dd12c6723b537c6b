import type { Json } from '@mortise/expressions'
import type { ReportDocument } from '@mortise/schema'
import type { AggregatePlan, PlanMeasure, ReportRow } from '../../types.ts'
import { mergeRows } from './derive.ts'
import { othersValue } from './hidden.ts'
import { sortRows } from './sort.ts'

/** What cutting off is told: how to finish a merged row, and the report's parts. */
export type LimitInput = {
  readonly plan: AggregatePlan
  readonly measures: readonly PlanMeasure[]
  readonly derive: (row: ReportRow) => ReportRow
}

function groupBy(rows: readonly ReportRow[], keys: readonly string[]): readonly (readonly ReportRow[])[] {
  const groups = new Map<string, ReportRow[]>()
  for (const row of rows) {
    const key = JSON.stringify(keys.map((one) => row[one] ?? null))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups.values()]
}

/** Values of the first dimension in the order of the report, each judged by the sum of its rows. */
function leaders(rows: readonly ReportRow[], first: string, input: LimitInput): readonly Json[] {
  const merged = groupBy(rows, [first]).map((group) => {
    // What a group of one is among the others is known already.
    const whole = group.length === 1 ? group[0] : input.derive(mergeRows(group, input.measures))
    return { ...whole, [first]: group[0]?.[first] ?? null }
  })
  return sortRows(input.plan, merged).map((row) => row[first] ?? null)
}

/**
 * Keeps the first n values of the first dimension, in the whole report or in each group of the dimensions `within`. With
 * `others`, what is cut off becomes one row for each value of the other dimensions, with its measures worked out again
 * over everything that went into it.
 */
export function limitRows(rows: readonly ReportRow[], input: LimitInput): readonly ReportRow[] {
  const limit: ReportDocument['limit'] = input.plan.report.limit
  const [first, ...rest] = (input.plan.report.dimensions ?? []).map((one) => one.key)
  if (limit === undefined || first === undefined) return rows
  const { n, within = [] } = limit
  return groupBy(rows, within).flatMap((group) => {
    const kept = new Set(leaders(group, first, input).slice(0, n))
    const inside = group.filter((row) => kept.has(row[first] ?? null))
    const outside = group.filter((row) => !kept.has(row[first] ?? null))
    if (limit.others !== true || outside.length === 0) return inside
    const others = groupBy(outside, rest).map((cut) => {
      const same = Object.fromEntries(rest.map((key) => [key, cut[0]?.[key] ?? null]))
      return { ...input.derive(mergeRows(cut, input.measures)), ...same, [first]: othersValue }
    })
    return [...inside, ...others]
  })
}
