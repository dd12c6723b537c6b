import { errors } from '../errors.ts'
import type { CommandOf, FlowInstance, ItemState, LastDecision, Token, WorkItem } from '../types.ts'
import { armBoundaries } from './boundaries.ts'
import { consumeToken, createToken, setTimer } from './consume.ts'
import { nodeContext } from './context.ts'
import { needOperation } from './fit.ts'
import { actAs, operationsAt } from './items.ts'
import { type Run, tellItem, tokenOf } from './run.ts'
import { isOpen } from './state.ts'

/** Effects that nobody else has seen yet when the run is turned back. */
const harmless: ReadonlySet<string> = new Set(['create_work_item', 'set_timer', 'set_subscription', 'notify'])

/** Whether something ran in this command that can't be taken back: an action, a script, a run that was started. */
function ranSomething(run: Run, before: FlowInstance): boolean {
  if (run.effects.some((effect) => !harmless.has(effect.type))) return true
  return run.events.some((row) => {
    if (row.type !== 'node_entered' || row.seq <= before.seq) return false
    const node = run.graph.node(row.nodeId ?? '')
    const type = node === undefined ? undefined : run.engine.nodes.find(node.type)
    return type?.activity === true && type.operations === undefined
  })
}

/** Remembers a decision that moved the run on, for whoever may take it back. */
export function noteDecision(run: Run, before: FlowInstance, itemId: string): void {
  const item = before.items.find((one) => one.id === itemId)
  const token = before.tokens.find((one) => one.id === item?.tokenId)
  if (item === undefined || token === undefined || tokenOf(run, token.id) !== undefined) return
  if (run.state.status !== 'running') return
  const known = new Set(before.tokens.map((one) => one.id))
  const open = before.items.filter((one) => one.tokenId === token.id && isOpen(one))
  const others = before.tokens.filter((one) => one.id !== token.id)
  const decision: LastDecision = {
    itemId,
    token,
    open: Object.fromEntries(open.map((one): [string, ItemState] => [one.id, one.state])),
    passed: before.passed,
    next: run.state.tokens.filter((one) => !known.has(one.id)).map((one) => one.id),
    final: ranSomething(run, before) || others.some((one) => tokenOf(run, one.id) === undefined),
  }
  run.emit('decision_noted', { nodeId: token.nodeId, itemId, data: { decision } })
}

function isUndone(run: Run, next: readonly string[]): boolean {
  const live = next.every((id) => tokenOf(run, id) !== undefined)
  const acted = run.state.items.some(
    (one) =>
      next.includes(one.tokenId) && one.decidedAt !== null && one.state !== 'skipped' && one.kind !== 'read',
  )
  return live && next.length > 0 && !acted
}

function reopened(item: WorkItem, more: Partial<WorkItem>): WorkItem {
  const { decidedBy: _by, agents: _agents, signature: _signature, attachments: _files, ...rest } = item
  return { ...rest, decidedAt: null, comment: null, reason: null, ...more, rev: item.rev + 1 }
}

/**
 * Takes a decision back by whoever made it. While the node is still open only the vote is; after it has gone on the run
 * comes back, as long as nobody has decided at the next step and nothing automatic has run.
 */
export function takeBack(run: Run, command: CommandOf<'takeBack'>): void {
  const item = run.state.items.find((one) => one.id === command.itemId)
  if (item === undefined) throw errors.FLOW_ITEM_UNKNOWN()
  if (command.actor !== item.decidedBy) actAs(run, command, item)
  needOperation(operationsAt(run.engine, item.nodeId).takeBack === true, 'takeBack')
  const decided = item.state === 'approved' || item.state === 'rejected'
  if (!decided || item.parentItemId !== null || item.reason !== null) throw errors.FLOW_TAKE_BACK_REFUSED()
  const live = tokenOf(run, item.tokenId)
  if (live !== undefined) takeBackVote(run, item)
  else takeBackStep(run, item)
}

function takeBackVote(run: Run, item: WorkItem): void {
  const beside = run.state.items.filter((one) => one.tokenId === item.tokenId && one.id !== item.id)
  const later = beside.filter((one) => one.parentItemId === null && one.order > item.order)
  const turned = later.filter((one) => one.state === 'active' && one.rev > 1)
  const acted = beside.some((one) => one.decidedAt !== null && one.decidedAt > (item.decidedAt ?? ''))
  const signed = beside.some((one) => one.parentItemId === item.id && one.decidedAt !== null)
  // In order, whoever came after has had the turn because of this vote.
  const inOrder = later.some((one) => one.state === 'waiting') || turned.length > 0
  if (signed || (inOrder && acted)) throw errors.FLOW_TAKE_BACK_REFUSED()
  tellItem(run, 'item_taken_back', reopened(item, { state: 'active' }))
  for (const one of beside)
    if (
      (inOrder && turned.includes(one)) ||
      (one.parentItemId === item.id && one.kind === 'after' && isOpen(one))
    )
      tellItem(run, 'item_changed', { ...one, state: 'waiting', rev: one.rev + 1 })
}

function takeBackStep(run: Run, item: WorkItem): void {
  const last = run.state.lastDecision
  if (last?.itemId !== item.id || last.final || !isUndone(run, last.next))
    throw errors.FLOW_TAKE_BACK_REFUSED()
  for (const id of last.next) {
    const token = tokenOf(run, id)
    if (token !== undefined) consumeToken(run, token, 'takenBack')
  }
  run.emit('decision_taken_back', { nodeId: item.nodeId, data: { passed: last.passed } })
  const { nodeId, path, round } = last.token
  const made = createToken(run, { nodeId, viaEdgeId: last.token.viaEdgeId, path, round })
  const token: Token = { ...made, state: 'waiting' }
  run.emit('token_waiting', { nodeId, data: { token } })
  for (const one of run.state.items) {
    if (one.tokenId !== last.token.id) continue
    const was = one.id === item.id ? 'active' : last.open[one.id]
    if (was === undefined) tellItem(run, 'item_changed', { ...one, tokenId: token.id })
    else
      tellItem(
        run,
        one.id === item.id ? 'item_taken_back' : 'item_reopened',
        reopened(one, { state: was, tokenId: token.id }),
      )
  }
  const node = run.graph.node(nodeId)
  const type = node === undefined ? undefined : run.engine.nodes.find(node.type)
  if (node !== undefined)
    for (const timer of type?.alarms?.(node, nodeContext(run, token)) ?? []) setTimer(run, timer)
  armBoundaries(run, token)
}
