import type { ItemKind, WorkItem } from '../types.ts'
import { type Run, tellItem } from './run.ts'
import { hasAwaited, signersOf } from './verdict.ts'

/**
 * Of signers who are asked in order, the next one when nobody is being asked: who has asked others in turn, or waits for
 * those after, is not done.
 */
export function nextSigner(run: Run, parent: WorkItem, kind: ItemKind): void {
  const all = signersOf(run.state.items, parent, [kind])
  const { items } = run.state
  if (all.some((one) => one.state === 'active' || hasAwaited(one, items))) return
  if (kind === 'after' && parent.state !== 'approved') return
  const next = all.find((one) => one.state === 'waiting' && one.signMode === 'sequential')
  if (next !== undefined) tellItem(run, 'item_activated', { ...next, state: 'active', rev: next.rev + 1 })
}
