import { errors } from '../errors.ts'
import type { CommandOf, WorkItem } from '../types.ts'
import { checkFit, checkPeople, needOperation } from './fit.ts'
import { openItem, operationsAt, tokenOfItem } from './items.ts'
import { newItem } from './make-item.ts'
import { nextSigner } from './next-signer.ts'
import { isAdmin, type Run, tellItem } from './run.ts'
import { addItems } from './signs.ts'
import { isOpen } from './state.ts'
import { sendCopies, tellNode } from './tokens.ts'
import { isAwaited, signersOf } from './verdict.ts'

/** Gives an item to another person, who decides instead. The first owner stays visible. */
export function transfer(run: Run, command: CommandOf<'transfer'>): void {
  const item = openItem(run, command)
  const foreign = command.actor !== item.assignee && command.onBehalfOf !== item.assignee
  needOperation(operationsAt(run.engine, item.nodeId).transfer || (foreign && isAdmin(run)), 'transfer')
  checkPeople(run, tokenOfItem(run, item), [command.to])
  replaceBy(run, item, command)
}

function close(run: Run, item: WorkItem, more: Partial<WorkItem>): void {
  tellItem(run, 'item_transferred', {
    ...item,
    state: 'transferred',
    decidedAt: run.ctx.now,
    rev: item.rev + 1,
    ...more,
  })
}

/** Moves whoever is still to speak behind one item to another. Tells whether that one has to wait for somebody now. */
function moveSigners(run: Run, from: WorkItem, to: WorkItem): boolean {
  const { items } = run.state
  const moved = items.filter((one) => one.parentItemId === from.id && isAwaited(one, items))
  for (const child of moved)
    tellItem(run, 'item_changed', { ...child, parentItemId: to.id, rev: child.rev + 1 })
  const now = run.state.items
  return signersOf(now, to, ['before', 'delegate']).some((one) => isAwaited(one, now))
}

function replaceBy(
  run: Run,
  item: WorkItem,
  given: { readonly to: string; readonly comment?: string },
): void {
  const token = tokenOfItem(run, item)
  close(run, item, { comment: given.comment ?? null })
  const { order, kind, owner, parentItemId, signMode, claimed, state, reason } = item
  const kept: Partial<WorkItem> = {
    ...(signMode === undefined ? {} : { signMode }),
    ...(claimed === undefined ? {} : { claimed }),
    ...(reason === 'claimed' || reason === 'empty' ? { reason } : {}),
  }
  const next = newItem(run, token, { assignee: given.to, order, kind, owner, parentItemId, state, ...kept })
  tellItem(run, 'item_created', next)
  moveSigners(run, item, next)
}

/**
 * Gives an open item to somebody else, whatever the node allows: its assignee has left. Who has the same task there already
 * takes it over with their own; who has another part there (a signer before or after) has both.
 */
export function reassign(run: Run, command: CommandOf<'reassign'>): void {
  if (!isAdmin(run)) throw errors.FLOW_NOT_YOURS()
  const item = run.state.items.find((one) => one.id === command.itemId)
  if (item === undefined) throw errors.FLOW_ITEM_UNKNOWN()
  if (!isOpen(item)) throw errors.FLOW_ITEM_CLOSED()
  const token = tokenOfItem(run, item)
  const same = run.state.items.find(
    (one) =>
      one.tokenId === token.id &&
      one.assignee === command.to &&
      one.id !== item.id &&
      one.kind === item.kind &&
      one.parentItemId === item.parentItemId &&
      isOpen(one),
  )
  if (same !== undefined) return mergeInto(run, { item, same, comment: command.comment })
  checkFit(run, token, { people: [command.to], holders: [item.assignee] })
  replaceBy(run, item, command)
}

/** Closes an item whose part another one takes over, with whoever hangs on it. */
function mergeInto(
  run: Run,
  given: { readonly item: WorkItem; readonly same: WorkItem; readonly comment: string | undefined },
): void {
  const { item, same, comment } = given
  close(run, item, { comment: comment ?? null, reason: 'merged' })
  const waits = moveSigners(run, item, same)
  const claimed = item.claimed === true
  if (waits)
    tellItem(run, 'item_changed', {
      ...same,
      state: 'waiting',
      rev: same.rev + 1,
      ...(claimed ? { claimed } : {}),
    })
  else if (claimed)
    tellItem(run, 'item_activated', { ...same, state: 'active', reason: null, claimed, rev: same.rev + 1 })
  const parent = run.state.items.find((one) => one.id === item.parentItemId)
  if (parent !== undefined && item.kind !== 'parallel') return nextSigner(run, parent, item.kind)
  tellNode(run, tokenOfItem(run, item), { type: 'item_decided', itemId: item.id, decision: 'completed' })
}

/** Asks another person for an opinion; the item comes back to its owner. */
export function delegate(run: Run, command: CommandOf<'delegate'>): void {
  const item = openItem(run, command)
  needOperation(operationsAt(run.engine, item.nodeId).delegate && item.parentItemId === null, 'delegate')
  addItems(run, item, {
    kind: 'delegate',
    people: [command.to],
    event: 'item_delegated',
    comment: command.comment,
  })
}

/** Sends copies from a task. Who has one already gets no second. */
export function copyTo(run: Run, command: CommandOf<'cc'>): void {
  const item = openItem(run, command)
  needOperation(operationsAt(run.engine, item.nodeId).cc === true, 'cc')
  for (const id of command.to) {
    const user = run.ctx.directory.user(id)
    if (user?.active !== true) throw errors.FLOW_PERSON_UNFIT({ person: user?.name ?? id })
  }
  if (command.to.length === 0) throw errors.FLOW_PERSON_UNFIT({ person: '' })
  sendCopies(run, tokenOfItem(run, item), [...new Set(command.to)])
}
