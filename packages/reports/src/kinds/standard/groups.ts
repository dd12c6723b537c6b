import type { Expression } from '@mortise/expressions'
import type { DimensionDocument, DimensionGroup, GroupDays } from '@mortise/schema'
import type { ColumnOptions } from '../../types.ts'

/** The first and the last day there are; midnight of both lies in the calendar in every zone. */
const [firstDay, lastDay] = ['0001-01-02', '9999-12-31']

function inDays(expr: Expression, days: GroupDays): Expression {
  if ('range' in days) return { dateIn: [expr, days.range] }
  const { from, until } = days
  return { dateIn: [expr, from ?? firstDay, until ?? lastDay] }
}

function testOf(expr: Expression, { below, in: within, days }: DimensionGroup): Expression {
  const tests: Expression[] = []
  if (below !== undefined) tests.push({ '<': [expr, below] })
  if (within !== undefined) tests.push({ in: [expr, within] })
  if (days !== undefined) tests.push(inDays(expr, days))
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

/** The key of the first group whose days end before they begin. */
export function backwardDays(groups: readonly DimensionGroup[]): string | undefined {
  return groups.find(({ days }) => {
    if (days === undefined || 'range' in days) return false
    return (days.from ?? firstDay) >= (days.until ?? lastDay)
  })?.key
}

/** Days that earlier groups have taken: ranges by their names, and all others as one list without gaps or overlaps. */
class TakenDays {
  readonly #ranges = new Set<string>()
  #spans: readonly (readonly [string, string])[] = []

  /** Takes days; false where none of them were left. */
  take(days: GroupDays): boolean {
    if ('range' in days) {
      const isNew = !this.#ranges.has(days.range)
      this.#ranges.add(days.range)
      return isNew
    }
    const [from, until] = [days.from ?? firstDay, days.until ?? lastDay]
    if (this.#spans.some(([start, end]) => start <= from && until <= end)) return false
    const [touching, apart] = [true, false].map((touches) =>
      this.#spans.filter(([start, end]) => (start <= until && from <= end) === touches),
    )
    const starts = [from, ...(touching ?? []).map(([start]) => start)].toSorted()
    const ends = [until, ...(touching ?? []).map(([, end]) => end)].toSorted()
    this.#spans = [...(apart ?? []), [starts[0] ?? from, ends.at(-1) ?? until]]
    return true
  }
}

/** The key of the first group that no value can fall into, because those before it take them all. */
export function deadGroup(groups: readonly DimensionGroup[]): string | undefined {
  const seen = new Set<string>()
  const taken = new TakenDays()
  let most: string | number | undefined
  let rest = false
  for (const { key, below, in: within, days } of groups) {
    const picked = within !== undefined && below === undefined && days === undefined
    const nothingLeft = picked && within.every((one) => seen.has(text(one)))
    const covered = below !== undefined && most !== undefined && typeof below === typeof most && below <= most
    if (rest || nothingLeft || covered) return key
    const dated = days !== undefined && below === undefined && within === undefined
    if (dated && !taken.take(days)) return key
    if (picked) for (const one of within) seen.add(text(one))
    if (below === undefined && within === undefined && days === undefined) rest = true
    if (below !== undefined && within === undefined && days === undefined) most = below
  }
  return undefined
}

/** The groups of a dimension as the values it may have, in their order. */
export function groupOptions({ groups }: Pick<DimensionDocument, 'groups'>): ColumnOptions | undefined {
  if (groups === undefined || groups.length === 0) return undefined
  return groups.map(({ key, label }) => ({ value: key, label: label ?? key }))
}
