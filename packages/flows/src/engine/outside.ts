import type { ChildRun, CommandOf } from '../types.ts'
import { fireBoundary } from './boundaries.ts'
import { clearTimer, unsubscribe } from './consume.ts'
import { nodeContext } from './context.ts'
import { type Run, tokenOf } from './run.ts'
import { tellNode } from './tokens.ts'

/**
 * An alarm that is gone does nothing: it was delivered twice, or a person was faster. One that rings too early, by a clock
 * that was put back, is set once more. While the run is suspended it stays; `resume` has it ring again.
 */
export function timerDue(run: Run, command: CommandOf<'timerDue'>): void {
  const timer = run.state.timers.find((one) => one.key === command.key)
  const token = timer === undefined ? undefined : tokenOf(run, timer.tokenId)
  if (timer === undefined || token === undefined || run.state.suspended === true) return
  if (timer.at > run.ctx.now) {
    const { key, at, payload } = timer
    run.effects.push({ type: 'set_timer', key, at, payload })
    return
  }
  clearTimer(run, timer.key)
  const node = timer.boundary === undefined ? undefined : run.graph.node(timer.boundary)
  if (node !== undefined) fireBoundary(run, token, { node, data: null })
  else if (timer.boundary === undefined) tellNode(run, token, { type: 'timer_due', timer })
}

/**
 * A message or signal for a subscription of this run. Tells `message_received` when it was taken; where that is missing
 * (gone, or suspended) a message stays in its buffer.
 */
export function messageArrived(run: Run, command: CommandOf<'messageArrived'>): void {
  const found = run.state.subscriptions?.find((one) => one.key === command.key)
  const token = found === undefined ? undefined : tokenOf(run, found.tokenId)
  if (found === undefined || token === undefined || run.state.suspended === true) return
  const { data } = command
  run.emit('message_received', { nodeId: found.nodeId, data: { key: found.key, name: found.name, data } })
  const node = found.boundary === undefined ? undefined : run.graph.node(found.boundary)
  if (node !== undefined) return fireBoundary(run, token, { node, data })
  unsubscribe(run, found.key)
  tellNode(run, token, { type: 'caught', subscription: found, data })
}

/** Asks all conditions that are waited for again. Locks and guards are looked at after every command. */
export function recordChanged(run: Run): void {
  if (run.state.suspended === true) return
  for (const one of run.state.subscriptions ?? []) {
    const token = tokenOf(run, one.tokenId)
    const still = run.state.subscriptions?.some((other) => other.key === one.key) === true
    if (one.kind !== 'condition' || one.payload === 'guard' || token === undefined || !still) continue
    const behind =
      one.payload === null ? undefined : run.graph.out(token.nodeId).find(({ id }) => id === one.payload)
    const node = run.graph.node(one.boundary ?? behind?.target ?? one.nodeId)
    const condition =
      node === undefined ? undefined : run.engine.nodes.find(node.type)?.catches?.(node)?.condition
    if (node === undefined || condition === undefined) continue
    if (nodeContext(run, token).evaluateHere(condition) !== true) continue
    unsubscribe(run, one.key)
    if (one.boundary === undefined) tellNode(run, token, { type: 'caught', subscription: one, data: null })
    else fireBoundary(run, token, { node, data: null })
  }
}

/** A run that was started here has ended. */
export function childEnded(run: Run, command: CommandOf<'childEnded'>): void {
  const known = run.state.children?.find((one) => one.key === command.key)
  if (known === undefined || known.status !== 'running') return
  const { status, variables } = command
  const child = { ...known, status, variables }
  run.emit('child_ended', { nodeId: child.nodeId, data: { child } })
  tellOfChild(run, child)
}

/** Has the node hear of a child's end; while the run is suspended that waits. */
export function tellOfChild(run: Run, ended: ChildRun): void {
  const token = tokenOf(run, ended.tokenId)
  if (run.state.suspended === true || token === undefined) return
  const child = { ...ended, told: true }
  run.emit('child_told', { nodeId: child.nodeId, data: { child } })
  tellNode(run, token, { type: 'child_ended', child })
}
