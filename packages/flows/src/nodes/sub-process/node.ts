import type { Expression } from '@mortise/expressions'
import type { FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import type { FlowScope, InstanceStatus, NodeContext, NodeOutcome } from '../../types.ts'
import { leaveByAll, leaveByOne } from '../edges.ts'
import { activitySettings, checkGuard } from '../shared-settings.ts'

const defaultPasses = 100

type Loop = { readonly repeatWhile?: Expression; readonly maxLoops?: number }

/** Names of its own in each pass. */
function pass(index: number): { readonly index: number; readonly variables: FlowScope['variables'] } {
  return { index, variables: { index, outcome: null } }
}

/** Goes on by the edge for how it ended, else by the plain ones; the outcome is kept. */
function finish(node: FlowNodeDocument, result: InstanceStatus | null, ctx: NodeContext): NodeOutcome {
  const outcome = result === 'rejected' ? 'rejected' : 'approved'
  const variables = { outcome }
  const fitting = ctx.outgoing.filter((edge) => edge.outcome === outcome)
  const plain = ctx.outgoing.filter((edge) => edge.outcome === undefined)
  const edges = fitting.length > 0 ? fitting : plain
  if (edges.length === 0) return { ...leaveByAll({ ...ctx, outgoing: [] }), variables }
  return { ...leaveByOne(node, edges, ctx), variables }
}

function afterPass(node: FlowNodeDocument, scope: FlowScope, ctx: NodeContext): NodeOutcome {
  const { repeatWhile, maxLoops = defaultPasses } = node as Loop
  const next = scope.index + 1
  const names = { ...scope.variables }
  const again = repeatWhile !== undefined && next < maxLoops && ctx.evaluateWith(repeatWhile, names) === true
  return again ? { move: { type: 'wait' }, open: [pass(next)] } : finish(node, scope.result, ctx)
}

/** Steps of their own inside one node: they end together, can be interrupted together, and repeated. */
export const subProcess: NodeType = defineNode({
  type: 'sub_process',
  version: 1,
  label: { zh: '子流程', en: 'Sub-process' },
  icon: 'square-stack',
  group: 'scope',
  settings: [
    setting(
      'repeatWhile',
      { zh: '满足条件就再来一次', en: 'Again while' },
      { type: 'longtext', editor: 'condition' },
    ),
    setting(
      'maxLoops',
      { zh: '最多几次', en: 'Times at most' },
      { type: 'integer', help: { zh: '默认 100 次', en: '100 when empty' } },
    ),
    ...activitySettings,
  ],
  holds: true,
  waits: true,
  activity: true,
  split: 'one',
  describe: (settings) =>
    settings['repeatWhile'] === undefined
      ? { zh: '一组步骤', en: 'A group of steps' }
      : { zh: '一组步骤，满足条件就重复', en: 'A group of steps, repeated while a condition holds' },
  ports: () => [
    { key: 'approved', label: { zh: '完成', en: 'Done' } },
    { key: 'rejected', label: { zh: '拒绝', en: 'Rejected' } },
  ],
  check: (node) => {
    const { maxLoops } = node as Loop
    const fits = maxLoops === undefined || (Number.isInteger(maxLoops) && maxLoops >= 1 && maxLoops <= 1000)
    return [
      ...(fits ? [] : [{ path: '/maxLoops', zh: '次数要在 1–1000 之间', en: 'times must be 1–1000' }]),
      ...checkGuard(node),
    ]
  },
  expressions: (node) => {
    const { repeatWhile } = node as Loop
    return repeatWhile === undefined
      ? []
      : [{ path: '/repeatWhile', expr: repeatWhile, expect: { kind: 'boolean' } }]
  },
  enter: () => ({ move: { type: 'wait' }, open: [pass(0)] }),
  on: (node, event, ctx) => {
    if (event.type === 'scope_done') return afterPass(node, event.scope, ctx)
    return event.type === 'complete_now' ? finish(node, null, ctx) : { move: { type: 'wait' } }
  },
})
