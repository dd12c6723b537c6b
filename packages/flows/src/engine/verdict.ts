import type { WorkItem } from '../types.ts'

/** Signers of a kind that were added to an item and are not gone again. */
export function signersOf(
  items: readonly WorkItem[],
  parent: Pick<WorkItem, 'id'>,
  kinds: readonly WorkItem['kind'][],
): readonly WorkItem[] {
  return items.filter(
    (one) =>
      one.parentItemId === parent.id &&
      kinds.includes(one.kind) &&
      one.state !== 'canceled' &&
      one.state !== 'transferred',
  )
}

/**
 * What an item says; one with signers after it speaks only when they have: all of them, or one where one of those who
 * were added together is enough. A rejection by any of them is one by the item.
 */
export function verdictOf(item: WorkItem, items: readonly WorkItem[]): 'approved' | 'rejected' | 'pending' {
  if (item.state === 'rejected') return 'rejected'
  if (item.state !== 'approved' && item.state !== 'skipped' && item.state !== 'timedOut') return 'pending'
  const after = signersOf(items, item, ['after'])
  const said = after.map((one) => ({ any: one.signMode === 'any', verdict: verdictOf(one, items) }))
  if (said.some((one) => one.verdict === 'rejected')) return 'rejected'
  const together = said.filter((one) => one.any)
  const one = together.length === 0 || together.some(({ verdict }) => verdict === 'approved')
  return one && said.every(({ any, verdict }) => any || verdict === 'approved') ? 'approved' : 'pending'
}
