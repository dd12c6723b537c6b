import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'
import { freshId } from '../kit/keys.ts'
import { sortedEdges } from './cards.ts'

/** A changed flow, and the node to be selected then. */
export type FlowEdit = { readonly flow: FlowDocument; readonly selected: string | undefined }

const node = (flow: FlowDocument, id: string): FlowNodeDocument | undefined =>
  flow.nodes.find((one) => one.id === id)
const into = (flow: FlowDocument, id: string): readonly FlowEdgeDocument[] =>
  flow.edges.filter((edge) => edge.target === id)

/** Edges that leave a node, in the order they are asked. */
export function edgesFrom(flow: FlowDocument, id: string): readonly FlowEdgeDocument[] {
  return sortedEdges(flow.edges.filter((edge) => edge.source === id))
}

function withEdges(
  flow: FlowDocument,
  change: (edge: FlowEdgeDocument) => FlowEdgeDocument | undefined,
): FlowDocument {
  return { ...flow, edges: flow.edges.map(change).filter((edge) => edge !== undefined) }
}

/** Puts a node into a line: the edge now leads to it, and a new one leads on. What the edge asks stays on top. */
export function insertOnEdge(flow: FlowDocument, edgeId: string, added: FlowNodeDocument): FlowEdit {
  const edge = flow.edges.find((one) => one.id === edgeId)
  if (edge === undefined) return { flow, selected: undefined }
  const below: FlowEdgeDocument = { id: freshId('e'), source: added.id, target: edge.target }
  const turned = withEdges({ ...flow, nodes: [...flow.nodes, added] }, (one) =>
    one.id === edgeId ? { ...one, target: added.id } : one,
  )
  return { flow: { ...turned, edges: [...turned.edges, below] }, selected: added.id }
}

/** Puts a branching node with two branches into a line; they meet where the line led. */
export function insertBranches(
  flow: FlowDocument,
  edgeId: string,
  {
    gate,
    meet,
    names,
  }: {
    readonly gate: FlowNodeDocument
    /** The node where branches wait for each other; none where each goes on by itself. */
    readonly meet: FlowNodeDocument | undefined
    readonly names: readonly [string, string] | undefined
  },
): FlowEdit {
  const edge = flow.edges.find((one) => one.id === edgeId)
  if (edge === undefined) return { flow, selected: undefined }
  const target = meet?.id ?? edge.target
  const [first, second] = [freshId('e'), freshId('e')]
  const conditional = names !== undefined
  const branch = (id: string, priority: number): FlowEdgeDocument => ({
    id,
    source: gate.id,
    target,
    ...(conditional ? { priority, name: names[priority - 1] ?? '' } : {}),
  })
  const turned = withEdges(flow, (one) => (one.id === edgeId ? { ...one, target: gate.id } : one))
  const own: FlowNodeDocument = conditional ? { ...gate, default: second } : gate
  const closing = meet === undefined ? [] : [{ id: freshId('e'), source: meet.id, target: edge.target }]
  return {
    flow: {
      ...turned,
      nodes: [...turned.nodes, own, ...(meet === undefined ? [] : [meet])],
      edges: [...turned.edges, branch(first, 1), branch(second, 2), ...closing],
    },
    selected: gate.id,
  }
}

/** One branch more at a node; it comes before the default one and leads where the others meet. */
export function addBranch(
  flow: FlowDocument,
  gateId: string,
  { target, name }: { readonly target: string; readonly name: string | undefined },
): FlowDocument {
  const own = edgesFrom(flow, gateId)
  const fallback = node(flow, gateId)?.['default']
  const asked = own.filter((edge) => edge.id !== fallback)
  const priority = Math.max(0, ...asked.map((edge) => edge.priority ?? 0)) + 1
  const edge: FlowEdgeDocument = {
    id: freshId('e'),
    source: gateId,
    target,
    ...(name === undefined ? {} : { priority, name }),
  }
  const moved = withEdges(flow, (one) => (one.id === fallback ? { ...one, priority: priority + 1 } : one))
  return { ...moved, edges: [...moved.edges, edge] }
}

/** Changes an edge; undefined takes a property away. */
export function editEdge(
  flow: FlowDocument,
  id: string,
  patch: { readonly [key: string]: unknown },
): FlowDocument {
  return withEdges(flow, (edge) => {
    if (edge.id !== id) return edge
    return Object.fromEntries(
      Object.entries({ ...edge, ...patch }).filter(([, value]) => value !== undefined),
    ) as FlowEdgeDocument
  })
}

/** Makes a branch the one that is taken when no other is; it needs no condition and comes last. */
export function makeDefault(flow: FlowDocument, edgeId: string): FlowDocument {
  const edge = flow.edges.find((one) => one.id === edgeId)
  if (edge === undefined) return flow
  const others = edgesFrom(flow, edge.source).filter((one) => one.id !== edgeId)
  const order = new Map([...others, edge].map((one, at) => [one.id, at + 1]))
  const ordered = withEdges(flow, (one) => {
    const priority = order.get(one.id)
    if (priority === undefined) return one
    const { condition, ...plain } = one
    return one.id === edgeId || condition === undefined
      ? { ...plain, priority }
      : { ...plain, priority, condition }
  })
  return editNode(ordered, edge.source, { default: edgeId })
}

/** Moves a branch one place to the left or right: the order in which conditions are asked. */
export function shiftBranch(flow: FlowDocument, edgeId: string, by: 1 | -1): FlowDocument {
  const edge = flow.edges.find((one) => one.id === edgeId)
  if (edge === undefined) return flow
  const own = edgesFrom(flow, edge.source)
  const at = own.findIndex((one) => one.id === edgeId)
  const fallback = node(flow, edge.source)?.['default']
  if (own[at + by] === undefined || own[at + by]?.id === fallback || edge.id === fallback) return flow
  const next = own.toSpliced(at, 1).toSpliced(at + by, 0, edge)
  const order = new Map(next.map((one, index) => [one.id, index + 1]))
  return withEdges(flow, (one) => {
    const priority = order.get(one.id)
    return priority === undefined ? one : { ...one, priority }
  })
}

/** Changes settings of a node; undefined takes one away. */
export function editNode(
  flow: FlowDocument,
  id: string,
  patch: { readonly [key: string]: unknown },
): FlowDocument {
  const nodes = flow.nodes.map((one) => {
    if (one.id !== id) return one
    return Object.fromEntries(
      Object.entries({ ...one, ...patch }).filter(([, value]) => value !== undefined),
    ) as FlowNodeDocument
  })
  return { ...flow, nodes }
}

/** Nodes without those that can no longer be reached, and without edges that hang in the air. */
function pruned(flow: FlowDocument, root: string): FlowDocument {
  const seen = new Set<string>()
  const wait = [root]
  for (let id = wait.pop(); id !== undefined; id = wait.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    wait.push(...flow.edges.filter((edge) => edge.source === id).map((edge) => edge.target))
  }
  return {
    ...flow,
    nodes: flow.nodes.filter((one) => seen.has(one.id)),
    edges: flow.edges.filter((edge) => seen.has(edge.source) && seen.has(edge.target)),
  }
}

function rootOf(flow: FlowDocument): string {
  const targets = new Set(flow.edges.map((edge) => edge.target))
  return flow.nodes.find((one) => !targets.has(one.id))?.id ?? flow.nodes[0]?.id ?? ''
}

/**
 * Takes a node out and joins what was above to what was below. A branching node goes with its branches: the line leads on
 * to where they met (`meet`). Nodes nothing leads to any more go with it.
 */
export function removeNode(flow: FlowDocument, id: string, meet: string | undefined): FlowDocument {
  const out = edgesFrom(flow, id)
  const target = meet ?? out.find((edge) => edge.outcome !== 'rejected')?.target ?? out[0]?.target
  const root = rootOf(flow)
  const joined = withEdges(flow, (edge) => {
    if (edge.source === id) return undefined
    if (edge.target !== id) return edge
    return target === undefined ? undefined : { ...edge, target }
  })
  return pruned({ ...joined, nodes: joined.nodes.filter((one) => one.id !== id) }, root)
}

/** Takes a branch away. With only one left, the branching node goes too and the branch stands in the line. */
export function removeBranch(flow: FlowDocument, edgeId: string): FlowDocument {
  const edge = flow.edges.find((one) => one.id === edgeId)
  if (edge === undefined) return flow
  const root = rootOf(flow)
  const rest = edgesFrom(flow, edge.source).filter((one) => one.id !== edgeId)
  const without = { ...flow, edges: flow.edges.filter((one) => one.id !== edgeId) }
  const [left] = rest
  if (rest.length === 1 && left !== undefined && node(flow, edge.source)?.['approval'] === undefined) {
    const gate = edge.source
    const joined = withEdges(without, (one) =>
      one.target === gate ? { ...one, target: left.target } : one.source === gate ? undefined : one,
    )
    return pruned({ ...joined, nodes: joined.nodes.filter((one) => one.id !== gate) }, root)
  }
  return pruned(without, root)
}

/** Moves a node (that is no branching) into another line. */
export function moveNodeTo(flow: FlowDocument, id: string, edgeId: string): FlowEdit {
  const moved = node(flow, id)
  const [out] = edgesFrom(flow, id)
  const edge = flow.edges.find((one) => one.id === edgeId)
  if (
    moved === undefined ||
    edge === undefined ||
    edge.source === id ||
    edge.target === id ||
    out === undefined
  )
    return { flow, selected: id }
  const lifted = withEdges(flow, (one) => {
    if (one.source === id) return undefined
    return one.target === id ? { ...one, target: out.target } : one
  })
  const back = { ...lifted, nodes: lifted.nodes.filter((one) => one.id !== id) }
  return insertOnEdge(back, edgeId, moved)
}

/** A copy of a node right below it. */
export function duplicateNode(flow: FlowDocument, id: string): FlowEdit {
  const original = node(flow, id)
  const [edge] = edgesFrom(flow, id)
  if (original === undefined || edge === undefined) return { flow, selected: id }
  return insertOnEdge(flow, edge.id, { ...original, id: freshId('n') })
}

/** Whether a node may be taken out: not the first, and not the last of its way. */
export function canRemove(flow: FlowDocument, id: string): boolean {
  return into(flow, id).length > 0 && (edgesFrom(flow, id).length > 0 || into(flow, id).length === 0)
}
