import type { NodeType } from '@mortise/flows'
import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'
import { insideOf, nextId, nodeOf } from '../graph.ts'
import type { Nodes } from '../outline.ts'
import { roomOf } from '../outline.ts'
import { startNode } from '../start-node.ts'

/** A place on the canvas; of a node inside another, from the corner of that. */
export type Spot = { readonly x: number; readonly y: number }

/** Places that people gave to nodes; the others are arranged. */
export function placesIn({ layout }: FlowDocument): ReadonlyMap<string, Spot> {
  const entries = Object.entries(layout ?? {}).flatMap(([id, value]) => {
    const { x, y } = (value ?? {}) as { readonly x?: unknown; readonly y?: unknown }
    return typeof x === 'number' && typeof y === 'number' ? [[id, { x, y }] as const] : []
  })
  return new Map(entries)
}

/** Puts nodes somewhere. */
export function placeNodes(flow: FlowDocument, spots: ReadonlyMap<string, Spot>): FlowDocument {
  return { ...flow, layout: { ...flow.layout, ...Object.fromEntries(spots) } }
}

/** Forgets where nodes were put: all are arranged anew. */
export function tidied(flow: FlowDocument): FlowDocument {
  const { layout: _, ...rest } = flow
  return rest
}

/** Takes nodes away with what lies in them and stands on them, and edges; nothing is joined in their place. */
export function drop(
  flow: FlowDocument,
  gone: { readonly nodes: readonly string[]; readonly edges: readonly string[] },
  nodes: Nodes,
): FlowDocument {
  const chosen = new Set(
    gone.nodes.filter((id) => nodes.find(nodeOf(flow, id)?.type ?? '')?.role !== 'start'),
  )
  const inner = new Set([...chosen, ...insideOf(flow, chosen).map(({ id }) => id)])
  const hung = flow.nodes.filter((node) => inner.has(String(node['attachedTo']))).map(({ id }) => id)
  const all = new Set([...inner, ...hung])
  const edges = new Set(gone.edges)
  const left = flow.nodes.filter(({ id }) => !all.has(id))
  return {
    ...flow,
    nodes: left.map((node) => (all.has(String(node['compensation'])) ? without(node) : node)),
    edges: flow.edges.filter(
      ({ id, source, target }) => !edges.has(id) && !all.has(source) && !all.has(target),
    ),
  }
}

function without(node: FlowNodeDocument): FlowNodeDocument {
  const { compensation: _, ...rest } = node
  return rest
}

/** Whether an edge may lead from one node to another: out of no end, into no start and no event, through no border. */
export function mayConnect(flow: FlowDocument, source: string, target: string, nodes: Nodes): boolean {
  const [from, to] = [nodeOf(flow, source), nodeOf(flow, target)]
  if (from === undefined || to === undefined || source === target) return false
  const [one, other] = [nodes.find(from.type), nodes.find(to.type)]
  const fits = one?.role !== 'end' && other?.role !== 'start' && other?.attaches !== true
  return fits && roomOf(flow, from, nodes) === roomOf(flow, to, nodes)
}

/** Draws an edge; `outcome` is the port it leaves by, where a node has several. */
export function connect(
  flow: FlowDocument,
  edge: Pick<FlowEdgeDocument, 'source' | 'target'> & { readonly outcome?: string | undefined },
  nodes: Nodes,
): FlowDocument {
  const { source, target, outcome } = edge
  const same = flow.edges.some(
    (one) => one.source === source && one.target === target && one.outcome === outcome,
  )
  if (same || !mayConnect(flow, source, target, nodes)) return flow
  const id = nextId(
    flow.edges.map((one) => one.id),
    'e',
  )
  return {
    ...flow,
    edges: [...flow.edges, { id, source, target, ...(outcome === undefined ? {} : { outcome }) }],
  }
}

/** Puts a node of a type somewhere, joined to nothing; inside the node that lies there, when one with steps does. */
export function addNode(
  flow: FlowDocument,
  type: NodeType,
  { at, parent }: { readonly at: Spot; readonly parent?: string | undefined },
): FlowDocument {
  const id = nextId(
    flow.nodes.map((node) => node.id),
    type.type,
  )
  const node = { ...startNode(flow, type), id, ...(parent === undefined ? {} : { parent }) }
  return placeNodes({ ...flow, nodes: [...flow.nodes, node] }, new Map([[id, at]]))
}
