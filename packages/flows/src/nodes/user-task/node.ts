import type { Expression } from '@mortise/expressions'
import type { ApprovalSettings, FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { makeItem } from '../../engine/make-item.ts'
import type { NodeContext, NodeOutcome, WorkItem } from '../../types.ts'
import { leaveByOne } from '../edges.ts'
import { checkUserTask } from './check.ts'
import { decide, hasVote, modeOf, type Outcome } from './decide.ts'
import { activitySettings } from '../shared-settings.ts'
import { approvalOf, operationsOf } from './operations.ts'
import { drawOne, findCandidates } from './people.ts'
import { onTimeout, startTimers } from './timeouts.ts'

/** Leaves by the edge for this outcome. A rejection without one ends the run or goes back, as the definition says. */
function finish(node: FlowNodeDocument, outcome: Outcome, ctx: NodeContext): NodeOutcome {
  const variables = { outcome }
  const fitting = ctx.outgoing.filter((edge) => edge.outcome === outcome)
  const plain = ctx.outgoing.filter((edge) => edge.outcome === undefined)
  if (fitting.length > 0) return { ...leaveByOne(node, fitting, ctx), variables }
  if (outcome === 'rejected') {
    const back = ctx.definition.onReject === 'returnToStarter'
    return {
      move: back ? { type: 'return', target: '$start' } : { type: 'end', status: 'rejected' },
      variables,
    }
  }
  return plain.length === 0
    ? { move: { type: 'consume' }, variables }
    : { ...leaveByOne(node, plain, ctx), variables }
}

/** With `sequential`, the first item that waits for its turn becomes active when none is. */
function nextInOrder(approval: ApprovalSettings, items: readonly WorkItem[]): readonly WorkItem[] {
  const voters = items.filter((item) => hasVote(item))
  if (modeOf(approval) !== 'sequential' || voters.some((item) => item.state === 'active')) return []
  const blocked = items.some((item) => item.parentItemId !== null && item.state === 'active')
  const next = blocked ? undefined : voters.find((item) => item.state === 'waiting')
  return next === undefined ? [] : [{ ...next, state: 'active', rev: next.rev + 1 }]
}

/** Settings with weights by the ids of people, whom a document written by hand may name by their key. */
function settingsHere(node: FlowNodeDocument, { directory }: NodeContext): ApprovalSettings {
  const approval = approvalOf(node)
  if (approval.weights === undefined) return approval
  const weights = Object.entries(approval.weights).map(
    ([user, weight]) => [directory.user(user)?.id ?? user, weight] as const,
  )
  return { ...approval, weights: Object.fromEntries(weights) }
}

function enter(node: FlowNodeDocument, ctx: NodeContext): NodeOutcome {
  const approval = settingsHere(node, ctx)
  if (approval.auto !== undefined)
    return finish(node, approval.auto === 'approve' ? 'approved' : 'rejected', ctx)
  const found = findCandidates(approval, ctx)
  if (found.type === 'incident')
    return {
      move: {
        type: 'incident',
        code: 'FLOW_NO_ASSIGNEE',
        zh: '找不到审批人，也没有流程管理员，请设置后重试',
        en: 'nobody was found to decide, and there is no administrator; name somebody and try again',
      },
    }
  if (found.type === 'none') {
    const events = [
      { type: 'node_skipped', actor: 'system', data: { reason: found.reason, outcome: found.outcome } },
    ]
    return { ...finish(node, found.outcome, ctx), events }
  }
  const kind = approval.decision === false ? 'work' : 'decide'
  const mode = modeOf(approval)
  const asked = mode === 'random' ? drawOne(found.people, ctx) : found.people
  const made = asked.map(({ user, reason }, order): WorkItem => {
    const skipped = reason === 'self' || reason === 'dedupe'
    const state = skipped ? 'skipped' : mode === 'sequential' ? 'waiting' : 'active'
    return makeItem(ctx, { assignee: user, order, kind, reason, state, decidedAt: skipped ? ctx.now : null })
  })
  const turned = nextInOrder(approval, made)
  const items = made.map((item) => (turned[0]?.id === item.id ? { ...item, state: 'active' as const } : item))
  // Everybody left out by `onSelf`: nobody has to be asked.
  const outcome = items.every((item) => item.reason === 'self')
    ? 'approved'
    : decide(approval, items, ctx.evaluateWith)
  if (outcome !== null) return { ...finish(node, outcome, ctx), items }
  return { move: { type: 'wait' }, items, timers: startTimers(approval, ctx) }
}

function onEvent(node: FlowNodeDocument, ctx: NodeContext): NodeOutcome {
  const approval = settingsHere(node, ctx)
  const outcome = decide(approval, ctx.items, ctx.evaluateWith)
  if (outcome !== null) return finish(node, outcome, ctx)
  return { move: { type: 'wait' }, items: nextInOrder(approval, ctx.items) }
}

/** A task of people: to approve, or with `decision: false` to do. Who, how many and how they decide are settings. */
export const userTask: NodeType = defineNode({
  type: 'user_task',
  version: 1,
  label: { zh: '审批', en: 'Approval' },
  icon: 'user-check',
  group: 'task',
  settings: [
    setting(
      'approval',
      { zh: '审批设置', en: 'Approval' },
      { type: 'longtext', editor: 'approval', required: true },
    ),
    ...activitySettings,
  ],
  activity: true,
  split: 'one',
  waits: true,
  describe: (settings) => {
    const { mode, assignees } = approvalOf({ id: '', type: 'user_task', ...settings })
    const names = {
      one: ['审批', 'approves'],
      any: ['或签', 'any one'],
      all: ['会签', 'all'],
      sequential: ['依次', 'in order'],
      vote: ['票签', 'by vote'],
      random: ['随机一人', 'one by lot'],
      claim: ['认领', 'whoever claims it'],
    }
    const [zh, en] = names[mode]
    const who = assignees
      .map((source) => source.role ?? source.field ?? source.position ?? source.type)
      .join(', ')
    return { zh: `${zh}：${who}`, en: `${who}: ${en}` }
  },
  ports: (node) => [
    { key: 'approved', label: { zh: '同意', en: 'Approved' } },
    ...(approvalOf(node).decision === false
      ? []
      : [{ key: 'rejected', label: { zh: '拒绝', en: 'Rejected' } }]),
  ],
  alarms: (node, ctx) => startTimers(approvalOf(node), ctx),
  operations: operationsOf,
  check: checkUserTask,
  expressions: (node) => {
    const { passWhen, rejectWhen, assignees } = approvalOf(node)
    const condition = (at: string, expr: Expression | undefined) =>
      expr === undefined ? [] : [{ path: `/approval/${at}`, expr, expect: { kind: 'boolean' } as const }]
    return [
      ...condition('passWhen', passWhen),
      ...condition('rejectWhen', rejectWhen),
      ...assignees.flatMap(({ expr }, index) =>
        expr === undefined ? [] : [{ path: `/approval/assignees/${index}/expr`, expr }],
      ),
    ]
  },
  assignees: (node) => {
    const { assignees, timeouts } = approvalOf(node)
    return [
      ...assignees.flatMap((source, index) => [
        { path: `/approval/assignees/${index}`, source },
        ...(source.range ?? []).map((one, at) => ({
          path: `/approval/assignees/${index}/range/${at}`,
          source: one,
        })),
      ]),
      ...(timeouts ?? []).flatMap(({ to }, index) =>
        to === undefined ? [] : [{ path: `/approval/timeouts/${index}/to`, source: to }],
      ),
    ]
  },
  enter,
  on: (node, event, ctx) => {
    if (event.type !== 'timer_due') return onEvent(node, ctx)
    const late = onTimeout(node, approvalOf(node), { payload: event.timer.payload, ctx })
    if ('move' in late) return late
    return {
      ...finish(node, late.decided, ctx),
      items: late.items,
      events: [{ type: 'timed_out', actor: 'system' }],
    }
  },
})
