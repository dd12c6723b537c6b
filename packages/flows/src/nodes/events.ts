import type { Json } from '@mortise/expressions'
import type { FlowNodeDocument } from '@mortise/schema'
import type { EventSettings, FlowEvent, NodeContext, NodeOutcome, Subscription, Timer } from '../types.ts'
import { leaveByAll } from './edges.ts'
import { dueAt, noTime } from './wait.ts'

/** What begins to wait for an event. `happened`: it need not wait, it is so already. */
export type Armed = {
  readonly timers: readonly Timer[]
  readonly subscriptions: readonly Subscription[]
  readonly happened: boolean
  readonly incident?: NodeOutcome
}

/** Where an event is waited for: the token, and a key that is unique in the run. */
export type EventPlace = {
  readonly key: string
  readonly nodeId: string
  readonly tokenId: string
  readonly payload?: Json
  readonly boundary?: string
}

const none: Armed = { timers: [], subscriptions: [], happened: false }

const noCorrelation: NodeOutcome = {
  move: {
    type: 'incident',
    code: 'FLOW_CORRELATION_EMPTY',
    zh: '用来认领消息的值为空，请填写后重试',
    en: 'the value that tells which message is meant is empty; fill it and try again',
  },
}

type Arm = (event: EventSettings, place: EventPlace, ctx: NodeContext) => Armed

function subscription(
  place: EventPlace,
  given: Pick<Subscription, 'kind' | 'name' | 'correlation'>,
): Subscription {
  return { payload: null, ...place, ...given }
}

const armTimer: Arm = ({ timer = {} }, place, ctx) => {
  const at = dueAt(timer, ctx)
  if (at === undefined) return { ...none, incident: noTime }
  return at <= ctx.now ? { ...none, happened: true } : { ...none, timers: [{ payload: null, ...place, at }] }
}

const armMessage: Arm = ({ message }, place, ctx) => {
  const asked = message?.correlation
  const value = asked === undefined ? ctx.instance.recordId : ctx.evaluateHere(asked)
  if (value === null || value === '' || typeof value === 'object') return { ...none, incident: noCorrelation }
  const name = message?.name ?? ''
  return {
    ...none,
    subscriptions: [subscription(place, { kind: 'message', name, correlation: String(value) })],
  }
}

const armSignal: Arm = ({ signal }, place) => ({
  ...none,
  subscriptions: [subscription(place, { kind: 'signal', name: signal?.name ?? '', correlation: null })],
})

const armCondition: Arm = ({ condition }, place, ctx) =>
  condition !== undefined && ctx.evaluateHere(condition) === true
    ? { ...none, happened: true }
    : { ...none, subscriptions: [subscription(place, { kind: 'condition', name: '', correlation: null })] }

const arms: { readonly [K in keyof EventSettings]?: Arm } = {
  timer: armTimer,
  message: armMessage,
  signal: armSignal,
  condition: armCondition,
}

/** Which kind of event settings mean. */
export function eventKind(event: EventSettings): keyof EventSettings | undefined {
  const kinds = ['timer', 'message', 'signal', 'condition', 'error', 'escalation'] as const
  return kinds.find((kind) => event[kind] !== undefined)
}

/** Begins to wait for an event at a place. Errors and escalations are not waited for: they come by themselves. */
export function armEvent(event: EventSettings, place: EventPlace, ctx: NodeContext): Armed {
  const kind = eventKind(event)
  return (kind === undefined ? undefined : arms[kind])?.(event, place, ctx) ?? none
}

/** Where the data that came with an event is kept. */
export function caughtInto(event: EventSettings, data: Json): { readonly [key: string]: Json } {
  const into = event.message?.into ?? event.signal?.into
  return into === undefined || into === '' ? {} : { [into]: data }
}

/** Event settings of a node as written under `event`. */
export function eventOf(node: FlowNodeDocument): EventSettings {
  const given = node['event']
  return typeof given === 'object' && given !== null ? given : {}
}

/** Waits for one event, then goes on by all edges. */
export function waitForEvent(event: EventSettings, ctx: NodeContext): NodeOutcome {
  const { id: tokenId, nodeId } = ctx.token
  const armed = armEvent(event, { key: `${tokenId}:wait`, nodeId, tokenId }, ctx)
  if (armed.incident !== undefined) return armed.incident
  if (armed.happened) return leaveByAll(ctx)
  return { move: { type: 'wait' }, timers: armed.timers, subscriptions: armed.subscriptions }
}

/** Goes on when what was waited for has come. */
export function afterEvent(settings: EventSettings, event: FlowEvent, ctx: NodeContext): NodeOutcome {
  if (event.type === 'timer_due') return leaveByAll(ctx)
  if (event.type !== 'caught') return { move: { type: 'wait' } }
  return { ...leaveByAll(ctx), variables: caughtInto(settings, event.data) }
}
