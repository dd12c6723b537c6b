import type { FlowDocument, FlowNodeDocument } from '@mortise/schema'
import {
  type Block,
  blockOf,
  edgeOf,
  isJoin,
  keepsBlocks,
  joinOf,
  nextId,
  nodeOf,
  placeOf,
  pruned,
  renamed,
  waysFrom,
} from './graph.ts'
import { isSideEdge, type Nodes, orderedBranches } from './outline.ts'

/** The edges something is put into; all lead to the same node. Usually one; several below branches that just meet. */
export type Line = readonly string[]

/** Where a line leads; undefined when its edges are gone or lead apart. */
function targetOf(flow: FlowDocument, line: Line): string | undefined {
  const targets = new Set(line.map((id) => edgeOf(flow, id)?.target))
  const [only] = targets
  return targets.size === 1 ? only : undefined
}

/** Puts a block into a line: the edges keep what they ask and now lead to it, a new one leads on from it. */
export function insertBlock(flow: FlowDocument, line: Line, given: Block): FlowDocument {
  const target = targetOf(flow, line)
  if (target === undefined) return flow
  const block = renamed(flow, given)
  const below = {
    id: nextId(
      [...flow.edges, ...block.edges].map(({ id }) => id),
      'e',
    ),
    source: block.last,
    target,
  }
  return {
    ...flow,
    nodes: [...flow.nodes, ...block.nodes],
    edges: [
      ...flow.edges.map((edge) => (line.includes(edge.id) ? { ...edge, target: block.first } : edge)),
      ...block.edges,
      below,
    ],
  }
}

/** Lets a line end at a node of its own instead of leading on. What then has no way to it goes. */
export function endLine(
  flow: FlowDocument,
  line: Line,
  { end, nodes }: { readonly end: FlowNodeDocument; readonly nodes: Nodes },
): FlowDocument {
  if (targetOf(flow, line) === undefined) return flow
  const id = nextId(
    flow.nodes.map((node) => node.id),
    end.type,
  )
  const edges = flow.edges.map((edge) => (line.includes(edge.id) ? { ...edge, target: id } : edge))
  return pruned(flow, { ...flow, nodes: [...flow.nodes, { ...end, id }], edges }, nodes)
}

/**
 * Whether a line may end: only below one of two branches, so that the other one is the way on, and not inside of other
 * branches, which would then wait for each other in vain.
 */
export function mayEnd(flow: FlowDocument, line: Line, nodes: Nodes): boolean {
  const [first = ''] = line
  const edge = edgeOf(flow, first)
  const target = targetOf(flow, line)
  if (edge === undefined || target === undefined) return false
  const others = flow.edges.filter((one) => one.target === target && !line.includes(one.id))
  return (
    isJoin(flow, target, nodes) && others.length === 1 && placeOf(flow, target, nodes)?.after === undefined
  )
}

/** Where a line goes on when a node is taken out of it. */
function wayOn(flow: FlowDocument, id: string, nodes: Nodes): string | undefined {
  const place = placeOf(flow, id, nodes)
  const card = place?.cards[place.index]
  if (place === undefined || card === undefined) return undefined
  if (card.branches === undefined)
    return card.next === undefined ? waysFrom(flow, id, nodes)[0]?.target : edgeOf(flow, card.next.id)?.target
  const join = joinOf(flow, id, nodes)
  if (join !== undefined) return waysFrom(flow, join, nodes)[0]?.target
  const meet = place.cards[place.index + 1]?.node.id ?? place.after
  return meet ?? orderedBranches(card).at(-1)?.cards[0]?.node.id
}

/** For an end of a branch: the node where the branches beside it meet. */
function meetingBeside(flow: FlowDocument, id: string, nodes: Nodes): string | undefined {
  const place = placeOf(flow, id, nodes)
  if (place?.gate === undefined) return undefined
  const { type } = place.gate.node
  const beside = (place.gate.branches ?? []).filter((branch) => branch !== place.branch)
  return beside
    .flatMap(({ cards }) => cards)
    .find(({ node, next }) => node.type === type && next !== undefined)?.node.id
}

/** Whether a node can be taken out: not the start, not the last end. */
export function canRemove(flow: FlowDocument, id: string, nodes: Nodes): boolean {
  return removeNode(flow, id, nodes) !== flow
}

/**
 * Takes a card out and joins what was above to what was below; a branching card goes with its branches. The end of a
 * branch gives way to where the other branches meet. The same flow again when that can't be.
 */
export function removeNode(flow: FlowDocument, id: string, nodes: Nodes): FlowDocument {
  const node = nodeOf(flow, id)
  const type = nodes.find(node?.type ?? '')
  if (node === undefined || type?.role === 'start' || isJoin(flow, id, nodes)) return flow
  const ends = waysFrom(flow, id, nodes).length === 0
  const into = flow.edges.filter((edge) => edge.target === id)
  const onlyAside = ends && into.every((edge) => isSideEdge(flow, edge, nodes))
  const target = ends ? meetingBeside(flow, id, nodes) : wayOn(flow, id, nodes)
  if (target === undefined && !onlyAside) return flow
  const edges = flow.edges.flatMap((edge) => {
    if (edge.source === id) return []
    if (edge.target !== id) return [edge]
    return target === undefined ? [] : [{ ...edge, target }]
  })
  const next = pruned(flow, { ...flow, nodes: flow.nodes.filter((one) => one.id !== id), edges }, nodes)
  return keepsBlocks(flow, next, nodes) ? next : flow
}

/** Moves a card, or a block, into another line. The same flow again where it already stands there, or can't go. */
export function moveBlock(
  flow: FlowDocument,
  id: string,
  { line, nodes }: { readonly line: Line; readonly nodes: Nodes },
): FlowDocument {
  const block = blockOf(flow, id, nodes)
  const target = targetOf(flow, line)
  const [out] = block === undefined ? [] : waysFrom(flow, block.last, nodes)
  if (block === undefined || target === undefined || out === undefined) return flow
  const own = new Set(block.nodes.map((node) => node.id))
  const near = line.some((edge) => {
    const { source = '', target: to = '' } = edgeOf(flow, edge) ?? {}
    return own.has(source) || own.has(to)
  })
  if (near) return flow
  const edges = flow.edges.map((edge) => {
    if (edge.id === out.id) return { ...edge, target }
    if (line.includes(edge.id)) return { ...edge, target: block.first }
    return edge.target === block.first && !own.has(edge.source) ? { ...edge, target: out.target } : edge
  })
  return { ...flow, edges }
}

/** Changes settings of a node; undefined takes one away. */
export function editNode(
  flow: FlowDocument,
  id: string,
  patch: { readonly [key: string]: unknown },
): FlowDocument {
  return { ...flow, nodes: flow.nodes.map((node) => (node.id === id ? patched(node, patch) : node)) }
}

/** Changes an edge; undefined takes a property away. */
export function editEdge(
  flow: FlowDocument,
  id: string,
  patch: { readonly [key: string]: unknown },
): FlowDocument {
  return { ...flow, edges: flow.edges.map((edge) => (edge.id === id ? patched(edge, patch) : edge)) }
}

/** Changes the flow as a whole; undefined takes a property away. */
export function editFlow(flow: FlowDocument, patch: { readonly [key: string]: unknown }): FlowDocument {
  return patched(flow, patch)
}

function patched<Thing extends object>(thing: Thing, patch: { readonly [key: string]: unknown }): Thing {
  const entries = Object.entries({ ...thing, ...patch }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Thing
}

/**
 * What happens after another outcome than the usual one: `undefined` leaves it to the flow's setting, an existing node
 * is jumped to, and an end stands for a way of its own, where steps can be put in.
 */
export function setOutcome(
  flow: FlowDocument,
  {
    node,
    outcome,
    to,
    nodes,
  }: {
    readonly node: string
    readonly outcome: string
    readonly to: string | FlowNodeDocument | undefined
    readonly nodes: Nodes
  },
): FlowDocument {
  const others = flow.edges.filter((edge) => !(edge.source === node && edge.outcome === outcome))
  if (to === undefined) return pruned(flow, { ...flow, edges: others }, nodes)
  const fresh =
    typeof to === 'string'
      ? undefined
      : {
          ...to,
          id: nextId(
            flow.nodes.map(({ id }) => id),
            to.type,
          ),
        }
  const target = fresh?.id ?? (to as string)
  const edge = {
    id: nextId(
      flow.edges.map(({ id }) => id),
      'e',
    ),
    source: node,
    target,
    outcome,
  }
  const added = fresh === undefined ? flow.nodes : [...flow.nodes, fresh]
  return pruned(flow, { ...flow, nodes: added, edges: [...others, edge] }, nodes)
}
