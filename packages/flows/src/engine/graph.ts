import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'

/** A definition by id, with what follows what. */
export type Graph = {
  readonly node: (id: string) => FlowNodeDocument | undefined
  /** Edges that leave a node, small priority first, then as written. */
  readonly out: (id: string) => readonly FlowEdgeDocument[]
  readonly into: (id: string) => readonly FlowEdgeDocument[]
  /** Nodes that stand on the edge of one. */
  readonly attached: (id: string) => readonly FlowNodeDocument[]
  /** Nodes inside one. */
  readonly inside: (id: string) => readonly FlowNodeDocument[]
  /** Where the way inside a node begins: the one no edge leads to. Undefined when there is none or no single one. */
  readonly entry: (id: string) => FlowNodeDocument | undefined
  /** Whether a token at `from` can get to `to` by one edge or more, also over boundary events of nodes on the way. */
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
  const attached = Map.groupBy(definition.nodes, (node) => textOf(node, 'attachedTo'))
  const inside = Map.groupBy(definition.nodes, (node) => textOf(node, 'parent'))
  const handlers = new Set(definition.nodes.map((node) => textOf(node, 'compensation')))
  const attachedTo = (id: string): readonly FlowNodeDocument[] => attached.get(id) ?? []
  const ways = (id: string): readonly { readonly target: string }[] => {
    const events = attachedTo(id)
    return events.length === 0 ? outOf(id) : [...outOf(id), ...events.flatMap((event) => outOf(event.id))]
  }
  return {
    node: (id) => nodes.get(id),
    out: outOf,
    into: (id) => into.get(id) ?? [],
    attached: attachedTo,
    inside: (id) => inside.get(id) ?? [],
    entry: (id) => {
      const first = (inside.get(id) ?? []).filter(
        (node) => !into.has(node.id) && node['attachedTo'] === undefined && !handlers.has(node.id),
      )
      return first.length === 1 ? first[0] : undefined
    },
    reaches: (from, to) => {
      const known = reachable.get(from) ?? reachFrom(from, ways)
      reachable.set(from, known)
      return known.has(to)
    },
  }
}

function textOf(node: FlowNodeDocument, key: string): string | undefined {
  const value = node[key]
  return typeof value === 'string' ? value : undefined
}

/** Every node that can be reached from one by one edge or more. */
export function reachFrom(
  start: string,
  out: (id: string) => readonly { readonly target: string }[],
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
