import type { ItemOperations } from '../define.ts'
import { errors } from '../errors.ts'
import type { FlowCommand, FlowInstance, ItemKind, Token, WorkItem } from '../types.ts'
import { type Engine, isAdmin, type Run, tellItem, tokenOf } from './run.ts'
import { isOpen, isWithin } from './state.ts'
import { tellNode } from './tokens.ts'

/** A command about one item. */
export type ItemCommand = Extract<FlowCommand, { readonly itemId: string }>

const nothing: ItemOperations = {
  decide: [],
  transfer: false,
  delegate: false,
  addSign: [],
  return: 'none',
  commentFor: [],
}

/** What may be done at the node of an item. */
export function operationsAt(engine: Engine, nodeId: string): ItemOperations {
  const node = engine.definition.nodes.find((one) => one.id === nodeId)
  const type = node === undefined ? undefined : engine.nodes.find(node.type)
  return (node === undefined ? undefined : type?.operations?.(node)) ?? nothing
}

const decisionsByKind: { readonly [K in ItemKind]?: readonly string[] } = {
  before: ['approve', 'reject'],
  after: ['approve', 'reject'],
  parallel: ['approve', 'reject'],
  delegate: ['approve', 'completeWork'],
  read: ['markRead'],
}

/** Decisions that fit an item: an added person's are fixed, others follow the node. */
export function decisionsOf(engine: Engine, item: WorkItem): readonly string[] {
  return decisionsByKind[item.kind] ?? operationsAt(engine, item.nodeId).decide
}

/** The item a command means, if the one who acts may act on it now. Throws in the order a person can understand. */
export function openItem(run: Run, command: ItemCommand): WorkItem {
  const item = run.state.items.find((one) => one.id === command.itemId)
  if (item === undefined) throw errors.FLOW_ITEM_UNKNOWN()
  if (!mayAct(run, command, item)) throw errors.FLOW_NOT_YOURS()
  if (item.state === 'waiting') throw errors.FLOW_ITEM_LOCKED()
  if (item.state !== 'active') throw errors.FLOW_ITEM_CLOSED()
  if (command.itemRev !== undefined && command.itemRev !== item.rev)
    throw errors.FLOW_ITEM_STALE({}, { data: { itemRev: item.rev } })
  return item
}

function mayAct(run: Run, command: ItemCommand, item: WorkItem): boolean {
  if (command.actor === item.assignee) return true
  const agent =
    command.onBehalfOf === item.assignee && run.ctx.mayActFor?.(command.actor, item.assignee) === true
  return agent || (command.type === 'transfer' && isAdmin(run))
}

/** The token an item hangs on; a person can't act on one whose token is gone. */
export function tokenOfItem(run: Run, item: WorkItem): Token {
  const token = tokenOf(run, item.tokenId)
  if (token === undefined) throw errors.FLOW_ITEM_CLOSED()
  return token
}

/** Records a decision and passes it on to whoever waits for it: the person who asked, or the node. */
export function settleItem(run: Run, item: WorkItem, event: string): void {
  tellItem(run, event, item)
  const token = tokenOfItem(run, item)
  if (item.kind === 'before' || item.kind === 'delegate') settleParent(run, item)
  else {
    if (item.state === 'approved') activateAfter(run, item)
    const decision = item.state === 'rejected' ? 'rejected' : 'approved'
    tellNode(run, token, { type: 'item_decided', itemId: item.id, decision })
  }
}

/** Signers after an item are asked once it is agreed. */
function activateAfter(run: Run, item: WorkItem): void {
  for (const child of childrenOf(run.state, item, ['after']))
    if (child.state === 'waiting')
      tellItem(run, 'item_activated', { ...child, state: 'active', rev: child.rev + 1 })
}

function childrenOf(state: FlowInstance, parent: WorkItem, kinds: readonly ItemKind[]): readonly WorkItem[] {
  return state.items.filter((one) => one.parentItemId === parent.id && kinds.includes(one.kind))
}

/** A rejection by a signer before rejects the item itself; when all are done it is the owner's turn again. */
function settleParent(run: Run, child: WorkItem): void {
  const parent = run.state.items.find((one) => one.id === child.parentItemId)
  if (parent === undefined || parent.state !== 'waiting') return
  const open = childrenOf(run.state, parent, ['before', 'delegate']).filter(isOpen)
  const { now } = run.ctx
  if (child.kind === 'before' && child.state === 'rejected') {
    for (const one of open)
      tellItem(run, 'item_canceled', {
        ...one,
        state: 'canceled',
        reason: 'nodeDecided',
        decidedAt: now,
        rev: one.rev + 1,
      })
    const rejected: WorkItem = {
      ...parent,
      state: 'rejected',
      reason: 'added',
      decidedAt: now,
      rev: parent.rev + 1,
    }
    settleItem(run, rejected, 'item_rejected')
  } else if (open.length === 0)
    tellItem(run, 'item_activated', { ...parent, state: 'active', rev: parent.rev + 1 })
}

/** Nodes an item may be returned to, nearest last: passed ones in this branch or around it. */
export function returnTargets(engine: Engine, instance: FlowInstance, itemId: string): readonly string[] {
  const item = instance.items.find((one) => one.id === itemId)
  const token = instance.tokens.find((one) => one.id === item?.tokenId)
  if (item === undefined || token === undefined) return []
  const typeOf = (id: string): string => engine.definition.nodes.find((node) => node.id === id)?.type ?? ''
  const human = instance.passed.filter(
    (one) =>
      one.nodeId !== token.nodeId &&
      isWithin(token.path, one.path) &&
      engine.nodes.find(typeOf(one.nodeId))?.operations !== undefined,
  )
  const ids = [...new Set(human.map((one) => one.nodeId))]
  const isStart = (id: string): boolean => engine.nodes.find(typeOf(id))?.role === 'start'
  const ways: { readonly [K in ItemOperations['return']]: readonly string[] } = {
    none: [],
    starter: ids.filter(isStart),
    previous: ids.slice(-1),
    anyPassed: ids,
  }
  return ways[operationsAt(engine, item.nodeId).return]
}
