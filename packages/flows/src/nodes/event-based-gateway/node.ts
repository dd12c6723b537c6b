import type { FlowEdgeDocument } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import type { FlowEvent, NodeContext, NodeOutcome, Subscription, Timer } from '../../types.ts'
import { armEvent } from '../events.ts'

function edgeFor(event: FlowEvent, ctx: NodeContext): FlowEdgeDocument | undefined {
  const payload =
    event.type === 'timer_due'
      ? event.timer.payload
      : event.type === 'caught'
        ? event.subscription.payload
        : null
  return ctx.outgoing.find((edge) => edge.id === payload)
}

function enter(ctx: NodeContext): NodeOutcome {
  const { id: tokenId, nodeId } = ctx.token
  const timers: Timer[] = []
  const subscriptions: Subscription[] = []
  if (ctx.outgoing.length === 0) return { move: { type: 'consume' } }
  for (const edge of ctx.outgoing) {
    const event = ctx.eventBehind(edge)
    // Nothing is waited for behind it: that way is open at once.
    if (event === undefined) return { move: { type: 'leave', edges: [edge.id] } }
    const armed = armEvent(
      event,
      { key: `${tokenId}:edge:${edge.id}`, nodeId, tokenId, payload: edge.id },
      ctx,
    )
    if (armed.incident !== undefined) return armed.incident
    if (armed.happened) return { move: { type: 'leave', edges: [edge.id] } }
    timers.push(...armed.timers)
    subscriptions.push(...armed.subscriptions)
  }
  return { move: { type: 'wait' }, timers, subscriptions }
}

/** Waits for several events at once and goes the way of the first that comes. */
export const eventBasedGateway: NodeType = defineNode({
  type: 'event_based_gateway',
  version: 1,
  label: { zh: '事件分支', en: 'First event' },
  icon: 'radio',
  group: 'gateway',
  settings: [],
  join: 'pass',
  split: 'one',
  waits: true,
  branching: true,
  closedBy: 'exclusive_gateway',
  describe: () => ({ zh: '哪个事件先到就走哪个分支', en: 'Takes the branch of the first event' }),
  ports: () => [{ key: 'out' }],
  enter: (_, ctx) => enter(ctx),
  on: (_, event, ctx) => {
    const edge = edgeFor(event, ctx)
    return { move: edge === undefined ? { type: 'wait' } : { type: 'pass', edge: edge.id, event } }
  },
})
