import { type LocalizedText, say } from '@mortise/errors'
import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'
import {
  exitsOf,
  handlersOf,
  isSideEdge,
  type Nodes,
  outlineOf,
  type Place,
  placesOf,
  reachedFrom,
  roomOf,
  rootOf,
} from './outline.ts'

/** Nodes with the edges between them, entered at `first` and left at `last`. */
export type Block = {
  readonly nodes: readonly FlowNodeDocument[]
  readonly edges: readonly FlowEdgeDocument[]
  readonly first: string
  readonly last: string
}

/** The smallest free id of a kind: `user_task_2`. Drafts are edited again and again; the same edit gives the same flow. */
export function nextId(taken: Iterable<string>, prefix: string): string {
  const used = new Set(taken)
  for (let at = 1; ; at++) if (!used.has(`${prefix}_${at}`)) return `${prefix}_${at}`
}

function numbered(name: LocalizedText, n: number): LocalizedText {
  if (n === 1) return name
  return typeof name === 'string' ? `${name} ${n}` : { zh: `${name.zh} ${n}`, en: `${name.en} ${n}` }
}

/** A name nobody in the flow has yet: 审批, 审批 2. */
export function freeName(flow: Pick<FlowDocument, 'nodes'>, name: LocalizedText): LocalizedText {
  const taken = new Set(flow.nodes.map((node) => say(node.name, 'zh')))
  for (let n = 1; ; n++) {
    const next = numbered(name, n)
    if (!taken.has(say(next, 'zh'))) return next
  }
}

/** A node of a flow by its id. */
export function nodeOf(flow: Pick<FlowDocument, 'nodes'>, id: string): FlowNodeDocument | undefined {
  return flow.nodes.find((node) => node.id === id)
}

/** An edge of a flow by its id. */
export function edgeOf(flow: Pick<FlowDocument, 'edges'>, id: string): FlowEdgeDocument | undefined {
  return flow.edges.find((edge) => edge.id === id)
}

/** Where a card stands. */
export function placeOf(flow: FlowDocument, id: string, nodes: Nodes): Place | undefined {
  return placesOf(outlineOf(flow, nodes)).get(id)
}

/** Edges that leave a node on the usual way. */
export function waysFrom(flow: FlowDocument, id: string, nodes: Nodes): readonly FlowEdgeDocument[] {
  return flow.edges.filter((edge) => edge.source === id && !isSideEdge(flow, edge, nodes))
}

/** Ways to nodes that no edge leads to: into a room, to an event on the edge of a node, to what undoes one. */
function hangings(flow: FlowDocument, nodes: Nodes, entries: readonly string[]): readonly FlowEdgeDocument[] {
  const way = (source: unknown, target: string): readonly FlowEdgeDocument[] =>
    typeof source === 'string' ? [{ id: '', source, target }] : []
  return flow.nodes.flatMap((node) => [
    ...way(node['attachedTo'], node.id),
    ...way(node.id, String(node['compensation'] ?? '')),
    ...(entries.includes(node.id) ? way(roomOf(flow, node, nodes), node.id) : []),
  ])
}

/** Steps that rooms begin with: no edge leads to them. */
function entriesOf(flow: FlowDocument, nodes: Nodes): readonly string[] {
  const targets = new Set(flow.edges.map((edge) => edge.target))
  const handlers = handlersOf(flow)
  const begins = ({ id, ...node }: FlowNodeDocument): boolean =>
    !targets.has(id) &&
    !handlers.has(id) &&
    node['attachedTo'] === undefined &&
    roomOf(flow, { id, ...node }, nodes) !== undefined
  return flow.nodes.filter(begins).map(({ id }) => id)
}

/**
 * Takes away what the edit left without a way to it; what nothing led to before stays as it was. `keep`: where rooms begin
 * now that did not before.
 */
export function pruned(
  before: FlowDocument,
  after: FlowDocument,
  nodes: Nodes,
  keep: readonly (string | undefined)[] = [],
): FlowDocument {
  const root = rootOf(before, nodes)
  if (root === undefined) return after
  const entries = [...entriesOf(before, nodes), ...keep.filter((id) => id !== undefined)]
  const reached = (flow: FlowDocument): ReadonlySet<string> =>
    reachedFrom(root.id, [...flow.edges, ...hangings(flow, nodes, entries)])
  const [was, now] = [reached(before), reached(after)]
  const gone = new Set(after.nodes.map(({ id }) => id).filter((id) => was.has(id) && !now.has(id)))
  if (gone.size === 0) return after
  return {
    ...after,
    nodes: after.nodes.filter(({ id }) => !gone.has(id)),
    edges: after.edges.filter(({ source, target }) => !gone.has(source) && !gone.has(target)),
  }
}

/** Whether an edit left a flow of blocks one: no way now crosses another that didn't before. */
export function keepsBlocks(before: FlowDocument, after: FlowDocument, nodes: Nodes): boolean {
  return outlineOf(after, nodes).jumps.length <= outlineOf(before, nodes).jumps.length
}

/** Whether a type of node can close the branches that a gate opens. */
function closes(gate: FlowNodeDocument | undefined, join: FlowNodeDocument, nodes: Nodes): boolean {
  const type = nodes.find(gate?.type ?? '')
  if (nodes.find(join.type)?.join === 'some') return type?.split === 'all'
  return join.type === (type?.closedBy ?? type?.type) && nodes.find(join.type)?.branching === true
}

/** The node where the branches of a gate meet, if it is one of the same kind that does nothing else. */
export function joinOf(flow: FlowDocument, gate: string, nodes: Nodes): string | undefined {
  const place = placeOf(flow, gate, nodes)
  const card = place?.cards[place.index]
  if (place === undefined || card?.branches === undefined) return undefined
  const join = place.cards[place.index + 1]?.node
  if (join === undefined || !closes(nodeOf(flow, gate), join, nodes)) return undefined
  const exits = new Set(exitsOf(card))
  const into = flow.edges.filter((edge) => edge.target === join.id)
  const own = into.every((edge) => exits.has(edge.id))
  return own && waysFrom(flow, join.id, nodes).length < 2 ? join.id : undefined
}

/** Whether a node only closes a block: it is drawn as a dot and goes with its gate. */
export function isJoin(flow: FlowDocument, id: string, nodes: Nodes): boolean {
  const place = placeOf(flow, id, nodes)
  const above = place?.cards[(place?.index ?? 0) - 1]
  return above?.branches !== undefined && joinOf(flow, above.node.id, nodes) === id
}

/** Nodes inside of some, however deep. */
export function insideOf(
  flow: Pick<FlowDocument, 'nodes'>,
  ids: ReadonlySet<string>,
): readonly FlowNodeDocument[] {
  const all = new Set(ids)
  for (let grew = true; grew; ) {
    const more = flow.nodes.filter(
      ({ id, parent }) => !all.has(id) && parent !== undefined && all.has(parent),
    )
    grew = more.length > 0
    for (const { id } of more) all.add(id)
  }
  return flow.nodes.filter(({ id }) => all.has(id) && !ids.has(id))
}

/**
 * What moves and is copied together: a card with what lies inside it, or a gate with its branches and the node where they
 * meet. Undefined for the start, for ends, for what stands on the edge of another and for branches that meet at a card
 * of its own.
 */
export function blockOf(flow: FlowDocument, id: string, nodes: Nodes): Block | undefined {
  const node = nodeOf(flow, id)
  const type = nodes.find(node?.type ?? '')
  if (node === undefined || type?.role !== undefined || type?.attaches === true || isJoin(flow, id, nodes))
    return undefined
  const ways = waysFrom(flow, id, nodes)
  const join = ways.length < 2 ? id : joinOf(flow, id, nodes)
  if (join === undefined) return undefined
  const level =
    ways.length < 2
      ? new Set([id])
      : reachedFrom(
          id,
          flow.edges.filter((edge) => edge.source !== join && !isSideEdge(flow, edge, nodes)),
        )
  const whole = new Set([...level, ...insideOf(flow, level).map((one) => one.id)])
  return {
    nodes: flow.nodes.filter((one) => whole.has(one.id)),
    edges: flow.edges.filter((edge) => {
      if (!whole.has(edge.source) || !whole.has(edge.target) || edge.source === join) return false
      return !level.has(edge.source) || !isSideEdge(flow, edge, nodes)
    }),
    first: id,
    last: join,
  }
}

/** Settings of a node that name another. */
const pointing = ['parent', 'attachedTo', 'compensation'] as const

/** A block under ids that are free in a flow. */
export function renamed(flow: FlowDocument, block: Block): Block {
  const takenNodes = flow.nodes.map((node) => node.id)
  const takenEdges = flow.edges.map((edge) => edge.id)
  const nodeNames = new Map<string, string>()
  const edgeNames = new Map<string, string>()
  for (const { id, type } of block.nodes)
    nodeNames.set(id, nextId([...takenNodes, ...nodeNames.values()], type))
  for (const { id } of block.edges) edgeNames.set(id, nextId([...takenEdges, ...edgeNames.values()], 'e'))
  const node = (id: string): string => nodeNames.get(id) ?? id
  return {
    nodes: block.nodes.map((one) => {
      const fallback = typeof one['default'] === 'string' ? edgeNames.get(one['default']) : undefined
      const name = one.name === undefined ? {} : { name: freeName(flow, one.name) }
      return {
        ...one,
        ...name,
        ...Object.fromEntries(
          pointing.flatMap((key) => (typeof one[key] === 'string' ? [[key, node(one[key])]] : [])),
        ),
        id: node(one.id),
        ...(fallback === undefined ? {} : { default: fallback }),
      }
    }),
    edges: block.edges.map((edge) => ({
      ...edge,
      id: edgeNames.get(edge.id) ?? edge.id,
      source: node(edge.source),
      target: node(edge.target),
    })),
    first: node(block.first),
    last: node(block.last),
  }
}
