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

/**
 * A flow as cards. The main way and each lane are made of blocks; edges that fit no block (a way back, two rejections
 * that share what follows) are jumps and are shown as a word below the card they leave.
 */
export type Outline = {
  readonly main: FlowTree
  readonly lanes: readonly Lane[]
  readonly jumps: readonly FlowEdgeDocument[]
}

/** Where a card stands. */
export type Place = {
  /** Name of its sequence: `main`, the head of a lane, or the edge that opens its branch. */
  readonly list: string
  readonly cards: FlowTree
  readonly index: number
  /** Node that the enclosing block goes on with. */
  readonly after: string | undefined
  /** Branching node and branch it stands in. */
  readonly gate: TreeCard | undefined
  readonly branch: TreeBranch | undefined
}

/** Whether an edge leaves by another outcome than the usual one: it opens no branch of the main way. */
export function isSideEdge(flow: FlowGraph, edge: FlowEdgeDocument, nodes: Nodes): boolean {
  if (edge.outcome === undefined) return false
  const source = flow.nodes.find((node) => node.id === edge.source)
  const [first] = (source === undefined ? undefined : nodes.find(source.type)?.ports(source)) ?? []
  return edge.outcome !== first?.key
}

/** Node a run begins at: of the starting type, else one that nothing leads to, else the first. */
export function rootOf(flow: FlowGraph, nodes: Nodes): FlowNodeDocument | undefined {
  const targets = new Set(flow.edges.map((edge) => edge.target))
  return (
    flow.nodes.find((node) => nodes.find(node.type)?.role === 'start') ??
    flow.nodes.find((node) => !targets.has(node.id)) ??
    flow.nodes[0]
  )
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

/** Reads a flow as cards; every node is on exactly one. */
export function outlineOf(flow: FlowGraph, types: Nodes): Outline {
  const root = rootOf(flow, types)
  if (root === undefined) return { main: [], lanes: [], jumps: [] }
  const usual = flow.edges.filter((edge) => !isSideEdge(flow, edge, types))
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
  const drawn = new Set(
    [main, ...lanes].flatMap(({ cards }) => treeToGraph(cards).edges.map((edge) => edge.id)),
  )
  return { main: main.cards, lanes, jumps: flow.edges.filter((edge) => !drawn.has(edge.id)) }
}

/** Where each card of an outline stands. */
export function placesOf({ main, lanes }: Outline): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  type Inside = Pick<Place, 'list' | 'after' | 'gate' | 'branch'>
  const walk = (cards: FlowTree, inside: Inside): void => {
    for (const [index, card] of cards.entries()) {
      places.set(card.node.id, { ...inside, cards, index })
      const after = cards[index + 1]?.node.id ?? inside.after
      for (const branch of card.branches ?? [])
        walk(branch.cards, { list: branch.edge.id, after, gate: card, branch })
    }
  }
  walk(main, { list: 'main', after: undefined, gate: undefined, branch: undefined })
  for (const { head, cards } of lanes)
    walk(cards, { list: head, after: undefined, gate: undefined, branch: undefined })
  return places
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

/** The line above a card or, one past the last, below a branch: the edges that something put there goes into. */
export function lineAt(cards: FlowTree, index: number, branch: TreeBranch | undefined): readonly string[] {
  if (index === 0) return branch === undefined ? [] : [branch.edge.id]
  if (index === cards.length && branch?.exit !== undefined) return [branch.exit.id]
  const above = cards[index - 1]
  return above === undefined ? [] : exitsOf(above)
}

/** The branches of a node in the order they are asked, the default one last. */
export function orderedBranches(card: TreeCard): readonly TreeBranch[] {
  const rank = ({ edge }: TreeBranch): number =>
    edge.id === card.node['default'] ? Number.POSITIVE_INFINITY : (edge.priority ?? 1000)
  return (card.branches ?? []).toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
}
