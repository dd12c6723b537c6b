import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'
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
import { isSideEdge, lastAt, type Nodes, orderedBranches, outlineOf, roomAt, roomOf } from './outline.ts'

/**
 * The edges something is put into; all lead to the same node. Usually one; several below branches that just meet; or a
 * line that is no edge yet (`lineAt`).
 */
export type Line = readonly string[]

/** Where a line leads; undefined when its edges are gone or lead apart. */
function targetOf(flow: FlowDocument, line: Line): string | undefined {
  const targets = new Set(line.map((id) => edgeOf(flow, id)?.target))
  const [only] = targets
  return targets.size === 1 ? only : undefined
}

/** What a line leads to, and where it lies. */
type Spot = {
  readonly room: string | undefined
  /** Node below; none where the line is the last of its room. */
  readonly target: string | undefined
  /** Card above, where no edge leads on from it yet. */
  readonly above?: string
}

function spotOf(flow: FlowDocument, line: Line, nodes: Nodes): Spot | undefined {
  const room = roomAt(line)
  if (room !== undefined) {
    const found = outlineOf(flow, nodes).rooms.get(room)
    return found === undefined ? undefined : { room, target: found.main[0]?.node.id }
  }
  const above = nodeOf(flow, lastAt(line) ?? '')
  if (above !== undefined)
    return nodes.find(above.type)?.role === 'end'
      ? undefined
      : { room: roomOf(flow, above, nodes), target: undefined, above: above.id }
  const target = targetOf(flow, line)
  const below = nodeOf(flow, target ?? '')
  return below === undefined ? undefined : { room: roomOf(flow, below, nodes), target }
}

/** A node that lies in a room, or in none. */
function lying(node: FlowNodeDocument, room: string | undefined): FlowNodeDocument {
  if (node.parent === room) return node
  const { parent: _, ...rest } = node
  return room === undefined ? rest : { ...rest, parent: room }
}

/** A block whose outermost nodes lie in a room. */
function lyingIn(block: Pick<Block, 'nodes'>, room: string | undefined): readonly FlowNodeDocument[] {
  const own = new Set(block.nodes.map(({ id }) => id))
  return block.nodes.map((node) =>
    node.parent !== undefined && own.has(node.parent) ? node : lying(node, room),
  )
}

const edgeIds = (edges: readonly FlowEdgeDocument[]): readonly string[] => edges.map(({ id }) => id)

/** Edges that are not there yet: to what stands where nothing led on, and on from what is put there. */
function fresh(
  edges: readonly FlowEdgeDocument[],
  ends: readonly (readonly [source: string | undefined, target: string | undefined])[],
): readonly FlowEdgeDocument[] {
  return ends.reduce<readonly FlowEdgeDocument[]>((all, [source, target]) => {
    if (source === undefined || target === undefined) return all
    return [...all, { id: nextId([...edgeIds(edges), ...edgeIds(all)], 'e'), source, target }]
  }, [])
}

/** Puts a block into a line: the edges keep what they ask and now lead to it, a new one leads on from it. */
export function insertBlock(
  flow: FlowDocument,
  line: Line,
  { block: given, nodes }: { readonly block: Block; readonly nodes: Nodes },
): FlowDocument {
  const spot = spotOf(flow, line, nodes)
  if (spot === undefined) return flow
  const block = renamed(flow, given)
  const edges = [
    ...flow.edges.map((edge) => (line.includes(edge.id) ? { ...edge, target: block.first } : edge)),
    ...block.edges,
  ]
  return {
    ...flow,
    nodes: [...flow.nodes, ...lyingIn(block, spot.room)],
    edges: [
      ...edges,
      ...fresh(edges, [
        [block.last, spot.target],
        [spot.above, block.first],
      ]),
    ],
  }
}

/** Lets a line end at a node of its own instead of leading on. What then has no way to it goes. */
export function endLine(
  flow: FlowDocument,
  line: Line,
  { end, nodes }: { readonly end: FlowNodeDocument; readonly nodes: Nodes },
): FlowDocument {
  const spot = spotOf(flow, line, nodes)
  if (spot === undefined) return flow
  const id = nextId(
    flow.nodes.map((node) => node.id),
    end.type,
  )
  const edges = flow.edges.map((edge) => (line.includes(edge.id) ? { ...edge, target: id } : edge))
  const added = [...flow.nodes, lying({ ...end, id }, spot.room)]
  return pruned(
    flow,
    { ...flow, nodes: added, edges: [...edges, ...fresh(edges, [[spot.above, id]])] },
    nodes,
  )
}

/**
 * Whether a line may end: where it leads nowhere, else only below one of two branches, so that the other one is the way
 * on, and not inside of other branches, which would then wait for each other in vain.
 */
export function mayEnd(flow: FlowDocument, line: Line, nodes: Nodes): boolean {
  if (lastAt(line) !== undefined) return spotOf(flow, line, nodes) !== undefined
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
  const own = nodes.find(place.gate.node.type)
  const type = own?.closedBy ?? own?.type
  const beside = (place.gate.branches ?? []).filter((branch) => branch !== place.branch)
  return beside
    .flatMap(({ cards }) => cards)
    .find(({ node, next }) => node.type === type && next !== undefined)?.node.id
}

/** Whether a node can be taken out: not the start, not the last end. */
export function canRemove(flow: FlowDocument, id: string, nodes: Nodes): boolean {
  return removeNode(flow, id, nodes) !== flow
}

/** Whether nothing is missed when a node goes with the edges to it: it stands aside, or is the last of a room. */
function isLoose(flow: FlowDocument, id: string, nodes: Nodes): boolean {
  const all = flow.edges.filter((edge) => edge.target === id)
  // An event leads somewhere.
  const ofEvents = all.some(({ source }) => nodes.find(nodeOf(flow, source)?.type ?? '')?.attaches === true)
  if (ofEvents) return false
  const into = all.filter((edge) => !isSideEdge(flow, edge, nodes))
  const place = placeOf(flow, id, nodes)
  const inRoom = place?.room !== undefined && place.branch === undefined
  return into.length === 0 || inRoom
}

/**
 * Takes a card out and joins what was above to what was below; a branching card goes with its branches, one with steps
 * inside with those. The end of a branch gives way to where the other branches meet. The same flow again when that
 * can't be.
 */
export function removeNode(flow: FlowDocument, id: string, nodes: Nodes): FlowDocument {
  const node = nodeOf(flow, id)
  const type = nodes.find(node?.type ?? '')
  if (node === undefined || type?.role === 'start' || isJoin(flow, id, nodes)) return flow
  const without = flow.nodes.filter((one) => one.id !== id)
  if (type?.attaches === true)
    return pruned(
      flow,
      { ...flow, nodes: without, edges: flow.edges.filter(({ source }) => source !== id) },
      nodes,
    )
  const ends = waysFrom(flow, id, nodes).length === 0
  const target = ends ? meetingBeside(flow, id, nodes) : wayOn(flow, id, nodes)
  if (target === undefined && !isLoose(flow, id, nodes)) return flow
  const edges = flow.edges.flatMap((edge) => {
    if (edge.source === id) return []
    if (edge.target !== id) return [edge]
    return target === undefined ? [] : [{ ...edge, target }]
  })
  const kept = without.map((one) => {
    if (one['compensation'] !== id) return one
    const { compensation: _, ...rest } = one
    return rest
  })
  const next = pruned(flow, { ...flow, nodes: kept, edges }, nodes, [target])
  return keepsBlocks(flow, next, nodes) ? next : flow
}

/** Whether a block can go to another room: what stands on the edge of its cards would lead out of that. */
function isFree(flow: FlowDocument, own: ReadonlySet<string>, nodes: Nodes): boolean {
  const hung = flow.nodes.some((node) => own.has(String(node['attachedTo'])) && !own.has(node.id))
  const aside = flow.edges.some(
    (edge) => own.has(edge.source) && !own.has(edge.target) && isSideEdge(flow, edge, nodes),
  )
  return !hung && !aside
}

/** Moves a card, or a block, into another line. The same flow again where it already stands there, or can't go. */
export function moveBlock(
  flow: FlowDocument,
  id: string,
  { line, nodes }: { readonly line: Line; readonly nodes: Nodes },
): FlowDocument {
  const block = blockOf(flow, id, nodes)
  const spot = spotOf(flow, line, nodes)
  if (block === undefined || spot === undefined) return flow
  const [out] = waysFrom(flow, block.last, nodes)
  const own = new Set(block.nodes.map((node) => node.id))
  const near = [
    ...line.flatMap((edge) => [edgeOf(flow, edge)?.source, edgeOf(flow, edge)?.target]),
    spot.room,
    spot.target,
    spot.above,
  ].some((one) => one !== undefined && own.has(one))
  const from = roomOf(flow, nodeOf(flow, id) ?? { id, type: '' }, nodes)
  if (near || (from !== spot.room && !isFree(flow, own, nodes))) return flow
  if (out === undefined && !isLoose(flow, id, nodes)) return flow
  const edges = flow.edges.flatMap((edge) => {
    if (edge.id === out?.id) return spot.target === undefined ? [] : [{ ...edge, target: spot.target }]
    if (line.includes(edge.id)) return [{ ...edge, target: block.first }]
    if (edge.target !== block.first || own.has(edge.source)) return [edge]
    return out === undefined ? [] : [{ ...edge, target: out.target }]
  })
  const lain = new Map(lyingIn(block, spot.room).map((node) => [node.id, node]))
  return {
    ...flow,
    nodes: flow.nodes.map((node) => lain.get(node.id) ?? node),
    edges: [
      ...edges,
      ...fresh(edges, [
        [out === undefined ? block.last : undefined, spot.target],
        [spot.above, block.first],
      ]),
    ],
  }
}

/** Puts an event on the edge of a node, with a way of its own to an end. */
export function attachEvent(
  flow: FlowDocument,
  host: string,
  { event, end }: { readonly event: FlowNodeDocument; readonly end: FlowNodeDocument },
): FlowDocument {
  const on = nodeOf(flow, host)
  if (on === undefined) return flow
  const ids = flow.nodes.map(({ id }) => id)
  const id = nextId(ids, event.type)
  const room = on.parent
  const [added, last] = [
    lying({ ...event, id, attachedTo: host }, room),
    lying({ ...end, id: nextId([...ids, id], end.type) }, room),
  ]
  return {
    ...flow,
    nodes: [...flow.nodes, added, last],
    edges: [...flow.edges, ...fresh(flow.edges, [[id, last.id]])],
  }
}

/** Changes settings of a node; undefined takes one away. */
export function editNode(
  flow: FlowDocument,
  id: string,
  patch: { readonly [key: string]: unknown },
): FlowDocument {
  return { ...flow, nodes: flow.nodes.map((node) => (node.id === id ? patched(node, patch) : node)) }
}

/** Makes another kind of node of one, which keeps its place and nothing else. */
export function retype(
  flow: FlowDocument,
  id: string,
  as: Omit<FlowNodeDocument, 'id'> & { readonly type: string },
): FlowDocument {
  const nodes = flow.nodes.map((node) => (node.id === id ? lying({ ...as, id }, node.parent) : node))
  return { ...flow, nodes }
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
    /** Undefined for the only way of an event. */
    readonly outcome: string | undefined
    readonly to: string | FlowNodeDocument | undefined
    readonly nodes: Nodes
  },
): FlowDocument {
  const others = flow.edges.filter((edge) => !(edge.source === node && edge.outcome === outcome))
  if (to === undefined) return pruned(flow, { ...flow, edges: others }, nodes)
  const own =
    typeof to === 'string'
      ? undefined
      : lying(
          {
            ...to,
            id: nextId(
              flow.nodes.map(({ id }) => id),
              to.type,
            ),
          },
          nodeOf(flow, node)?.parent,
        )
  const target = own?.id ?? (to as string)
  const edge = {
    id: nextId(
      flow.edges.map(({ id }) => id),
      'e',
    ),
    source: node,
    target,
    ...(outcome === undefined ? {} : { outcome }),
  }
  const added = own === undefined ? flow.nodes : [...flow.nodes, own]
  return pruned(flow, { ...flow, nodes: added, edges: [...others, edge] }, nodes)
}
