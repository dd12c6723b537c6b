import type { FlowNodeDocument } from '@mortise/schema'
import type { Json } from '@mortise/expressions'
import { armEvent, caughtInto, eventKind } from '../nodes/events.ts'
import type { EventSettings, Token } from '../types.ts'
import { consumeToken, createToken, setTimer, subscribe } from './consume.ts'
import { nodeContext } from './context.ts'
import { type Run, tokenOf } from './run.ts'
import { ownerOf } from './scopes.ts'

function eventAt(run: Run, node: FlowNodeDocument): EventSettings {
  return run.engine.nodes.find(node.type)?.catches?.(node) ?? {}
}

function interrupts(node: FlowNodeDocument): boolean {
  return node['cancelActivity'] !== false
}

/** Begins to wait for the boundary events of a node where a token has come to rest, but for the `known`. */
export function armBoundaries(run: Run, token: Token, known: readonly string[] = []): void {
  for (const node of run.graph.attached(token.nodeId)) {
    if (known.includes(node.id)) continue
    if (tokenOf(run, token.id) === undefined) return
    const key = `${token.id}:boundary:${node.id}`
    const place = { key, nodeId: token.nodeId, tokenId: token.id, boundary: node.id }
    const armed = armEvent(eventAt(run, node), place, nodeContext(run, token))
    for (const timer of armed.timers) setTimer(run, timer)
    for (const one of armed.subscriptions) subscribe(run, one)
    if (armed.happened) fireBoundary(run, token, { node, data: null })
  }
}

/** A boundary event happens: the node is left by it, or goes on beside it. */
export function fireBoundary(
  run: Run,
  token: Token,
  given: { readonly node: FlowNodeDocument; readonly data: Json },
): void {
  const { node, data } = given
  const values = caughtInto(eventAt(run, node), data)
  if (Object.keys(values).length > 0) run.emit('variables_set', { nodeId: node.id, data: { values } })
  const ends = interrupts(node)
  if (ends) consumeToken(run, token, 'boundary')
  // A way beside the node is a branch of its own: nobody returns from one into the other.
  const path = ends ? token.path : [...token.path, `${run.ctx.newId()}/${node.id}`]
  createToken(run, { nodeId: node.id, viaEdgeId: null, path, round: token.round })
}

/** The nearest boundary event that catches an error or an escalation: at the node itself, or at one around it. */
function findCatch(
  run: Run,
  token: Token,
  what: { readonly kind: 'error' | 'escalation'; readonly code: string; readonly outside: boolean },
): { readonly token: Token; readonly node: FlowNodeDocument } | undefined {
  const { kind, code, outside } = what
  const fits = (node: FlowNodeDocument): boolean => {
    const event = eventAt(run, node)
    return eventKind(event) === kind && (event[kind]?.code ?? code) === code
  }
  const from = outside ? ownerOf(run, token) : token
  for (let at = from; at !== undefined; at = ownerOf(run, at)) {
    const node = run.graph.attached(at.nodeId).find(fits)
    if (node !== undefined) return { token: at, node }
  }
  return undefined
}

/** Lets a boundary event catch an error; false when none does. An error always interrupts. */
export function catchError(run: Run, token: Token, code: string): boolean {
  const found = findCatch(run, token, { kind: 'error', code, outside: false })
  if (found === undefined) return false
  run.emit('error_caught', { nodeId: token.nodeId, data: { code, by: found.node.id } })
  consumeToken(run, found.token, 'error')
  const { path, round } = found.token
  createToken(run, { nodeId: found.node.id, viaEdgeId: null, path, round })
  return true
}

/** Tells the nodes around a token; the nearest boundary event that fits reacts. Nobody has to. */
export function escalate(run: Run, token: Token, code: string): void {
  const found = findCatch(run, token, { kind: 'escalation', code, outside: true })
  run.emit('escalated', { nodeId: token.nodeId, data: { code, by: found?.node.id ?? null } })
  if (found !== undefined) fireBoundary(run, found.token, { node: found.node, data: null })
}
