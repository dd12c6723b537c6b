import type { ApprovalSettings, FlowNodeDocument } from '@mortise/schema'
import { reachFrom } from '../engine/graph.ts'
import { isDuration } from '../nodes/wait.ts'
import { type FlowProblem, problem } from './problem.ts'
import type { Checked } from './structure.ts'

const minutes: { readonly [unit: string]: number } = { Y: 525_600, M: 43_200, W: 10_080, D: 1_440 }
const minutesOfTime: { readonly [unit: string]: number } = { H: 60, M: 1, S: 1 / 60 }

/** Roughly how many minutes an ISO duration is: enough to tell a second from a month. */
function minutesIn(duration: string): number {
  const [days = '', time = ''] = duration.replace(/^P/, '').split('T')
  const add = (text: string, units: typeof minutes): number =>
    [...text.matchAll(/(\d+)([YMWDHS])/g)].reduce(
      (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0),
      0,
    )
  return add(days, minutes) + add(time, minutesOfTime)
}

type At = {
  readonly checked: Checked
  readonly node: FlowNodeDocument
  readonly approval: ApprovalSettings
  readonly path: string
}

/** Whether a run may have passed a node before it comes to another. */
function before({ graph }: Checked, first: string, then: string): boolean {
  return reachFrom(first, graph.out).has(then)
}

function checkTimeouts({ checked, node, approval, path }: At): readonly FlowProblem[] {
  return (approval.timeouts ?? []).flatMap((timeout, index) => {
    const at = `${path}/timeouts/${index}`
    const long = minutesIn(timeout.after)
    const { target } = timeout
    const known = target === undefined || (target !== node.id && before(checked, target, node.id))
    return [
      ...(isDuration(timeout.after) && (long < 1 || long > 30 * 1_440)
        ? [
            problem(`${at}/after`, {
              code: 'FLOW_TIMEOUT_RANGE',
              zh: '超时时长一般在 1 分钟到 30 天之间',
              en: 'deadlines are between a minute and 30 days',
              level: long < 1 ? 'block' : 'warn',
            }),
          ]
        : []),
      ...(timeout.do === 'return' && !known
        ? [
            problem(`${at}/target`, {
              code: 'FLOW_RETURN_TARGET',
              zh: '超时退回只能退到前面的节点',
              en: 'a late task can only go back to a node before it',
            }),
          ]
        : []),
    ]
  })
}

function checkDuties({ checked, node, approval, path }: At): readonly FlowProblem[] {
  return (approval.sod ?? []).flatMap(({ notSameAs }, index) =>
    notSameAs === 'starter' || (notSameAs !== node.id && before(checked, notSameAs, node.id))
      ? []
      : [
          problem(`${path}/sod/${index}/notSameAs`, {
            code: 'FLOW_DUTIES',
            zh: '职责分离只能针对发起人或前面的节点',
            en: 'duties are kept apart from the starter or from a node before this one',
          }),
        ],
  )
}

function checkPickers({ checked, node, approval, path }: At): readonly FlowProblem[] {
  const { definition, nodes } = checked
  const human = definition.nodes.some(
    (one) =>
      one.id !== node.id &&
      nodes.find(one.type)?.operations !== undefined &&
      nodes.find(one.type)?.role === undefined &&
      before(checked, one.id, node.id),
  )
  return approval.assignees.flatMap((source, index) => {
    const at = `${path}/assignees/${index}`
    if (source.type === 'previous_pick' && !human)
      return [
        problem(`${at}/type`, {
          code: 'FLOW_PICK_NOBODY',
          zh: '前面没有审批节点，没有人能为这一步选人，可改为发起人自选',
          en: 'no approval comes before, so nobody can pick; let the starter pick',
        }),
      ]
    const manual = definition.start.type === 'manual' || definition.start.type === 'api'
    return source.type === 'starter_pick' && !manual
      ? [
          problem(`${at}/type`, {
            code: 'FLOW_PICK_NOBODY',
            zh: '流程不是由人发起的，没有人为这一步选人；将按“找不到审批人”处理',
            en: 'nobody starts this flow in person to pick; it counts as nobody found',
            level: 'warn',
          }),
        ]
      : []
  })
}

/** Checks of approvals that look beyond their own node: deadlines that return, duties kept apart, who can pick people. */
export function checkApprovals(checked: Checked): readonly FlowProblem[] {
  return checked.definition.nodes.flatMap((node, index) => {
    const approval = node['approval'] as ApprovalSettings | undefined
    if (approval === undefined) return []
    const at: At = { checked, node, approval, path: `/nodes/${index}/approval` }
    return [...checkTimeouts(at), ...checkDuties(at), ...checkPickers(at)]
  })
}
