import type { Expression } from '@mortise/expressions'
import type { DimensionDocument, DimensionGroup } from '@mortise/schema'
import type { ColumnOptions } from '../../types.ts'

function testOf(expr: Expression, { below, in: within }: DimensionGroup): Expression {
  const tests: Expression[] = []
  if (below !== undefined) tests.push({ '<': [expr, below] })
  if (within !== undefined) tests.push({ in: [expr, within] })
  if (tests.length === 0) return { '!=': [expr, null] }
  return tests.length === 1 ? (tests[0] ?? true) : { and: tests }
}

/** What a dimension tells records apart by: its expression, or the group that its value falls into. */
export function groupedExpr({ expr, groups }: Pick<DimensionDocument, 'expr' | 'groups'>): Expression {
  if (groups === undefined || groups.length === 0) return expr
  return groups.reduceRight<Expression>(
    (rest, group) => ({ if: [testOf(expr, group), group.key, rest] }),
    null,
  )
}

const text = (one: string | number | boolean): string => JSON.stringify(one)

/** The key of the first group that no value can fall into, because those before it take them all. */
export function deadGroup(groups: readonly DimensionGroup[]): string | undefined {
  const seen = new Set<string>()
  let most: string | number | undefined
  let rest = false
  for (const { key, below, in: within } of groups) {
    const picked = within !== undefined && below === undefined
    const nothingLeft = picked && within.every((one) => seen.has(text(one)))
    const covered = below !== undefined && most !== undefined && typeof below === typeof most && below <= most
    if (rest || nothingLeft || covered) return key
    if (picked) for (const one of within) seen.add(text(one))
    if (below === undefined && within === undefined) rest = true
    if (below !== undefined && within === undefined) most = below
  }
  return undefined
}

/** The groups of a dimension as the values it may have, in their order. */
export function groupOptions({ groups }: Pick<DimensionDocument, 'groups'>): ColumnOptions | undefined {
  if (groups === undefined || groups.length === 0) return undefined
  return groups.map(({ key, label }) => ({ value: key, label: label ?? key }))
}
