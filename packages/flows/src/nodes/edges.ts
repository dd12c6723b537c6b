import type { FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'
import type { NodeContext, NodeOutcome } from '../types.ts'

/** Name of a node's default edge, when one is named. */
export function defaultEdge(node: FlowNodeDocument): string | undefined {
  return typeof node['default'] === 'string' ? node['default'] : undefined
}

/** Whether an edge's condition holds; an edge without one always does. */
export function edgeHolds(edge: FlowEdgeDocument, ctx: NodeContext): boolean {
  return edge.condition === undefined || ctx.evaluateHere(edge.condition) === true
}

/** Takes every edge; ends the token where there is none. */
export function leaveByAll(ctx: NodeContext): NodeOutcome {
  if (ctx.outgoing.length === 0) return { move: { type: 'consume' } }
  return { move: { type: 'leave', edges: ctx.outgoing.map((edge) => edge.id) } }
}

/** Parks the token: no edge is true and none is the default. */
export const noFlow: NodeOutcome = {
  move: {
    type: 'incident',
    code: 'NO_FLOW',
    zh: '没有一个分支的条件成立，也没有默认分支。请补上默认分支或修改数据后重试',
    en: 'no branch condition holds and there is no default; add one, or correct the data and try again',
  },
}

/**
 * Takes the first edge that holds. Edges with a condition are asked in order; then the default edge; then the first
 * edge without a condition.
 */
export function leaveByOne(
  node: FlowNodeDocument,
  edges: readonly FlowEdgeDocument[],
  ctx: NodeContext,
): NodeOutcome {
  const fallback = defaultEdge(node)
  const asked = edges.filter((edge) => edge.condition !== undefined && edge.id !== fallback)
  const edge =
    asked.find((one) => edgeHolds(one, ctx)) ??
    edges.find((one) => one.id === fallback) ??
    edges.find((one) => one.condition === undefined)
  return edge === undefined ? noFlow : { move: { type: 'leave', edges: [edge.id] } }
}
