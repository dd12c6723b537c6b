import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'

/** A definition by id, with what follows what. */
export type Graph = {
  readonly node: (id: string) => FlowNodeDocument | undefined
  /** Edges that leave a node, small priority first, then as written. */
  readonly out: (id: string) => readonly FlowEdgeDocument[]
  readonly into: (id: string) => readonly FlowEdgeDocument[]
  /** Whether a token at `from` can get to `to` by one edge or more. */
  readonly reaches: (from: string, to: string) => boolean
}

const graphs = new WeakMap<FlowDocument, Graph>()

/** The graph of a definition; made once for each document value. */
export function graphOf(definition: FlowDocument): Graph {
  const known = graphs.get(definition)
  if (known !== undefined) return known
  const made = makeGraph(definition)
  graphs.set(definition, made)
  return made
}

function makeGraph(definition: FlowDocument): Graph {
  const nodes = new Map(definition.nodes.map((node) => [node.id, node]))
  const out = Map.groupBy(definition.edges, (edge) => edge.source)
  const into = Map.groupBy(definition.edges, (edge) => edge.target)
  for (const edges of out.values()) edges.sort((a, b) => (a.priority ?? 100) - (b.priority ?? 100))
  const reachable = new Map<string, ReadonlySet<string>>()
  const outOf = (id: string): readonly FlowEdgeDocument[] => out.get(id) ?? []
  return {
    node: (id) => nodes.get(id),
    out: outOf,
    into: (id) => into.get(id) ?? [],
    reaches: (from, to) => {
      const known = reachable.get(from) ?? reachFrom(from, outOf)
      reachable.set(from, known)
      return known.has(to)
    },
  }
}

/** Every node that can be reached from one by one edge or more. */
export function reachFrom(
  start: string,
  out: (id: string) => readonly FlowEdgeDocument[],
): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [start]
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const { target } of out(id))
      if (!seen.has(target)) {
        seen.add(target)
        open.push(target)
      }
  return seen
}
