import type { WorkItem } from '../types.ts'
import { isOpen } from './state.ts'

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

const agreed: ReadonlySet<WorkItem['state']> = new Set(['approved', 'skipped', 'timedOut'])

/**
 * What an item says; one with signers after it speaks only when they have: all of them, or one where one of those who
 * were added together is enough. A rejection by any of them is one by the item.
 */
export function verdictOf(item: WorkItem, items: readonly WorkItem[]): 'approved' | 'rejected' | 'pending' {
  if (item.state === 'rejected') return 'rejected'
  if (!agreed.has(item.state)) return 'pending'
  const after = signersOf(items, item, ['after'])
  const said = after.map((one) => ({ any: one.signMode === 'any', verdict: verdictOf(one, items) }))
  if (said.some((one) => one.verdict === 'rejected')) return 'rejected'
  const together = said.filter((one) => one.any)
  const one = together.length === 0 || together.some(({ verdict }) => verdict === 'approved')
  return one && said.every(({ any, verdict }) => any || verdict === 'approved') ? 'approved' : 'pending'
}

/** Whether a signer has not spoken yet: is being asked, waits for its turn, or has signers after it who are to speak. */
export function isAwaited(item: WorkItem, items: readonly WorkItem[]): boolean {
  return isOpen(item) || (agreed.has(item.state) && verdictOf(item, items) === 'pending')
}

/** Whether somebody who hangs on an item is still to speak. */
export function hasAwaited(item: WorkItem, items: readonly WorkItem[]): boolean {
  return signersOf(items, item, ['before', 'after', 'delegate']).some((one) => isAwaited(one, items))
}
