import {
  type FlowGraph,
  flowTree,
  type FlowTree,
  type NodeType,
  treeToGraph,
  type TreeBranch,
  type TreeCard,
} from '@mortise/flows'
import type { ExtensionList, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'

/** The node types a flow is read with. */
export type Nodes = ExtensionList<NodeType>

/** A sequence of cards that stands by itself: the main way, or one that only an outcome or a jump leads to. */
export type Lane = { readonly head: string; readonly cards: FlowTree }

/** The steps of a flow, or of a node that has steps inside: the usual way, and what stands beside it. */
export type Room = { readonly main: FlowTree; readonly lanes: readonly Lane[] }

/**
 * A flow as cards. The main way and each lane are made of blocks; edges that fit no block (a way back, two rejections
 * that share what follows) are jumps and are shown as a word below the card they leave.
 */
export type Outline = Room & {
  readonly jumps: readonly FlowEdgeDocument[]
  /** What lies inside nodes that hold steps, by the node. */
  readonly rooms: ReadonlyMap<string, Room>
  /** Events on the edge of nodes, by the node. */
  readonly attached: ReadonlyMap<string, readonly FlowNodeDocument[]>
}

/** Where a card stands. */
export type Place = {
  /** Name of its sequence: `main`, the head of a lane, or the edge that opens its branch. */
  readonly list: string
  readonly cards: FlowTree
  readonly index: number
  /** Node it lies inside. */
  readonly room: string | undefined
  /** Node that the enclosing block goes on with. */
  readonly after: string | undefined
  /** Branching node and branch it stands in. */
  readonly gate: TreeCard | undefined
  readonly branch: TreeBranch | undefined
}

/** Whether an edge leaves by another outcome than the usual one, or an event: it opens no branch of the main way. */
export function isSideEdge(flow: FlowGraph, edge: FlowEdgeDocument, nodes: Nodes): boolean {
  const source = flow.nodes.find((node) => node.id === edge.source)
  if (source !== undefined && nodes.find(source.type)?.attaches === true) return true
  if (edge.outcome === undefined) return false
  const [first] = (source === undefined ? undefined : nodes.find(source.type)?.ports(source)) ?? []
  return edge.outcome !== first?.key
}

/** Whether a node stands on the edge of another one. */
function isAttached(flow: FlowGraph, node: FlowNodeDocument, nodes: Nodes): boolean {
  return nodes.find(node.type)?.attaches === true && flow.nodes.some(({ id }) => id === node['attachedTo'])
}

/** Nodes that undo the work of others: no way leads to them. */
export function handlersOf(flow: Pick<FlowGraph, 'nodes'>): ReadonlySet<unknown> {
  return new Set(flow.nodes.map((node) => node['compensation']).filter((id) => id !== undefined))
}

/** A node of the starting type, else one that nothing at all leads to. */
function unled(flow: FlowGraph, nodes: Nodes): FlowNodeDocument | undefined {
  const targets = new Set<unknown>([...flow.edges.map((edge) => edge.target), ...handlersOf(flow)])
  return (
    flow.nodes.find((node) => nodes.find(node.type)?.role === 'start') ??
    flow.nodes.find((node) => !targets.has(node.id))
  )
}

/** Node a way begins at: of the starting type, else one that nothing leads to, else the first. */
export function rootOf(flow: FlowGraph, nodes: Nodes): FlowNodeDocument | undefined {
  return unled(flow, nodes) ?? flow.nodes[0]
}

/** Ids that edges lead to from a node, itself included. */
export function reachedFrom(root: string, edges: readonly FlowEdgeDocument[]): ReadonlySet<string> {
  const bySource = Map.groupBy(edges, (edge) => edge.source)
  const seen = new Set([root])
  const open = [root]
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const { target } of bySource.get(id) ?? [])
      if (!seen.has(target)) {
        seen.add(target)
        open.push(target)
      }
  return seen
}

/** Edges that don't lead back to a node on the way they came from. */
function withoutWaysBack(root: string, edges: readonly FlowEdgeDocument[]): readonly FlowEdgeDocument[] {
  const bySource = Map.groupBy(edges, (edge) => edge.source)
  const back = new Set<string>()
  const done = new Set<string>()
  const visit = (id: string, path: ReadonlySet<string>): void => {
    if (done.has(id)) return
    const here = new Set([...path, id])
    for (const edge of bySource.get(id) ?? []) {
      if (here.has(edge.target)) back.add(edge.id)
      else visit(edge.target, here)
    }
    done.add(id)
  }
  visit(root, new Set())
  return edges.filter((edge) => !back.has(edge.id))
}

/** The first edge into each node: always a tree. */
function firstWays(root: string, edges: readonly FlowEdgeDocument[]): readonly FlowEdgeDocument[] {
  const reached = new Set([root])
  const kept: FlowEdgeDocument[] = []
  for (let grew = true; grew; ) {
    grew = false
    for (const edge of edges)
      if (reached.has(edge.source) && !reached.has(edge.target)) {
        reached.add(edge.target)
        kept.push(edge)
        grew = true
      }
  }
  return edges.filter((edge) => kept.includes(edge))
}

function readLane(flow: FlowGraph, root: string, given: readonly FlowEdgeDocument[]): Lane {
  const ids = reachedFrom(root, given)
  const inside = given.filter((edge) => ids.has(edge.source))
  const nodes = flow.nodes.filter((node) => ids.has(node.id))
  const forward = withoutWaysBack(root, inside)
  const cards =
    flowTree({ nodes, edges: inside }) ??
    flowTree({ nodes, edges: forward }) ??
    flowTree({ nodes, edges: firstWays(root, forward) }) ??
    nodes.map((node) => ({ node }))
  return { head: root, cards }
}

/** The cards of one room, from the nodes that lie in it. */
function readRoom(flow: FlowGraph, usual: readonly FlowEdgeDocument[], types: Nodes): Room {
  const root = unled(flow, types) ?? rootOf({ ...flow, edges: usual }, types)
  if (root === undefined) return { main: [], lanes: [] }
  const main = readLane(flow, root.id, usual)
  const placed = new Set(treeToGraph(main.cards).nodes.map((node) => node.id))
  const lanes: Lane[] = []
  const heads = flow.edges.filter((edge) => !usual.includes(edge)).map((edge) => edge.target)
  for (const head of [...heads, ...flow.nodes.map((node) => node.id)]) {
    if (placed.has(head) || !flow.nodes.some((node) => node.id === head)) continue
    const own = usual.filter((edge) => !placed.has(edge.source) && !placed.has(edge.target))
    const lane = readLane(flow, head, own)
    for (const node of treeToGraph(lane.cards).nodes) placed.add(node.id)
    lanes.push(lane)
  }
  return { main: main.cards, lanes }
}

/** Node that one lies inside; undefined where that holds nothing. */
export function roomOf(
  flow: Pick<FlowGraph, 'nodes'>,
  node: FlowNodeDocument,
  types: Nodes,
): string | undefined {
  const around = flow.nodes.find(({ id }) => id === node.parent)
  return around !== undefined && types.find(around.type)?.holds === true ? around.id : undefined
}

const outlines = new WeakMap<FlowGraph, { readonly types: Nodes; readonly outline: Outline }>()

/** Reads a flow as cards; every node is on exactly one, or on the edge of one. Made once for each flow value. */
export function outlineOf(flow: FlowGraph, types: Nodes): Outline {
  const known = outlines.get(flow)
  if (known?.types === types) return known.outline
  const outline = readOutline(flow, types)
  outlines.set(flow, { types, outline })
  return outline
}

function readOutline(flow: FlowGraph, types: Nodes): Outline {
  const attached = Map.groupBy(
    flow.nodes.filter((node) => isAttached(flow, node, types)),
    (node) => String(node['attachedTo']),
  )
  const cards = flow.nodes.filter((node) => !isAttached(flow, node, types))
  const usual = flow.edges.filter((edge) => !isSideEdge(flow, edge, types))
  const byRoom = Map.groupBy(cards, (node) => roomOf(flow, node, types))
  const read = (nodes: readonly FlowNodeDocument[]): Room => {
    const ids = new Set(nodes.map(({ id }) => id))
    const here = (edge: FlowEdgeDocument): boolean => ids.has(edge.target)
    const inside = usual.filter((edge) => here(edge) && ids.has(edge.source))
    return readRoom(
      { nodes, edges: [...inside, ...flow.edges.filter((one) => here(one) && !usual.includes(one))] },
      inside,
      types,
    )
  }
  const main = read(byRoom.get(undefined) ?? [])
  const holders = cards.filter((node) => types.find(node.type)?.holds === true)
  const rooms = new Map(holders.map(({ id }) => [id, read(byRoom.get(id) ?? [])]))
  const drawn = new Set(
    [main, ...rooms.values()]
      .flatMap((room) => [room.main, ...room.lanes.map((lane) => lane.cards)])
      .flatMap((tree) => treeToGraph(tree).edges.map((edge) => edge.id)),
  )
  return { ...main, rooms, attached, jumps: flow.edges.filter((edge) => !drawn.has(edge.id)) }
}

/** Where each card of an outline stands. */
export function placesOf(outline: Pick<Outline, 'main' | 'lanes' | 'rooms'>): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  type Inside = Pick<Place, 'list' | 'room' | 'after' | 'gate' | 'branch'>
  const walk = (cards: FlowTree, inside: Inside): void => {
    for (const [index, card] of cards.entries()) {
      places.set(card.node.id, { ...inside, cards, index })
      const after = cards[index + 1]?.node.id ?? inside.after
      for (const branch of card.branches ?? [])
        walk(branch.cards, { ...inside, list: branch.edge.id, after, gate: card, branch })
    }
  }
  const walkRoom = ({ main, lanes }: Room, list: string, room: string | undefined): void => {
    const bare = { room, after: undefined, gate: undefined, branch: undefined }
    walk(main, { ...bare, list })
    for (const { head, cards } of lanes) walk(cards, { ...bare, list: head })
  }
  walkRoom(outline, 'main', undefined)
  for (const [id, room] of outline.rooms) walkRoom(room, roomList(id), id)
  return places
}

/** Name of the sequence that lies inside a node. */
export function roomList(room: string): string {
  return `room:${room}`
}

/** Edges by which a card is left downwards: its own, or those of its branches where they meet. */
export function exitsOf(card: TreeCard): readonly string[] {
  if (card.next !== undefined) return [card.next.id]
  return (card.branches ?? []).flatMap(branchExits)
}

/** Edges by which a branch is left. */
export function branchExits(branch: TreeBranch): readonly string[] {
  const last = branch.cards.at(-1)
  if (last === undefined) return [branch.edge.id]
  return branch.exit === undefined ? exitsOf(last) : [branch.exit.id]
}

/*
 * Lines that are no edges yet: into a room above its first card, and below a last card that leads nowhere. They are written
 * like ids of edges, which hold no space.
 */
const [into, below] = ['into ', 'below ']

/** The line into a room, above its first card. */
export function lineInto(room: string): readonly string[] {
  return [`${into}${room}`]
}

/** The room that a line leads into from above. */
export function roomAt([first = '']: readonly string[]): string | undefined {
  return first.startsWith(into) ? first.slice(into.length) : undefined
}

/** The card that a line begins below where no edge leads on from it yet. */
export function lastAt([first = '']: readonly string[]): string | undefined {
  return first.startsWith(below) ? first.slice(below.length) : undefined
}

/**
 * The line above a card or, one past the last, below a sequence: the edges that something put there goes into. A sequence
 * inside a node can be added to above its first card, and every one below a last card that leads nowhere.
 */
export function lineAt(
  cards: FlowTree,
  index: number,
  { branch, room, list }: Pick<Place, 'branch' | 'room' | 'list'>,
): readonly string[] {
  if (index === 0) {
    if (branch !== undefined) return [branch.edge.id]
    return room !== undefined && list === roomList(room) ? lineInto(room) : []
  }
  if (index === cards.length && branch?.exit !== undefined) return [branch.exit.id]
  const above = cards[index - 1]
  if (above === undefined) return []
  const exits = exitsOf(above)
  return exits.length === 0 && index === cards.length && above.branches === undefined
    ? [`${below}${above.node.id}`]
    : exits
}

/** The branches of a node in the order they are asked, the default one last. */
export function orderedBranches(card: TreeCard): readonly TreeBranch[] {
  const rank = ({ edge }: TreeBranch): number =>
    edge.id === card.node['default'] ? Number.POSITIVE_INFINITY : (edge.priority ?? 1000)
  return (card.branches ?? []).toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
}
