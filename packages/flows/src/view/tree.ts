import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'

/** An edge without its ends, which the tree gives by place. */
export type TreeEdge = Omit<FlowEdgeDocument, 'source' | 'target'>

/** One of the branches that open at a card. Its first edge carries condition, priority and outcome. */
export type TreeBranch = {
  readonly edge: TreeEdge
  readonly cards: FlowTree
  /** Edge from the last card to where the branches meet; absent when the branch ends, or has no card. */
  readonly exit?: TreeEdge
}

/** A node as a card, with the branches that open below it. */
export type TreeCard = {
  readonly node: FlowNodeDocument
  /** Edge to the next card of the sequence; absent for the last, and where branches lead there. */
  readonly next?: TreeEdge
  readonly branches?: readonly TreeBranch[]
}

/** A sequence of cards from top to bottom; branches stand beside each other and meet at the next card. */
export type FlowTree = readonly TreeCard[]

/** The graph's nodes and edges that a tree stands for. */
export type FlowGraph = Pick<FlowDocument, 'nodes' | 'edges'>

type Reader = {
  readonly node: (id: string) => FlowNodeDocument | undefined
  readonly out: (id: string) => readonly FlowEdgeDocument[]
  readonly meet: (id: string) => string | undefined
  readonly used: Set<string>
}

function head(edge: FlowEdgeDocument): TreeEdge {
  const { source: _source, target: _target, ...rest } = edge
  return rest
}

/**
 * For each node the nearest node that all ways from it lead through (its immediate post-dominator), by shrinking sets
 * until nothing changes. Flows are small; undefined where ways end apart.
 */
function meetings(ids: readonly string[], out: Reader['out']): ReadonlyMap<string, string | undefined> {
  const after = new Map(ids.map((id) => [id, new Set(out(id).length === 0 ? [id] : ids)]))
  for (let changed = true; changed; ) {
    changed = false
    for (const id of ids) {
      const sets = out(id).map((edge) => after.get(edge.target) ?? new Set<string>())
      if (sets.length === 0) continue
      const shared = [...(sets[0] ?? [])].filter((one) => sets.every((set) => set.has(one)))
      const next = new Set([id, ...shared])
      if (next.size !== after.get(id)?.size) {
        after.set(id, next)
        changed = true
      }
    }
  }
  // The nearest of a chain of post-dominators is the one with the most behind it.
  return new Map(
    ids.map((id) => {
      const others = [...(after.get(id) ?? [])].filter((one) => one !== id)
      const size = (one: string): number => after.get(one)?.size ?? 0
      return [id, others.sort((a, b) => size(b) - size(a))[0]]
    }),
  )
}

type Sequence = { readonly cards: FlowTree; readonly exit?: TreeEdge }

/** Cards from a node until `stop` (where an enclosing block goes on); undefined when the graph is no tree of blocks. */
function readSequence(reader: Reader, from: string, stop: string | undefined): Sequence | undefined {
  const cards: TreeCard[] = []
  for (let id: string | undefined = from; id !== undefined && id !== stop; ) {
    const node = reader.node(id)
    if (node === undefined || reader.used.has(id)) return undefined
    reader.used.add(id)
    const out = reader.out(id)
    const [only] = out
    if (only === undefined) return { cards: [...cards, { node }] }
    if (out.length === 1) {
      if (only.target === stop) return { cards: [...cards, { node }], exit: head(only) }
      cards.push({ node, next: head(only) })
      id = only.target
      continue
    }
    const meet = reader.meet(id)
    const branches = readBranches(reader, out, meet)
    if (branches === undefined) return undefined
    cards.push({ node, branches })
    id = meet
  }
  return { cards }
}

function readBranches(
  reader: Reader,
  out: readonly FlowEdgeDocument[],
  meet: string | undefined,
): readonly TreeBranch[] | undefined {
  const branches: TreeBranch[] = []
  for (const edge of out) {
    const inner = edge.target === meet ? { cards: [] } : readSequence(reader, edge.target, meet)
    if (inner === undefined) return undefined
    branches.push({ edge: head(edge), ...inner })
  }
  return branches
}

/**
 * The flow as cards, when its graph is made of blocks; undefined when it isn't (a jump back, or branches that cross):
 * such a flow is drawn as a graph. `treeToGraph` gives the same nodes and edges again.
 */
export function flowTree(definition: FlowGraph): FlowTree | undefined {
  const byId = new Map(definition.nodes.map((node) => [node.id, node]))
  const bySource = Map.groupBy(definition.edges, (edge) => edge.source)
  const out: Reader['out'] = (id) => bySource.get(id) ?? []
  const targets = new Set(definition.edges.map((edge) => edge.target))
  const roots = definition.nodes.filter((node) => !targets.has(node.id))
  const [root] = roots
  if (root === undefined || roots.length > 1) return undefined
  const meet = meetings([...byId.keys()], out)
  const reader: Reader = { node: (id) => byId.get(id), out, meet: (id) => meet.get(id), used: new Set() }
  const tree = readSequence(reader, root.id, undefined)?.cards
  if (tree === undefined || reader.used.size !== definition.nodes.length) return undefined
  return sameEdges(treeToGraph(tree), definition) ? tree : undefined
}

function sameEdges(a: FlowGraph, b: FlowGraph): boolean {
  const ends = (graph: FlowGraph): string =>
    graph.edges
      .map((edge) => `${edge.id} ${edge.source} ${edge.target}`)
      .sort()
      .join('\n')
  return ends(a) === ends(b)
}

/** The graph of a tree of cards: nodes in reading order, edges by place. */
export function treeToGraph(tree: FlowTree): FlowGraph {
  const nodes: FlowNodeDocument[] = []
  const edges: FlowEdgeDocument[] = []
  const connect = (edge: TreeEdge | undefined, source: string, target: string | undefined): void => {
    if (edge !== undefined && target !== undefined) edges.push({ ...edge, source, target })
  }
  const write = (cards: FlowTree, after: string | undefined, exit: TreeEdge | undefined): void => {
    for (const [index, { node, next, branches = [] }] of cards.entries()) {
      const following = cards[index + 1]?.node.id
      nodes.push(node)
      connect(next, node.id, following)
      if (index === cards.length - 1) connect(exit, node.id, after)
      const meet = following ?? after
      for (const branch of branches) {
        connect(branch.edge, node.id, branch.cards[0]?.node.id ?? meet)
        write(branch.cards, meet, branch.exit)
      }
    }
  }
  write(tree, undefined, undefined)
  return { nodes, edges }
}
