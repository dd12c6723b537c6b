import type { Expression } from '@mortise/expressions'
import type { FlowNodeDocument } from '@mortise/schema'
import type { Token } from '../types.ts'
import { dropHangings, subscribe, unsubscribe } from './consume.ts'
import { nodeContext } from './context.ts'
import type { Run } from './run.ts'

/** When a node may be done: while another waits or was passed or not, and while a condition holds. */
type Guard = {
  readonly node?: string
  readonly state?: 'waiting' | 'passed' | 'notPassed'
  readonly when?: Expression
  readonly otherwise?: 'wait' | 'skip'
}

function guardOf(node: FlowNodeDocument | undefined): Guard | undefined {
  const given = node?.['enabledWhile']
  return typeof given === 'object' && given !== null ? given : undefined
}

function mutexOf(node: FlowNodeDocument | undefined): string | undefined {
  const given = node?.['mutexKey']
  return typeof given === 'string' && given !== '' ? given : undefined
}

const states: { readonly [K in NonNullable<Guard['state']>]: (run: Run, nodeId: string) => boolean } = {
  waiting: ({ state }, nodeId) =>
    state.tokens.some((one) => one.nodeId === nodeId && one.state === 'waiting' && one.held === undefined),
  passed: ({ state }, nodeId) => state.passed.some((one) => one.nodeId === nodeId),
  notPassed: ({ state }, nodeId) => state.passed.every((one) => one.nodeId !== nodeId),
}

function isEnabled(run: Run, token: Token, guard: Guard): boolean {
  const byNode = guard.node === undefined || states[guard.state ?? 'waiting'](run, guard.node)
  return byNode && (guard.when === undefined || nodeContext(run, token).evaluateHere(guard.when) === true)
}

/** Whether another token is inside a node with the same lock. */
function isLocked(run: Run, token: Token, key: string): boolean {
  return run.state.tokens.some(
    (one) =>
      one.id !== token.id &&
      one.state === 'waiting' &&
      one.held === undefined &&
      mutexOf(run.graph.node(one.nodeId)) === key,
  )
}

/** Why a token may not go in now: the lock is taken, or the node is not enabled (wait, or leave it out). */
export function hindrance(run: Run, token: Token): 'mutex' | 'guard' | 'skip' | undefined {
  const node = run.graph.node(token.nodeId)
  const guard = guardOf(node)
  if (guard !== undefined && !isEnabled(run, token, guard))
    return guard.otherwise === 'skip' ? 'skip' : 'guard'
  const key = mutexOf(node)
  return key !== undefined && isLocked(run, token, key) ? 'mutex' : undefined
}

/** Lets a token stand before its node. */
export function holdToken(run: Run, token: Token, held: 'mutex' | 'guard'): void {
  run.emit('token_held', { nodeId: token.nodeId, data: { token: { ...token, state: 'waiting', held } } })
  watchGuard(run, token)
}

/** Has the run told when the record changes, where a guard asks it. */
export function watchGuard(run: Run, token: Token): void {
  if (guardOf(run.graph.node(token.nodeId))?.when === undefined) return
  const { id: tokenId, nodeId } = token
  const key = `${tokenId}:guard`
  if (run.state.subscriptions?.some((one) => one.key === key) === true) return
  subscribe(run, { key, kind: 'condition', nodeId, tokenId, name: '', correlation: null, payload: 'guard' })
}

/** The first token that stood before its node and may go in now. */
export function heldToGo(run: Run): { readonly token: Token; readonly skip: boolean } | undefined {
  for (const token of run.state.tokens) {
    if (token.held === undefined) continue
    const why = hindrance(run, token)
    if (why === undefined || why === 'skip') return { token, skip: why === 'skip' }
  }
  return undefined
}

/** The first token inside a node that is not enabled any more. */
export function expired(run: Run): { readonly token: Token; readonly skip: boolean } | undefined {
  for (const token of run.state.tokens) {
    if (token.state !== 'waiting' || token.held !== undefined) continue
    const guard = guardOf(run.graph.node(token.nodeId))
    if (guard !== undefined && !isEnabled(run, token, guard))
      return { token, skip: guard.otherwise === 'skip' }
  }
  return undefined
}

/** Takes a token out of its node again and lets it stand before it. */
export function withdraw(run: Run, token: Token): void {
  dropHangings(run, token, 'disabled')
  holdToken(run, token, 'guard')
}

/** Lets a token go that stood before its node. */
export function releaseToken(run: Run, { held: _held, ...token }: Token): Token {
  const released: Token = { ...token, state: 'active' }
  for (const one of run.state.subscriptions ?? []) if (one.tokenId === token.id) unsubscribe(run, one.key)
  run.emit('token_released', { nodeId: token.nodeId, data: { token: released } })
  return released
}
