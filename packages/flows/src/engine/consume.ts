import type { Subscription, Timer, Token } from '../types.ts'
import { type Run, tellItem } from './run.ts'
import { forkOf, isOpen, scopePart } from './state.ts'

type Place = {
  readonly nodeId: string
  readonly viaEdgeId: string | null
  readonly path: readonly string[]
  readonly round: number
}

/** Puts a new token somewhere. `closes`: forks whose branches have met in it; nobody returns into them any more. */
export function createToken(run: Run, place: Place, closes: readonly string[] = []): Token {
  const token: Token = { id: run.ctx.newId(), state: 'active', forkId: forkOf(place.path), ...place }
  const data = closes.length === 0 ? { token } : { token, closes }
  run.emit('token_created', { nodeId: place.nodeId, data })
  return token
}

/** Sets an alarm, here and at the runtime. */
export function setTimer(run: Run, timer: Timer): void {
  run.emit('timer_set', { nodeId: timer.nodeId, data: { timer } })
  run.effects.push({ type: 'set_timer', key: timer.key, at: timer.at, payload: timer.payload })
}

/** Takes an alarm away, here and at the runtime. */
export function clearTimer(run: Run, key: string): void {
  run.emit('timer_cleared', { data: { key } })
  run.effects.push({ type: 'set_timer', key, at: null, payload: null })
}

/** Begins to wait for something, here and at the runtime. */
export function subscribe(run: Run, subscription: Subscription): void {
  const { key, kind, name, correlation } = subscription
  run.emit('subscribed', { nodeId: subscription.nodeId, data: { subscription } })
  run.effects.push({ type: 'set_subscription', key, subscription: { kind, name, correlation } })
}

/** Waits for it no longer. */
export function unsubscribe(run: Run, key: string): void {
  run.emit('unsubscribed', { data: { key } })
  run.effects.push({ type: 'set_subscription', key, subscription: null })
}

/** Takes a token away with everything that hangs on it. Nothing happens when it is gone already. */
export function consumeToken(run: Run, token: Token, reason: string): void {
  if (!run.state.tokens.some((one) => one.id === token.id)) return
  dropHangings(run, token, reason)
  run.emit('token_consumed', { nodeId: token.nodeId, data: { tokenId: token.id, reason } })
}

/** Cancels what hangs on a token: open items, alarms, what it waits for, incidents, rooms and runs it opened. */
export function dropHangings(run: Run, token: Token, reason: string): void {
  const decidedAt = run.ctx.now
  for (const item of run.state.items)
    if (item.tokenId === token.id && isOpen(item))
      tellItem(run, 'item_canceled', { ...item, state: 'canceled', reason, decidedAt, rev: item.rev + 1 })
  for (const timer of run.state.timers) if (timer.tokenId === token.id) clearTimer(run, timer.key)
  for (const one of run.state.subscriptions ?? []) if (one.tokenId === token.id) unsubscribe(run, one.key)
  for (const incident of run.state.incidents)
    if (incident.tokenId === token.id && incident.open)
      run.emit('incident_closed', { nodeId: token.nodeId, data: { incident: { ...incident, open: false } } })
  dropScopes(run, token, reason)
  dropChildren(run, token)
}

/** Empties the rooms a token opened. */
export function dropScopes(run: Run, owner: Token, reason: string): void {
  const scopes = (run.state.scopes ?? []).filter((one) => one.tokenId === owner.id)
  if (scopes.length === 0) return
  const parts = scopes.map(scopePart)
  for (const token of run.state.tokens)
    if (token.path.some((part) => parts.includes(part))) consumeToken(run, token, reason)
  run.emit('scopes_dropped', { nodeId: owner.nodeId, data: { tokenId: owner.id } })
}

/** Lets go of the runs a token started; those that still run are canceled. */
export function dropChildren(run: Run, owner: Token): void {
  const children = (run.state.children ?? []).filter((one) => one.tokenId === owner.id)
  if (children.length === 0) return
  for (const { key, status } of children)
    if (status === 'running') run.effects.push({ type: 'set_child', key, child: null })
  run.emit('children_dropped', { nodeId: owner.nodeId, data: { tokenId: owner.id } })
}
