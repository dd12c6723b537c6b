import { errors } from '../errors.ts'
import type { CommandOf, WorkItem } from '../types.ts'
import { checkPeople, needOperation } from './fit.ts'
import { openItem, operationsAt, tokenOfItem } from './items.ts'
import { newItem } from './make-item.ts'
import { isAdmin, type Run, tellItem } from './run.ts'
import { addItems } from './signs.ts'
import { isOpen } from './state.ts'
import { sendCopies, tellNode } from './tokens.ts'

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

function moveSigners(run: Run, from: WorkItem, to: WorkItem): void {
  for (const child of run.state.items)
    if (child.parentItemId === from.id && isOpen(child))
      tellItem(run, 'item_changed', { ...child, parentItemId: to.id, rev: child.rev + 1 })
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
 * Gives an open item to somebody else, whatever the node allows: its assignee has left. Who has the task there already takes
 * it over with their own.
 */
export function reassign(run: Run, command: CommandOf<'reassign'>): void {
  if (!isAdmin(run)) throw errors.FLOW_NOT_YOURS()
  const item = run.state.items.find((one) => one.id === command.itemId)
  if (item === undefined) throw errors.FLOW_ITEM_UNKNOWN()
  if (!isOpen(item)) throw errors.FLOW_ITEM_CLOSED()
  const token = tokenOfItem(run, item)
  const own = run.state.items.find(
    (one) => one.tokenId === token.id && one.assignee === command.to && isOpen(one),
  )
  if (own === undefined) {
    checkPeople(run, token, [command.to])
    return replaceBy(run, item, command)
  }
  close(run, item, { comment: command.comment ?? null, reason: 'merged' })
  moveSigners(run, item, own)
  const parent = run.state.items.find((one) => one.id === item.parentItemId)
  const waits = run.state.items.some((one) => one.parentItemId === parent?.id && isOpen(one))
  if (parent?.state === 'waiting' && !waits)
    tellItem(run, 'item_activated', { ...parent, state: 'active', rev: parent.rev + 1 })
  if (item.claimed === true)
    tellItem(run, 'item_activated', {
      ...own,
      state: 'active',
      reason: null,
      claimed: true,
      rev: own.rev + 1,
    })
  tellNode(run, token, { type: 'item_decided', itemId: item.id, decision: 'completed' })
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
