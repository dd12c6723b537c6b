import type { Expression } from '@mortise/expressions'
import type { FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import type { FlowEvent, NodeContext, NodeOutcome } from '../../types.ts'
import { attempt, failed } from '../actions.ts'
import { leaveByAll } from '../edges.ts'
import { dataExpressions, dataOf } from '../publish.ts'
import { activitySettings } from '../shared-settings.ts'

type Values = { readonly [variable: string]: Expression }

function valuesOf(node: FlowNodeDocument): Values {
  return (node['values'] as Values | undefined) ?? {}
}

function compute(node: FlowNodeDocument, ctx: NodeContext, event?: FlowEvent): NodeOutcome {
  const result = attempt(() => dataOf(valuesOf(node), ctx))
  if ('failed' in result) return failed(node, result.failed, { ctx, event })
  return { ...leaveByAll(ctx), variables: result.done }
}

/** Computes variables of the run from expressions. All of them see the values from before. */
export const scriptTask: NodeType = defineNode({
  type: 'script_task',
  version: 1,
  label: { zh: '计算', en: 'Compute' },
  icon: 'sigma',
  group: 'task',
  settings: [
    setting(
      'values',
      { zh: '变量的值', en: 'Variables' },
      { type: 'longtext', editor: 'map', required: true },
    ),
    ...activitySettings,
  ],
  activity: true,
  describe: (settings) => {
    const names = Object.keys(valuesOf({ id: '', type: '', ...settings })).join('、')
    return { zh: `计算 ${names}`, en: `Computes ${names.replaceAll('、', ', ')}` }
  },
  ports: () => [{ key: 'out' }],
  check: (node) =>
    Object.keys(valuesOf(node)).length > 0
      ? []
      : [{ path: '/values', zh: '请填写要计算的变量', en: 'give the variables to compute' }],
  expressions: (node) => dataExpressions('/values', node['values']),
  enter: (node, ctx) => compute(node, ctx),
})
