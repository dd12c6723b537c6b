import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'

/** A branch below a card. `cards` may be empty: it leads straight to where branches meet. */
export type Lane = { readonly edge: FlowEdgeDocument; readonly cards: CardList }

/** One card. `next` is the edge that leads down to the next card, where something can be put in. */
export type Card = {
  readonly node: FlowNodeDocument
  readonly next?: FlowEdgeDocument
  readonly lanes?: readonly Lane[]
}

/** A way on to a card that is drawn elsewhere: branches that cross, and ways back. */
export type Jump = { readonly jump: string }

/** Cards from top to bottom. A jump can only be the last. */
export type CardList = readonly (Card | Jump)[]

type Graph = Pick<FlowDocument, 'nodes' | 'edges'>

/** Whether an entry is a card. */
export function isCard(entry: Card | Jump): entry is Card {
  return 'node' in entry
}

type Reader = {
  readonly byId: ReadonlyMap<string, FlowNodeDocument>
  readonly out: (id: string) => readonly FlowEdgeDocument[]
  readonly drawn: Set<string>
}

/** Ids that can be reached from a node, itself included. */
function reach(out: Reader['out'], from: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const wait = [from]
  for (let id = wait.pop(); id !== undefined; id = wait.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    wait.push(...out(id).map((edge) => edge.target))
  }
  return seen
}

/**
 * Where the branches of a node meet again: the first node that every branch leads to, in the order of the first branch,
 * and that no branch can go around. Branches that only jump back count as well.
 */
function meeting({ out }: Reader, edges: readonly FlowEdgeDocument[]): string | undefined {
  const sets = edges.map((edge) => reach(out, edge.target))
  const [first] = sets
  const shared = [...(first ?? [])].filter((id) => sets.every((set) => set.has(id)))
  // The nearest is the one from which all the other shared ones can be reached.
  return shared.find((id) => {
    const from = reach(out, id)
    return (
      shared.every((other) => from.has(other)) && edges.every((edge) => leadsThrough(out, edge.target, id))
    )
  })
}

/** Whether every way from a node that ends, ends only after passing `gate`. */
function leadsThrough(out: Reader['out'], from: string, gate: string): boolean {
  if (from === gate) return true
  const around = reach((id) => (id === gate ? [] : out(id)), from)
  return [...around].every((id) => id === gate || out(id).length > 0)
}

function read(reader: Reader, from: string, stop: string | undefined): CardList {
  const cards: (Card | Jump)[] = []
  let id: string | undefined = from
  while (id !== undefined && id !== stop) {
    const node: FlowNodeDocument | undefined = reader.byId.get(id)
    if (node === undefined) break
    if (reader.drawn.has(id)) return [...cards, { jump: id }]
    reader.drawn.add(id)
    const edges = sortedEdges(reader.out(id))
    const [only] = edges
    if (edges.length < 2) {
      cards.push(only === undefined ? { node } : { node, next: only })
      id = only?.target
      continue
    }
    const meet = meeting(reader, edges)
    const lanes = edges.map((edge): Lane => ({ edge, cards: read(reader, edge.target, meet) }))
    cards.push({ node, lanes })
    id = meet === stop ? undefined : meet
    if (meet === undefined) return cards
  }
  return cards
}

/** Branches in the order in which they are asked. */
export function sortedEdges(edges: readonly FlowEdgeDocument[]): readonly FlowEdgeDocument[] {
  return edges.toSorted((a, b) => (a.priority ?? 100) - (b.priority ?? 100))
}

/**
 * A flow as cards. Blocks (branches that meet again) stand side by side; whatever is no block, such as two approvals
 * that share their way on, is drawn once and jumped to from elsewhere. Every node is drawn exactly once; those that
 * nothing leads to come as lists of their own.
 */
export function cardsOf(graph: Graph): readonly CardList[] {
  const bySource = Map.groupBy(graph.edges, (edge) => edge.source)
  const targets = new Set(graph.edges.map((edge) => edge.target))
  const reader: Reader = {
    byId: new Map(graph.nodes.map((node) => [node.id, node])),
    out: (id) => bySource.get(id) ?? [],
    drawn: new Set(),
  }
  const lists: CardList[] = []
  const roots = graph.nodes.filter((node) => !targets.has(node.id))
  for (const node of [...roots, ...graph.nodes]) {
    if (!reader.drawn.has(node.id)) lists.push(read(reader, node.id, undefined))
  }
  return lists
}
