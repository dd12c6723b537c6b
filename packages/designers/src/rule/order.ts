import type { RuleDocument } from '@mortise/schema'

/** A rule that has to get another order. */
export type OrderPatch = { readonly rule: RuleDocument; readonly order: number }

const orderOf = ({ order }: RuleDocument): number => order ?? 100

/**
 * What has to change so that a rule stands before the one at `index` now: its own order where there is room between its
 * new neighbours, else the orders of all, ten apart.
 */
export function orderPatches(
  rules: readonly RuleDocument[],
  from: number,
  index: number,
): readonly OrderPatch[] {
  const [moved] = rules.slice(from, from + 1)
  const to = index > from ? index - 1 : index
  if (moved === undefined || to === from || to < 0 || to >= rules.length) return []
  const next = rules.toSpliced(from, 1).toSpliced(to, 0, moved)
  const [above, below] = [next[to - 1], next[to + 1]]
  const low = above === undefined ? (below === undefined ? 0 : orderOf(below) - 20) : orderOf(above)
  const high = below === undefined ? low + 20 : orderOf(below)
  if (high - low > 1) return [{ rule: moved, order: Math.floor((low + high) / 2) }]
  return next.flatMap((rule, at): readonly OrderPatch[] => {
    const order = (at + 1) * 10
    return orderOf(rule) === order ? [] : [{ rule, order }]
  })
}
