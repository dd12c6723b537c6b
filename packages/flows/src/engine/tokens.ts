import type { Json } from '@mortise/expressions'
import type { FlowNodeDocument } from '@mortise/schema'
import type { NodeType } from '../define.ts'
import { errors } from '../errors.ts'
import type { InstanceStatus, NodeOutcome, Token, WorkItem } from '../types.ts'
import { nodeContext } from './context.ts'
import { readyJoin, waitsForJoin } from './joins.ts'
import { type Run, tellItem } from './run.ts'
import { forkOf, isOpen, isWithin } from './state.ts'
import { noteWrites } from './write-backs.ts'

const defaultVisits = 50
const defaultSteps = 10_000

type Place = {
  readonly nodeId: string
  readonly viaEdgeId: string | null
  readonly path: readonly string[]
  readonly round: number
}

/** Puts a new token somewhere. */
export function createToken(run: Run, place: Place): Token {
  const token: Token = { id: run.ctx.newId(), state: 'active', forkId: forkOf(place.path), ...place }
  run.emit('token_created', { nodeId: place.nodeId, data: { token } })
  return token
}

/** Takes a token away with everything that hangs on it: open items, timers, incidents. */
export function consumeToken(run: Run, token: Token, reason: string): void {
  for (const item of run.state.items)
    if (item.tokenId === token.id && isOpen(item))
      tellItem(run, 'item_canceled', {
        ...item,
        state: 'canceled',
        reason,
        decidedAt: run.ctx.now,
        rev: item.rev + 1,
      })
  for (const timer of run.state.timers) if (timer.tokenId === token.id) clearTimer(run, timer.key)
  for (const incident of run.state.incidents)
    if (incident.tokenId === token.id && incident.open)
      run.emit('incident_closed', { nodeId: token.nodeId, data: { incident: { ...incident, open: false } } })
  run.emit('token_consumed', { nodeId: token.nodeId, data: { tokenId: token.id, reason } })
}

/** Takes an alarm away, here and at the runtime. */
export function clearTimer(run: Run, key: string): void {
  run.emit('timer_cleared', { data: { key } })
  run.effects.push({ type: 'set_timer', key, at: null, payload: null })
}

/** Parks a token with the reason why it can't go on. */
export function raiseIncident(run: Run, token: Token, why: { code: string; zh: string; en: string }): void {
  const { code, zh, en } = why
  const incident = { id: run.ctx.newId(), nodeId: token.nodeId, tokenId: token.id, code, zh, en, open: true }
  run.emit('incident_raised', { nodeId: token.nodeId, data: { incident } })
  parkToken(run, token)
}

function parkToken(run: Run, token: Token): void {
  if (token.state !== 'waiting')
    run.emit('token_waiting', { nodeId: token.nodeId, data: { token: { ...token, state: 'waiting' } } })
}

/** Ends the whole run; nothing of it stays open. */
export function endInstance(run: Run, status: InstanceStatus, reason: string = status): void {
  for (const token of run.state.tokens) consumeToken(run, token, reason)
  run.emit('ended', { data: { status } })
}

/** Runs tokens until each waits, the run ends, or the budget of steps is used up. */
export function runTokens(run: Run): void {
  const limit = run.engine.definition.limits?.maxSteps ?? defaultSteps
  while (run.state.status === 'running') {
    const token = run.state.tokens.find((one) => one.state === 'active')
    if (token !== undefined && run.steps >= limit)
      raiseIncident(run, token, {
        code: 'FLOW_STEP_BUDGET',
        zh: `一次操作走了 ${limit} 步还没停下，请检查流程里的循环`,
        en: `one command took ${limit} steps without coming to rest; look for a loop`,
      })
    else if (token !== undefined) stepToken(run, token)
    else if (!mergeTokens(run)) break
  }
  if (run.state.status === 'running' && run.state.tokens.length === 0)
    run.emit('ended', { data: { status: run.state.result ?? 'approved' } })
}

function stepToken(run: Run, token: Token): void {
  run.steps += 1
  if (waitsForJoin(run, token)) parkToken(run, token)
  else enterNode(run, token)
}

/** Merges the tokens of one join that is complete; false when there is none. */
function mergeTokens(run: Run): boolean {
  const ready = readyJoin(run)
  if (ready === undefined) return false
  for (const token of ready.tokens) consumeToken(run, token, 'joined')
  const { nodeId, path, round } = ready
  const token = createToken(run, { nodeId, viaEdgeId: null, path, round })
  run.steps += 1
  enterNode(run, token)
  return true
}

function typeOf(run: Run, token: Token): { readonly node?: FlowNodeDocument; readonly type?: NodeType } {
  const node = run.graph.node(token.nodeId)
  const type = node === undefined ? undefined : run.engine.nodes.find(node.type)
  return { ...(node === undefined ? {} : { node }), ...(type === undefined ? {} : { type }) }
}

/** Lets a token in at its node. `again`: tried once more by an administrator, so the bound on visits is waived. */
export function enterNode(run: Run, token: Token, again = false): void {
  const { node, type } = typeOf(run, token)
  if (node === undefined || type === undefined) {
    const name = node?.type ?? token.nodeId
    const zh = `不认识的节点类型“${name}”，流程停在这里，设置已保留`
    return raiseIncident(run, token, {
      code: 'FLOW_NODE_UNKNOWN',
      zh,
      en: `unknown node type "${name}"; parked here`,
    })
  }
  const limit = run.engine.definition.limits?.maxVisitsPerNode ?? defaultVisits
  if (!again && (run.state.visits[node.id] ?? 0) >= limit) {
    const en = `the run came here more than ${limit} times; look for a loop`
    return raiseIncident(run, token, {
      code: 'FLOW_LOOP_BOUND',
      zh: `走到这里超过 ${limit} 次，请检查循环`,
      en,
    })
  }
  run.emit('node_entered', { nodeId: node.id, data: { tokenId: token.id, round: token.round } })
  applyOutcome(run, token, type.enter(node, nodeContext(run, token)))
}

/** Tells a waiting node that something happened. */
export function tellNode(run: Run, token: Token, event: Parameters<NonNullable<NodeType['on']>>[1]): void {
  const { node, type } = typeOf(run, token)
  if (node === undefined || type?.on === undefined) return
  applyOutcome(run, token, type.on(node, event, nodeContext(run, token)))
}

/** Carries out what a node answered. */
export function applyOutcome(run: Run, token: Token, outcome: NodeOutcome): void {
  const { nodeId } = token
  if (outcome.variables !== undefined)
    run.emit('variables_set', { nodeId, data: { values: outcome.variables } })
  for (const item of outcome.items ?? []) tellItem(run, itemEvent(run, item), item)
  if (outcome.copies !== undefined) sendCopies(run, token, outcome.copies)
  for (const timer of outcome.timers ?? []) {
    run.emit('timer_set', { nodeId, data: { timer } })
    run.effects.push({ type: 'set_timer', key: timer.key, at: timer.at, payload: timer.payload })
  }
  for (const event of outcome.events ?? [])
    run.emit(event.type, {
      nodeId,
      itemId: event.itemId ?? null,
      ...(event.actor === undefined ? {} : { actor: event.actor }),
      data: event.data ?? {},
    })
  noteWrites(run, nodeId, outcome.effects ?? [])
  run.effects.push(...(outcome.effects ?? []))
  moveToken(run, token, outcome.move)
}

function itemEvent(run: Run, item: WorkItem): string {
  if (!run.state.items.some((one) => one.id === item.id)) return 'item_created'
  return item.state === 'active' ? 'item_activated' : `item_${item.state}`
}

function moveToken(run: Run, token: Token, move: NodeOutcome['move']): void {
  const moves: {
    readonly [K in NodeOutcome['move']['type']]: (move: Extract<NodeOutcome['move'], { type: K }>) => void
  } = {
    wait: () => parkToken(run, token),
    leave: ({ edges }) => leaveNode(run, token, edges),
    consume: ({ result }) => {
      if (result !== undefined) run.emit('result_set', { nodeId: token.nodeId, data: { result } })
      leaveNode(run, token, [])
    },
    end: ({ status }) => {
      consumeToken(run, token, 'nodeDecided')
      endInstance(run, status)
    },
    return: ({ target }) => returnTo(run, token, target),
    incident: (why) => raiseIncident(run, token, why),
  }
  const act = moves[move.type] as (given: NodeOutcome['move']) => void
  act(move)
}

/** Moves a token on along edges; several edges out of a splitting node open branches. */
export function leaveNode(run: Run, token: Token, edgeIds: readonly string[]): void {
  const out = run.graph.out(token.nodeId)
  const { type } = typeOf(run, token)
  const forks = (type?.split ?? 'all') !== 'one' && out.length > 1
  const forkId = forks ? run.ctx.newId() : null
  const passage = { nodeId: token.nodeId, path: token.path, round: token.round }
  run.emit('node_left', { nodeId: token.nodeId, data: { passage, edges: edgeIds } })
  consumeToken(run, token, 'nodeDecided')
  for (const edge of out.filter((one) => edgeIds.includes(one.id))) {
    const path = forkId === null ? token.path : [...token.path, `${forkId}/${edge.id}`]
    createToken(run, { nodeId: edge.target, viaEdgeId: edge.id, path, round: token.round })
  }
}

/**
 * Goes back to a node passed before in this branch or in one around it. All that runs in that scope is canceled; one
 * token starts there again in a new round. `$start` is the start node.
 */
export function returnTo(run: Run, token: Token, target: string): void {
  const isTarget = (nodeId: string): boolean =>
    target === '$start'
      ? run.engine.nodes.find(run.graph.node(nodeId)?.type ?? '')?.role === 'start'
      : nodeId === target
  const { passed } = run.state
  const at = passed.findLastIndex((one) => isTarget(one.nodeId) && isWithin(token.path, one.path))
  const to = passed[at]
  if (to === undefined) throw errors.FLOW_RETURN_TARGET({ target })
  for (const one of run.state.tokens) if (isWithin(one.path, to.path)) consumeToken(run, one, 'returned')
  const round = run.state.round + 1
  const kept = passed.filter((one, index) => index < at || !isWithin(one.path, to.path))
  run.emit('round_started', { nodeId: to.nodeId, data: { round, passed: kept } })
  createToken(run, { nodeId: to.nodeId, viaEdgeId: null, path: to.path, round })
}

function sendCopies(run: Run, token: Token, people: readonly string[]): void {
  const users = people.filter((id) => !run.state.copied.includes(id))
  if (users.length === 0) return
  run.emit('copied', { nodeId: token.nodeId, data: { users } })
  for (const [order, assignee] of users.entries())
    tellItem(run, 'item_created', newItem(run, token, { assignee, order, kind: 'read' }))
}

/** A fresh work item of a token. */
export function newItem(
  run: Run,
  token: Token,
  given: Pick<WorkItem, 'assignee' | 'order' | 'kind'> & Partial<WorkItem>,
): WorkItem {
  return makeItem({ now: run.ctx.now, newId: run.ctx.newId, token }, given)
}

/** A fresh work item: active, without decision. */
export function makeItem(
  at: { readonly now: string; readonly newId: () => string; readonly token: Token },
  given: Pick<WorkItem, 'assignee' | 'order' | 'kind'> & Partial<WorkItem>,
): WorkItem {
  return {
    id: at.newId(),
    nodeId: at.token.nodeId,
    tokenId: at.token.id,
    owner: given.assignee,
    state: 'active',
    round: at.token.round,
    parentItemId: null,
    createdAt: at.now,
    decidedAt: null,
    comment: null,
    reason: null,
    rev: 1,
    remindedAt: null,
    ...given,
  }
}

/** Values of the definition's variables when a run starts. */
export function startVariables(run: Run): { readonly [key: string]: Json } {
  const { values } = run.ctx.record
  const read = (source: string | undefined): Json => {
    if (source === '$starter') return run.state.starter
    return source?.startsWith('$record.')
      ? (values[source.slice('$record.'.length)] ?? null)
      : (source ?? null)
  }
  return Object.fromEntries(
    (run.engine.definition.variables ?? []).map(({ key, source }) => [key, read(source)]),
  )
}
