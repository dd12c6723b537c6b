import { errors } from '../errors.ts'
import type { CommandOf, ItemKind, SignMode, WorkItem } from '../types.ts'
import { checkPeople, needOperation } from './fit.ts'
import { actAs, openItem, operationsAt, settleUp, tokenOfItem } from './items.ts'
import { newItem } from './make-item.ts'
import { nextSigner } from './next-signer.ts'
import { isAdmin, type Run, tellItem } from './run.ts'
import { isOpen } from './state.ts'
import { tellNode } from './tokens.ts'
import { isAwaited, signersOf } from './verdict.ts'

const signs: readonly ItemKind[] = ['before', 'after', 'parallel']

/** How many added signers stand between an item and the one whose task it first was. */
function depthOf(run: Run, item: WorkItem): number {
  const parent = run.state.items.find((one) => one.id === item.parentItemId)
  if (parent === undefined) return 0
  return depthOf(run, parent) + (signs.includes(item.kind) ? 1 : 0)
}

/** Makes items for others that hang on one; the item itself waits when they come first. */
export function addItems(
  run: Run,
  item: WorkItem,
  given: {
    readonly kind: ItemKind
    readonly people: readonly string[]
    readonly event: string
    readonly comment?: string | undefined
    readonly mode?: SignMode | undefined
  },
): void {
  const token = tokenOfItem(run, item)
  checkPeople(run, token, given.people)
  const { kind, people, mode } = given
  const first = kind === 'before' || kind === 'delegate'
  tellItem(
    run,
    given.event,
    { ...item, state: first ? 'waiting' : item.state, rev: item.rev + 1 },
    { kind, people, comment: given.comment ?? null, ...(mode === undefined ? {} : { mode }) },
  )
  for (const [index, assignee] of people.entries()) {
    const waits = kind === 'after' || (mode === 'sequential' && index > 0)
    const state = waits ? 'waiting' : 'active'
    const sign = mode === undefined ? {} : { signMode: mode }
    const { order } = item
    tellItem(
      run,
      'item_created',
      newItem(run, token, { assignee, order, kind, state, parentItemId: item.id, ...sign }),
    )
  }
}

/**
 * Adds signers before, after or beside an item: before and after by all, by one or in order; beside they have a vote of
 * their own. Added ones add others only where the node lets them, and never deeper than it says.
 */
export function addSign(run: Run, command: CommandOf<'addSign'>): void {
  const item = openItem(run, command)
  const { kind, to: people, comment, mode } = command
  const { addSign: allowed, addSignDepth = 1 } = operationsAt(run.engine, item.nodeId)
  needOperation(allowed.includes(kind) && item.kind !== 'delegate', `addSign.${kind}`)
  if (depthOf(run, item) >= addSignDepth) throw errors.FLOW_SIGN_DEPTH()
  if (people.length === 0) throw errors.FLOW_PERSON_UNFIT({ person: '' })
  const other = kind === 'before' ? 'after' : 'before'
  if (kind !== 'parallel' && signersOf(run.state.items, item, [other]).some(isOpen))
    throw errors.FLOW_SIGN_MIXED()
  addItems(run, item, {
    kind,
    people,
    event: 'sign_added',
    comment,
    ...(kind === 'parallel' ? {} : { mode }),
  })
}

function cancelTree(run: Run, item: WorkItem): void {
  for (const child of run.state.items)
    if (child.parentItemId === item.id && isOpen(child)) cancelTree(run, child)
  const { now } = run.ctx
  tellItem(run, 'sign_removed', {
    ...item,
    state: 'canceled',
    reason: 'removed',
    decidedAt: now,
    rev: item.rev + 1,
  })
}

/**
 * Takes an added signer away who has not decided, with whoever that one added. Without any left it is the turn of whoever
 * added them, unless that one has agreed already: then the item has said all it had to.
 */
export function removeSign(run: Run, command: CommandOf<'removeSign'>): void {
  const item = run.state.items.find((one) => one.id === command.itemId)
  const child = run.state.items.find((one) => one.id === command.remove && one.parentItemId === item?.id)
  if (item === undefined || child === undefined || !signs.includes(child.kind))
    throw errors.FLOW_ITEM_UNKNOWN()
  if (!isAdmin(run)) actAs(run, command, item)
  if (!isOpen(child)) throw errors.FLOW_ITEM_CLOSED()
  const token = tokenOfItem(run, child)
  cancelTree(run, child)
  if (child.kind === 'parallel') {
    tellNode(run, token, { type: 'item_decided', itemId: item.id, decision: 'completed' })
    return
  }
  nextSigner(run, item, child.kind)
  const { items } = run.state
  const left = signersOf(items, item, [child.kind]).some((one) => isAwaited(one, items))
  const now = items.find((one) => one.id === item.id)
  if (left || now === undefined) return
  if (child.kind === 'after') {
    if (now.state === 'approved') settleUp(run, now.id)
  } else if (now.state === 'waiting')
    tellItem(run, 'item_activated', { ...now, state: 'active', rev: now.rev + 1 })
}
