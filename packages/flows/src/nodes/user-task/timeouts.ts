import { type Locale, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { ApprovalSettings, AssigneeSource, FlowNodeDocument, NotifyEffect } from '@mortise/schema'
import { makeItem } from '../../engine/make-item.ts'
import type { NodeContext, NodeOutcome, Timer, WorkItem } from '../../types.ts'
import type { Outcome } from './decide.ts'

type Timeout = NonNullable<ApprovalSettings['timeouts']>[number]

function timer(ctx: NodeContext, timeout: Timeout, place: { index: number; count: number }): Timer {
  const { id: tokenId, nodeId } = ctx.token
  const after = place.count === 0 ? timeout.after : (timeout.repeat ?? timeout.after)
  const at = ctx.action.addTime(ctx.now, after, timeout.calendar)
  return { key: `${tokenId}:timeout:${place.index}`, nodeId, tokenId, at, payload: { ...place } }
}

/** Alarms of a node that starts to wait. */
export function startTimers(approval: ApprovalSettings, ctx: NodeContext): readonly Timer[] {
  return (approval.timeouts ?? []).map((timeout, index) => timer(ctx, timeout, { index, count: 0 }))
}

function readPayload(payload: Json): { readonly index: number; readonly count: number } {
  return payload as { readonly index: number; readonly count: number }
}

/** A message that a task waits. */
export function reminder(node: FlowNodeDocument, ctx: NodeContext, to: readonly string[]): NotifyEffect {
  const what = (locale: Locale): string =>
    `${say(ctx.definition.label, locale)} · ${say(node.name, locale) || node.id}`
  return {
    type: 'notify',
    to,
    title: { zh: `待办提醒：${what('zh')}`, en: `Waiting for you: ${what('en')}` },
    entity: ctx.record.entity,
    recordId: ctx.record.id,
  }
}

type Act = (given: {
  readonly timeout: Timeout
  readonly active: readonly WorkItem[]
  readonly ctx: NodeContext
  readonly node: FlowNodeDocument
  readonly place: { readonly index: number; readonly count: number }
}) => NodeOutcome | { readonly decided: Outcome; readonly items: readonly WorkItem[] }

const remind: Act = ({ timeout, active, ctx, node, place }) => {
  const count = place.count + 1
  const again = timeout.repeat !== undefined && count < (timeout.max ?? 10)
  return {
    move: { type: 'wait' },
    effects:
      active.length === 0
        ? []
        : [
            reminder(node, ctx, [
              ...active.map((item) => item.assignee),
              ...(timeout.to === undefined
                ? []
                : active.flatMap((item) => ctx.resolve([timeout.to as AssigneeSource], item.assignee))),
            ]),
          ],
    timers: again ? [timer(ctx, timeout, { index: place.index, count })] : [],
    events: [{ type: 'timeout_reminded', data: { count } }],
  }
}

function close(item: WorkItem, now: string): WorkItem {
  return { ...item, state: 'timedOut', reason: 'timeout', decidedAt: now, rev: item.rev + 1 }
}

const decideAs =
  (decided: Outcome): Act =>
  ({ active, ctx }) => ({ decided, items: active.map((item) => close(item, ctx.now)) })

const transfer: Act = ({ timeout, active, ctx, node }) => {
  const holders = ctx.items.filter((item) => item.state === 'active' || item.state === 'waiting')
  const items = active.flatMap((item): readonly WorkItem[] => {
    const found = timeout.to === undefined ? [] : ctx.resolve([timeout.to], item.assignee)
    const next = found.find((user) => holders.every((one) => one.assignee !== user))
    if (next === undefined) return []
    const { order, kind, owner, parentItemId, signMode } = item
    const sign = signMode === undefined ? {} : { signMode }
    return [
      { ...item, state: 'transferred', reason: 'timeout', decidedAt: ctx.now, rev: item.rev + 1 },
      makeItem(ctx, { assignee: next, order, kind, owner, parentItemId, reason: 'timeout', ...sign }),
    ]
  })
  // Nobody to hand on to: the people who have it must at least hear of it.
  const effects =
    items.length === 0 && active.length > 0
      ? [
          reminder(
            node,
            ctx,
            active.map((one) => one.assignee),
          ),
        ]
      : []
  return { move: { type: 'wait' }, items, effects }
}

/** Back to a step before, or to the starter; whoever was late is out. */
const back: Act = ({ timeout, active, ctx }) => ({
  move: { type: 'return', target: timeout.target ?? '$start' },
  items: active.map((item) => close(item, ctx.now)),
  events: [{ type: 'timed_out', actor: 'system', data: { do: 'return' } }],
})

const acts: { readonly [K in Timeout['do']]: Act } = {
  remind,
  approve: decideAs('approved'),
  reject: decideAs('rejected'),
  transfer,
  return: back,
}

/** What an alarm does at a node that still waits. */
export function onTimeout(
  node: FlowNodeDocument,
  approval: ApprovalSettings,
  at: { readonly payload: Json; readonly ctx: NodeContext },
): ReturnType<Act> {
  const place = readPayload(at.payload)
  const timeout = approval.timeouts?.[place.index]
  const active = at.ctx.items.filter((item) => item.state === 'active' && item.kind !== 'read')
  if (timeout === undefined) return { move: { type: 'wait' } }
  return acts[timeout.do]({ timeout, active, ctx: at.ctx, node, place })
}
