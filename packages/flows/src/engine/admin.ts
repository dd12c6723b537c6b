import { say } from '@mortise/errors'
import { errors } from '../errors.ts'
import type { CommandOf, Token } from '../types.ts'
import { consumeToken, createToken } from './consume.ts'
import { recordChanged, tellOfChild } from './outside.ts'
import { isAdmin, type Run, tokenOf } from './run.ts'
import { isWithin, scopePart, scopePath } from './state.ts'
import { completeNow as completeNode } from './tokens.ts'

function needAdmin(run: Run): void {
  if (!isAdmin(run)) throw errors.FLOW_NOT_YOURS()
}

/** Stops the clock: nobody can do anything in the run, alarms and messages wait. */
export function suspend(run: Run, command: CommandOf<'suspend'>): void {
  needAdmin(run)
  if (run.state.suspended === true) throw errors.FLOW_SUSPENDED()
  run.emit('suspended', { data: { comment: command.comment ?? null } })
}

/** Goes on; what came meanwhile happens now. The runtime hears of every alarm and subscription again. */
export function resume(run: Run, command: CommandOf<'resume'>): void {
  needAdmin(run)
  if (run.state.suspended !== true) throw errors.FLOW_NOT_SUSPENDED()
  run.emit('resumed', { data: { comment: command.comment ?? null } })
  for (const { key, at, payload } of run.state.timers)
    run.effects.push({ type: 'set_timer', key, at, payload })
  for (const { key, kind, name, correlation } of run.state.subscriptions ?? [])
    run.effects.push({ type: 'set_subscription', key, subscription: { kind, name, correlation } })
  for (const child of run.state.children ?? [])
    if (child.status !== 'running' && !child.told) tellOfChild(run, child)
  // The record may have become meanwhile what was waited for, and nobody will say so once more.
  recordChanged(run)
}

/** Path a token has at a node: that of the room the node lies in, as seen from where the token is; undefined elsewhere. */
function pathAt(run: Run, from: Token, target: string): readonly string[] | undefined {
  const parent = run.graph.node(target)?.['parent']
  if (parent === undefined) return []
  const scope = (run.state.scopes ?? []).find(
    (one) => one.nodeId === parent && from.path.includes(scopePart(one)) && one.state === 'open',
  )
  return scope === undefined ? undefined : from.path.slice(0, from.path.indexOf(scopePart(scope)) + 1)
}

/** Puts a token at another node: alone, or in place of all that runs in that room. */
export function jump(run: Run, command: CommandOf<'jump'>): void {
  needAdmin(run)
  const { target, tokenId, mode = 'all', comment = null } = command
  const token = tokenId === undefined ? run.state.tokens[0] : tokenOf(run, tokenId)
  if (token === undefined) throw errors.FLOW_TOKEN_UNKNOWN()
  const node = run.graph.node(target)
  const room = node === undefined ? undefined : pathAt(run, token, target)
  if (node === undefined || room === undefined || run.engine.nodes.find(node.type)?.attaches === true)
    throw errors.FLOW_JUMP_TARGET({ target: say(node?.name, 'zh') || target })
  run.emit('jumped', { nodeId: token.nodeId, data: { target, mode, comment } })
  const same = scopePath(token.path).length === room.length
  const path = mode === 'this' && same ? token.path : room
  const gone = mode === 'this' ? [token] : run.state.tokens.filter((one) => isWithin(one.path, room))
  for (const one of gone) consumeToken(run, one, 'jumped')
  // Out of a room by one token alone: the others in there have nobody to go on with.
  if (!same)
    for (const one of run.state.tokens) if (isWithin(one.path, token.path)) consumeToken(run, one, 'jumped')
  createToken(run, { nodeId: target, viaEdgeId: null, path, round: token.round })
}

/** Brings an ended run back at a node, in a new round. */
export function reactivate(run: Run, command: CommandOf<'reactivate'>): void {
  needAdmin(run)
  if (run.state.status === 'running') throw errors.FLOW_NOT_ENDED()
  const { target, comment = null } = command
  const node = run.graph.node(target)
  const type = node === undefined ? undefined : run.engine.nodes.find(node.type)
  if (node === undefined || node['parent'] !== undefined || type?.attaches === true)
    throw errors.FLOW_JUMP_TARGET({ target: say(node?.name, 'zh') || target })
  const round = run.state.round + 1
  run.emit('reactivated', { nodeId: target, data: { round, comment } })
  createToken(run, { nodeId: target, viaEdgeId: null, path: [], round })
}

/** Ends a for-each, or a call of many runs, with what it has got so far. */
export function completeNow(run: Run, command: CommandOf<'completeNow'>): void {
  needAdmin(run)
  const token = tokenOf(run, command.tokenId)
  if (token === undefined) throw errors.FLOW_TOKEN_UNKNOWN()
  run.emit('completed_now', { nodeId: token.nodeId, data: { comment: command.comment ?? null } })
  completeNode(run, token)
}
