import { isMortiseError, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { ActionDocument, AddErrorEffect, Effect, FlowNodeDocument } from '@mortise/schema'
import type { FlowEvent, NodeContext, NodeOutcome, Refusal } from '../types.ts'
import { leaveByAll } from './edges.ts'

/** How often and when something that failed is tried again. */
export type RetryPolicy = {
  /** Tries after the first. */
  readonly max?: number
  readonly backoff?: 'exp' | 'fixed'
  /** Time before the first of them; default a minute. */
  readonly first?: string
}

/** The retry policy of a node as written. */
export function retryOf(node: FlowNodeDocument): RetryPolicy {
  const given = node['retry']
  return typeof given === 'object' && given !== null ? given : {}
}

function isRefusal(effect: Effect): effect is AddErrorEffect {
  return effect.type === 'add_error' && effect.level === 'block'
}

/** Effects of work that may fail; what fails is data, not an exception. */
export function attempt<T>(work: () => T): { readonly done: T } | { readonly failed: Refusal } {
  try {
    return { done: work() }
  } catch (error) {
    if (!isMortiseError(error) || error.kind === 'unexpected') throw error
    return { failed: { code: error.code, zh: error.text.zh, en: error.text.en } }
  }
}

/** Effects of actions in order, or why one of them can't run. */
export function actionEffects(
  actions: readonly ActionDocument[],
  ctx: NodeContext,
): { readonly done: readonly Effect[] } | { readonly failed: Refusal } {
  const result = attempt(() =>
    actions.flatMap(({ type, ...settings }) => ctx.runAction(type, settings, ctx.action)),
  )
  if ('failed' in result) return result
  const refusal = result.done.find(isRefusal)
  if (refusal === undefined) return result
  const { code, message } = refusal
  return { failed: { code, zh: say(message, 'zh'), en: say(message, 'en') } }
}

function triesSoFar(payload: Json): number {
  return typeof payload === 'number' ? payload : 0
}

const maxDoublings = 10

/** Tries again later, as the node's policy says; parks the token when it has been tried often enough. */
export function failed(
  node: FlowNodeDocument,
  why: Refusal,
  at: { readonly ctx: NodeContext; readonly event?: FlowEvent | undefined },
): NodeOutcome {
  const { max = 0, backoff = 'exp', first = 'PT1M' } = retryOf(node)
  const { ctx, event } = at
  const tries = event?.type === 'timer_due' ? triesSoFar(event.timer.payload) : 0
  if (tries >= max) return { move: { type: 'incident', ...why } }
  const rounds = backoff === 'fixed' ? 1 : 2 ** Math.min(tries, maxDoublings)
  let time = ctx.now
  for (let round = 0; round < rounds; round += 1) time = ctx.action.addTime(time, first)
  const { id: tokenId, nodeId } = ctx.token
  return {
    move: { type: 'wait' },
    timers: [{ key: `${tokenId}:retry`, nodeId, tokenId, at: time, payload: tries + 1 }],
    events: [{ type: 'retry_planned', data: { code: why.code, tries: tries + 1, at: time } }],
  }
}

/** Runs actions in the same transaction as the step and goes on. */
export function runActions(
  node: FlowNodeDocument,
  actions: readonly ActionDocument[],
  at: { readonly ctx: NodeContext; readonly event?: FlowEvent | undefined },
): NodeOutcome {
  const result = actionEffects(actions, at.ctx)
  if ('failed' in result) return failed(node, result.failed, at)
  const { max } = retryOf(node)
  const effects = result.done.map((effect) =>
    effect.type === 'call_out' && max !== undefined ? { ...effect, maxAttempts: max + 1 } : effect,
  )
  const handler = node['compensation']
  return {
    ...leaveByAll(at.ctx),
    effects,
    ...(typeof handler === 'string' && handler !== '' ? { undoneBy: handler } : {}),
  }
}

/** An action document of a type, from settings that stand flat at a node. */
export function actionOf(node: FlowNodeDocument, type: string, key: string): readonly ActionDocument[] {
  const value = node[key]
  return value === undefined ? [] : [{ type, [key]: value }]
}
