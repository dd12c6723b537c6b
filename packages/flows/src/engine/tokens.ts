import type { Json } from '@mortise/expressions'
import type { FlowNodeDocument } from '@mortise/schema'
import type { NodeType } from '../define.ts'
import type { FlowEvent, InstanceStatus, NodeOutcome, ResumePlace, Token, WorkItem } from '../types.ts'
import { armBoundaries, catchError, escalate } from './boundaries.ts'
import { startChildren } from './children.ts'
import { compensate } from './compensate.ts'
import { consumeToken, createToken, dropScopes, setTimer, subscribe } from './consume.ts'
import { nodeContext } from './context.ts'
import { type Deed, doneOrRefused } from './deeds.ts'
import { expired, heldToGo, hindrance, holdToken, releaseToken, watchGuard, withdraw } from './held.ts'
import { newItem } from './make-item.ts'
import { isSwallowed, readyJoin, waitsForJoin } from './joins.ts'
import { resumeFor } from './resume-place.ts'
import { noWayBack, returnTo } from './return-to.ts'
import { type Run, tellItem, tokenOf } from './run.ts'
import { emptyScope, openScope, scopeOf, setVariables } from './scopes.ts'
import { isWithin, scopePath, visitKey } from './state.ts'
import { tellStopped } from './stopped.ts'
import { fromNode, noteWrites } from './write-backs.ts'

const defaultVisits = 50
const defaultSteps = 10_000

/** Parks a token with the reason why it can't go on. */
export function raiseIncident(run: Run, token: Token, why: { code: string; zh: string; en: string }): void {
  const { code, zh, en } = why
  // The same once more while it stands there for that: others that it waits for may still bring it.
  const known = run.state.incidents.some((one) => one.open && one.tokenId === token.id && one.code === code)
  if (known) return parkToken(run, token)
  const incident = { id: run.ctx.newId(), nodeId: token.nodeId, tokenId: token.id, code, zh, en, open: true }
  run.emit('incident_raised', { nodeId: token.nodeId, data: { incident } })
  tellStopped(run, incident)
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
    else if (run.steps >= limit) break
    else if (!(mergeTokens(run) || leaveScope(run) || moveHeld(run))) break
  }
  if (run.state.status === 'running' && run.state.tokens.length === 0)
    run.emit('ended', { data: { status: run.state.result ?? 'approved' } })
}

function stepToken(run: Run, token: Token): void {
  run.steps += 1
  if (isSwallowed(run, token)) return consumeToken(run, token, 'late')
  if (waitsForJoin(run, token)) return parkToken(run, token)
  const why = hindrance(run, token)
  if (why === 'skip') skipNode(run, token, 'disabled')
  else if (why === undefined) enterNode(run, token)
  else holdToken(run, token, why)
}

/** Merges the tokens of one join that is complete; false when there is none. */
function mergeTokens(run: Run): boolean {
  const ready = readyJoin(run)
  if (ready === undefined) return false
  for (const token of ready.tokens) consumeToken(run, token, 'joined')
  for (const token of ready.rest ?? []) consumeToken(run, token, 'nodeDecided')
  const { nodeId, path, round, fired } = ready
  if (fired !== undefined) run.emit('join_fired', { nodeId, data: { join: fired } })
  // Branches of a partial join may still run: they go on by themselves, also back.
  const met = fired === undefined ? ready.tokens.flatMap((token) => token.path.slice(path.length)) : []
  const closes = [...new Set(met.map((part) => part.split('/')[0] ?? ''))]
  const token = createToken(run, { nodeId, viaEdgeId: null, path, round }, closes)
  run.steps += 1
  enterNode(run, token)
  return true
}

/** Closes one room in which nothing stands any more and tells the node it is in. */
function leaveScope(run: Run): boolean {
  const scope = emptyScope(run)
  if (scope === undefined) return false
  run.steps += 1
  const done = { ...scope, state: 'done' as const }
  run.emit('scope_done', { nodeId: scope.nodeId, data: { scope: done } })
  const owner = tokenOf(run, scope.tokenId)
  if (owner !== undefined) tellNode(run, owner, { type: 'scope_done', scope: done })
  return true
}

/** Lets one token in that stood before its node, or takes one out whose node is not enabled any more. */
function moveHeld(run: Run): boolean {
  const late = expired(run)
  const next = late ?? heldToGo(run)
  if (next === undefined) return false
  run.steps += 1
  if (next.skip) skipNode(run, next.token, 'disabled')
  else if (late !== undefined) withdraw(run, late.token)
  else enterNode(run, releaseToken(run, next.token))
  return true
}

/** Goes on as if the node had done its work: by all edges of a splitting node, else by the plain one. */
export function skipNode(run: Run, token: Token, reason: string): void {
  const node = run.graph.node(token.nodeId)
  const out = run.graph.out(token.nodeId)
  const plain =
    out.find((edge) => edge.id === node?.['default']) ?? out.findLast((edge) => edge.outcome !== 'rejected')
  const splitsAll = node !== undefined && run.engine.nodes.find(node.type)?.split === 'all'
  run.emit('node_skipped', { nodeId: token.nodeId, actor: 'system', data: { reason } })
  leaveNode(run, token, splitsAll ? out.map((edge) => edge.id) : plain === undefined ? [] : [plain.id])
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
  const visit = visitKey(node.id, token.path)
  if (!again && (run.state.visits[visit] ?? 0) >= limit) {
    const en = `the run came here more than ${limit} times; look for a loop`
    return raiseIncident(run, token, {
      code: 'FLOW_LOOP_BOUND',
      zh: `走到这里超过 ${limit} 次，请检查循环`,
      en,
    })
  }
  arrive(run, token)
  cancelRegion(run, token, node)
  applyDeed(run, token, { node, outcome: type.enter(node, nodeContext(run, token)) })
  rest(run, token)
}

function arrive(run: Run, { nodeId, path, id: tokenId, round }: Token): void {
  run.emit('node_entered', { nodeId, data: { tokenId, round, visit: visitKey(nodeId, path) } })
}

/** A node that names others ends what stands there, in its own room and in those inside them. */
function cancelRegion(run: Run, token: Token, node: FlowNodeDocument): void {
  const region: unknown = node['cancelScope']
  if (!Array.isArray(region) || region.length === 0) return
  const scope = scopePath(token.path)
  for (const one of run.state.tokens)
    if (one.id !== token.id && region.includes(one.nodeId) && isWithin(one.path, scope))
      consumeToken(run, one, 'canceledRegion')
}

/** A token that has come to rest inside its node hears of the events at its boundary. */
function rest(run: Run, entered: Token): void {
  const token = tokenOf(run, entered.id)
  if (token?.state !== 'waiting' || token.held !== undefined) return
  if (run.state.incidents.some((one) => one.open && one.tokenId === token.id)) return
  armBoundaries(run, token)
  if (tokenOf(run, token.id) !== undefined) watchGuard(run, token)
}

/** Lets a token in at a node whose event has happened already. */
function passNode(run: Run, token: Token, event: FlowEvent): void {
  run.steps += 1
  arrive(run, token)
  tellNode(run, token, event)
}

/** Tells a waiting node that something happened. */
export function tellNode(run: Run, token: Token, event: Parameters<NonNullable<NodeType['on']>>[1]): void {
  const { node, type } = typeOf(run, token)
  if (node === undefined || type?.on === undefined) return
  applyDeed(run, token, { node, event, outcome: type.on(node, event, nodeContext(run, token)) })
}

/** What a node wants to do is done, unless it was found that it can't be. */
function applyDeed(run: Run, token: Token, deed: Deed): void {
  applyOutcome(run, token, doneOrRefused(run, token, deed))
}

/** Carries out what a node answered. */
export function applyOutcome(run: Run, token: Token, outcome: NodeOutcome): void {
  const { nodeId } = token
  if (outcome.variables !== undefined) setVariables(run, token, outcome.variables)
  for (const item of outcome.items ?? []) tellItem(run, itemEvent(run, item), item)
  if (outcome.copies !== undefined) sendCopies(run, token, outcome.copies)
  for (const timer of outcome.timers ?? []) setTimer(run, timer)
  for (const one of outcome.subscriptions ?? []) subscribe(run, one)
  if (outcome.start !== undefined) startChildren(run, token, outcome.start)
  if (outcome.letGo === true) run.emit('children_dropped', { nodeId, data: { tokenId: token.id } })
  for (const event of outcome.events ?? [])
    run.emit(event.type, {
      nodeId,
      itemId: event.itemId ?? null,
      ...(event.actor === undefined ? {} : { actor: event.actor }),
      data: event.data ?? {},
    })
  noteWrites(run, nodeId, outcome.effects ?? [])
  for (const effect of fromNode(nodeId, outcome.effects ?? [])) {
    run.effects.push(effect)
    run.deeds.set(effect, run.deed)
  }
  if (outcome.undoneBy !== undefined) armCompensation(run, token, outcome.undoneBy)
  if (outcome.compensate === true) compensate(run, scopePath(token.path))
  if (outcome.escalate !== undefined) escalate(run, token, outcome.escalate)
  // An escalation may have ended the room the token was in.
  if (tokenOf(run, token.id) === undefined) return
  for (const one of outcome.open ?? []) openScope(run, token, one)
  moveToken(run, token, outcome.move)
}

function armCompensation(run: Run, { nodeId, path, round }: Token, handler: string): void {
  run.emit('compensation_armed', { nodeId, data: { compensation: { nodeId, handler, path, round } } })
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
    leave: ({ edges }) => {
      const place = resumeFor(run, token)
      if (place === undefined) leaveNode(run, token, edges)
      else resumeAt(run, token, place)
    },
    pass: ({ edge, event }) => {
      for (const next of leaveNode(run, token, [edge])) passNode(run, next, event)
    },
    consume: ({ result }) => {
      if (result !== undefined) setResult(run, token, result)
      leaveNode(run, token, [])
    },
    throw: ({ code }) => {
      if (catchError(run, token, code)) return
      run.emit('error_uncaught', { nodeId: token.nodeId, data: { code } })
      endInstance(run, 'failed', 'error')
    },
    end: ({ status }) => {
      consumeToken(run, token, 'nodeDecided')
      endInstance(run, status)
    },
    return: ({ target }) => {
      const why = noWayBack(run, token, target)
      // Nobody is there who could be told: the run stops here and says why.
      if (why === undefined) returnTo(run, token, target)
      else raiseIncident(run, token, why)
    },
    incident: (why) => {
      if (!catchError(run, token, why.code)) raiseIncident(run, token, why)
    },
  }
  const act = moves[move.type] as (given: NodeOutcome['move']) => void
  act(move)
}

/** What a room ends as, where the token is in one; else what the run does. */
function setResult(run: Run, token: Token, result: InstanceStatus): void {
  const scope = scopeOf(run, token)
  if (scope === undefined) run.emit('result_set', { nodeId: token.nodeId, data: { result } })
  else run.emit('scope_result_set', { nodeId: token.nodeId, data: { scopeId: scope.id, result } })
}

/** Moves a token on along edges; several edges out of a splitting node open branches. */
export function leaveNode(run: Run, token: Token, edgeIds: readonly string[]): readonly Token[] {
  const out = run.graph.out(token.nodeId)
  const { type } = typeOf(run, token)
  const forks = (type?.split ?? 'all') !== 'one' && out.length > 1
  const forkId = forks ? run.ctx.newId() : null
  const passage = { nodeId: token.nodeId, path: token.path, round: token.round }
  run.emit('node_left', { nodeId: token.nodeId, data: { passage, edges: edgeIds } })
  consumeToken(run, token, 'nodeDecided')
  return out
    .filter((one) => edgeIds.includes(one.id))
    .map((edge) => {
      const path = forkId === null ? token.path : [...token.path, `${forkId}/${edge.id}`]
      return createToken(run, { nodeId: edge.target, viaEdgeId: edge.id, path, round: token.round })
    })
}

/** Goes straight to whoever returned it, as if all between had been passed again. */
function resumeAt(run: Run, token: Token, place: ResumePlace): void {
  const { nodeId, path, round } = token
  run.emit('resume_taken', {
    nodeId,
    data: { to: place.to, passed: [...run.state.passed, ...place.between] },
  })
  run.emit('node_left', { nodeId, data: { passage: { nodeId, path, round }, edges: [] } })
  consumeToken(run, token, 'nodeDecided')
  createToken(run, { nodeId: place.to, viaEdgeId: null, path, round })
}

/** Ends the rooms of a node at once and has it go on with what it has got. */
export function completeNow(run: Run, token: Token): void {
  const open = (run.state.scopes ?? []).some((one) => one.tokenId === token.id && one.state === 'open')
  if (open) dropScopes(run, token, 'completedNow')
  tellNode(run, token, { type: 'complete_now' })
}

/** Sends people a copy each, once a run. */
export function sendCopies(run: Run, token: Token, people: readonly string[]): void {
  const users = people.filter((id) => !run.state.copied.includes(id))
  if (users.length === 0) return
  run.emit('copied', { nodeId: token.nodeId, data: { users } })
  for (const [order, assignee] of users.entries())
    tellItem(run, 'item_created', newItem(run, token, { assignee, order, kind: 'read' }))
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
