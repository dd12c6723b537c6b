import type { Json } from '@mortise/expressions'
import type { FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import type { FlowScope, NodeContext, NodeOutcome } from '../../types.ts'
import { leaveByAll } from '../edges.ts'
import { checkMulti, elementsOf, isEnough, multiSettings, type MultiSettings } from '../multi.ts'
import { activitySettings, checkGuard } from '../shared-settings.ts'

function nameOf(node: FlowNodeDocument): string {
  const given = node['elementVariable']
  return typeof given === 'string' && given !== '' ? given : 'item'
}

/** The room for one element; the list as it was at the start is kept in the first, so that later changes don't move it. */
function room(
  node: FlowNodeDocument,
  elements: readonly Json[],
  index: number,
): { readonly index: number; readonly variables: FlowScope['variables'] } {
  const kept = index === 0 ? { $elements: elements } : {}
  return { index, variables: { [nameOf(node)]: elements[index] ?? null, index, outcome: null, ...kept } }
}

function enter(node: FlowNodeDocument, ctx: NodeContext): NodeOutcome {
  const elements = elementsOf(node, ctx)
  if ('move' in elements) return elements
  if (elements.length === 0) return leaveByAll(ctx)
  const first = room(node, elements, 0)
  const others = elements.slice(1).map((_, index) => room(node, elements, index + 1))
  return {
    move: { type: 'wait' },
    open: (node as MultiSettings).sequential === true ? [first] : [first, ...others],
  }
}

function afterOne(node: FlowNodeDocument, ctx: NodeContext): NodeOutcome {
  const elements = (ctx.scopes[0]?.variables['$elements'] ?? []) as readonly Json[]
  const done = ctx.scopes.filter((one) => one.state === 'done')
  const counts = {
    instances: elements.length,
    completed: done.length,
    active: ctx.scopes.length - done.length,
    passed: done.filter((one) => one.result !== 'rejected').length,
  }
  if (isEnough(node, counts, ctx)) return leaveByAll(ctx)
  if (ctx.scopes.length < elements.length)
    return { move: { type: 'wait' }, open: [room(node, elements, ctx.scopes.length)] }
  return done.length < elements.length ? { move: { type: 'wait' } } : leaveByAll(ctx)
}

/** Does the steps inside it once for each element of a list, all at the same time or one after the other. */
export const forEach: NodeType = defineNode({
  type: 'for_each',
  version: 1,
  label: { zh: '逐个处理', en: 'For each' },
  icon: 'repeat',
  group: 'scope',
  settings: [
    ...multiSettings,
    setting('elementVariable', { zh: '每一个叫什么', en: 'Called' }, { default: 'item' }),
    ...activitySettings,
  ],
  holds: true,
  waits: true,
  activity: true,
  describe: (settings) =>
    settings['sequential'] === true
      ? { zh: '逐个依次处理', en: 'For each, one after the other' }
      : { zh: '逐个同时处理', en: 'For each, at the same time' },
  ports: () => [{ key: 'out' }],
  check: (node) => [...checkMulti(node, true), ...checkGuard(node)],
  expressions: (node) => {
    const { collection } = node as MultiSettings
    return collection === undefined ? [] : [{ path: '/collection', expr: collection }]
  },
  enter,
  on: (node, event, ctx) => {
    if (event.type === 'scope_done') return afterOne(node, ctx)
    return event.type === 'complete_now' ? leaveByAll(ctx) : { move: { type: 'wait' } }
  },
})
