import type { ItemOperations } from '../define.ts'
import { errors } from '../errors.ts'
import type { FlowCommand, FlowInstance, ItemKind, Token, WorkItem } from '../types.ts'
import { type Engine, isAdmin, type Run, tellItem, tokenOf } from './run.ts'
import { keptOut } from './duties.ts'
import { nextSigner } from './next-signer.ts'
import { isOpen, isWithin } from './state.ts'
import { tellNode } from './tokens.ts'
import { hasAwaited, isAwaited, signersOf, verdictOf } from './verdict.ts'

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
  delegate: ['resolveDelegation', 'approve', 'completeWork'],
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
  if (!(command.type === 'transfer' && isAdmin(run))) actAs(run, command, item)
  if (item.state === 'waiting') throw errors.FLOW_ITEM_LOCKED()
  if (item.state !== 'active') throw errors.FLOW_ITEM_CLOSED()
  if (command.itemRev !== undefined && command.itemRev !== item.rev)
    throw errors.FLOW_ITEM_STALE({}, { data: { itemRev: item.rev } })
  return item
}

/** How somebody acts on an item: as its assignee (nothing to add), or in that one's place, through whom. */
export type ActingFor = { readonly decidedBy?: string; readonly agents?: readonly string[] }

/**
 * Refuses whoever is neither the assignee nor their standing agent. Where duties are kept apart, neither the one who acts nor
 * the one they act for may be kept out; and nobody who stands in for somebody kept out acts for another.
 */
export function actAs(run: Run, command: ItemCommand, item: WorkItem): ActingFor {
  const { actor } = command
  const { agentsOf, directory } = run.ctx
  const chain = actor === item.assignee ? [] : agentsOf?.(actor, item.assignee)
  if (chain === undefined) throw errors.FLOW_NOT_YOURS()
  const out = keptOut(run.state, operationsAt(run.engine, item.nodeId).notSameAs ?? [])
  const standsIn = actor !== item.assignee && [...out].some((id) => agentsOf?.(actor, id) !== undefined)
  if (command.type !== 'markRead' && (out.has(actor) || out.has(item.assignee) || standsIn))
    throw errors.FLOW_SEPARATE_DUTIES({ person: directory.user(actor)?.name ?? actor })
  return actor === item.assignee ? {} : { decidedBy: actor, agents: chain }
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
  settleUp(run, item.id)
}

/** Passes on what an item says, once it says something, to what hangs on it, and asks whoever is next after it. */
export function settleUp(run: Run, itemId: string): void {
  const item = run.state.items.find((one) => one.id === itemId)
  if (item === undefined) return
  if (item.state === 'approved') activateAfter(run, item)
  const verdict = verdictOf(item, run.state.items)
  if (verdict === 'pending') return
  // Whatever those after it would say, it is a rejection.
  if (verdict === 'rejected') cancelOpen(run, signersOf(run.state.items, item, ['after']))
  if (item.kind === 'before' || item.kind === 'delegate') return settleParent(run, item, verdict)
  if (item.kind === 'after') return settleAfter(run, item, verdict)
  tellNode(run, tokenOfItem(run, item), { type: 'item_decided', itemId: item.id, decision: verdict })
}

/**
 * Signers after an item are asked once it is agreed: all of them, or the first where they go in order. One who has asked
 * another first waits on.
 */
function activateAfter(run: Run, item: WorkItem): void {
  for (const child of signersOf(run.state.items, item, ['after']))
    if (child.state === 'waiting' && child.signMode !== 'sequential' && !hasAwaited(child, run.state.items))
      tellItem(run, 'item_activated', { ...child, state: 'active', rev: child.rev + 1 })
  nextSigner(run, item, 'after')
}

/** Spares items, and whoever was to speak before or after them; those beside have a vote of their own. */
function cancelOpen(run: Run, items: readonly WorkItem[]): void {
  for (const one of items) {
    cancelOpen(run, signersOf(run.state.items, one, ['before', 'after', 'delegate']))
    if (isOpen(one))
      tellItem(run, 'item_canceled', {
        ...one,
        state: 'canceled',
        reason: 'nodeDecided',
        decidedAt: run.ctx.now,
        rev: one.rev + 1,
      })
  }
}

/** A signer after an item has spoken: one of several who is enough spares the others. */
function settleAfter(run: Run, child: WorkItem, verdict: 'approved' | 'rejected'): void {
  const parent = run.state.items.find((one) => one.id === child.parentItemId)
  if (parent === undefined) return
  if (verdict === 'approved' && child.signMode === 'any')
    cancelOpen(
      run,
      signersOf(run.state.items, parent, ['after']).filter((one) => one.signMode === 'any'),
    )
  settleUp(run, parent.id)
}

/** A rejection by a signer before rejects the item itself; when all are done it is the owner's turn again. */
function settleParent(run: Run, child: WorkItem, verdict: 'approved' | 'rejected'): void {
  const parent = run.state.items.find((one) => one.id === child.parentItemId)
  if (parent === undefined || parent.state !== 'waiting') return
  const { now } = run.ctx
  const beside = (): readonly WorkItem[] => signersOf(run.state.items, parent, ['before', 'delegate'])
  if (child.signMode === 'any' && verdict === 'approved')
    cancelOpen(
      run,
      beside().filter((one) => one.signMode === 'any'),
    )
  if (child.kind === 'before') nextSigner(run, parent, 'before')
  if (child.kind === 'before' && verdict === 'rejected') {
    cancelOpen(run, beside())
    const rejected: WorkItem = {
      ...parent,
      state: 'rejected',
      reason: 'added',
      decidedAt: now,
      rev: parent.rev + 1,
    }
    settleItem(run, rejected, 'item_rejected')
  } else if (!beside().some((one) => isAwaited(one, run.state.items)))
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
