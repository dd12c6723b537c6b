import type { LocalizedText } from '@mortise/errors'
import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'
import { editNode } from './commands.ts'
import { edgeOf, joinOf, keepsBlocks, nextId, nodeOf, placeOf, pruned, waysFrom } from './graph.ts'
import { type Nodes, orderedBranches } from './outline.ts'

/** Whether the branches of a node are taken by condition. */
export function isDeciding(node: FlowNodeDocument | undefined, nodes: Nodes): boolean {
  const type = nodes.find(node?.type ?? '')
  return node !== undefined && type?.ports(node).some((port) => port.conditional === true) === true
}

/** Whether what happens first decides which branch of a node is taken. */
export function defers(node: FlowNodeDocument | undefined, nodes: Nodes): boolean {
  const type = nodes.find(node?.type ?? '')
  return type?.waits === true && type.branching === true
}

/** Edges of the branches of a node, in the order they are asked, the default one last. */
export function branchEdges(flow: FlowDocument, gate: string, nodes: Nodes): readonly FlowEdgeDocument[] {
  const node = nodeOf(flow, gate)
  if (node === undefined) return []
  const branches = waysFrom(flow, gate, nodes).map((edge) => ({ edge, cards: [] }))
  return orderedBranches({ node, branches }).map(({ edge }) => edge as FlowEdgeDocument)
}

/** Writes an order of branches: the edges stand in it, and conditional ones are numbered by it. */
function inOrder(flow: FlowDocument, order: readonly FlowEdgeDocument[], deciding: boolean): FlowDocument {
  const numbered = order.map((edge, at) => (deciding ? { ...edge, priority: at + 1 } : edge))
  const ids = new Set(order.map(({ id }) => id))
  let at = 0
  return { ...flow, edges: flow.edges.map((edge) => (ids.has(edge.id) ? (numbered[at++] ?? edge) : edge)) }
}

/** One branch more, before the default one; it leads where the others meet, or to an end of its own. */
export function addBranch(
  flow: FlowDocument,
  gate: string,
  {
    name,
    end,
    nodes,
  }: { readonly name: LocalizedText; readonly end: FlowNodeDocument; readonly nodes: Nodes },
): FlowDocument {
  const place = placeOf(flow, gate, nodes)
  if (place === undefined) return flow
  const meet = place.cards[place.index + 1]?.node.id ?? place.after
  const fresh =
    meet === undefined
      ? {
          ...end,
          id: nextId(
            flow.nodes.map(({ id }) => id),
            end.type,
          ),
        }
      : undefined
  const room = nodeOf(flow, gate)?.parent
  const edge: FlowEdgeDocument = {
    id: nextId(
      flow.edges.map(({ id }) => id),
      'e',
    ),
    source: gate,
    target: fresh?.id ?? meet ?? '',
    name,
  }
  const order = branchEdges(flow, gate, nodes)
  const fallback = nodeOf(flow, gate)?.['default']
  const last = order.at(-1)?.id === fallback ? order.length - 1 : order.length
  const added = {
    ...flow,
    nodes:
      fresh === undefined
        ? flow.nodes
        : [...flow.nodes, room === undefined ? fresh : { ...fresh, parent: room }],
    edges: [...flow.edges, edge],
  }
  return inOrder(added, order.toSpliced(last, 0, edge), isDeciding(nodeOf(flow, gate), nodes))
}

/** Takes a branch away with what stands in it. When one is left, it takes the place of the whole block. */
export function removeBranch(flow: FlowDocument, edgeId: string, nodes: Nodes): FlowDocument {
  const edge = edgeOf(flow, edgeId)
  if (edge === undefined) return flow
  const gate = edge.source
  const rest = branchEdges(flow, gate, nodes).filter(({ id }) => id !== edgeId)
  const [left] = rest
  if (left === undefined) return flow
  if (rest.length === 1) return dissolved(flow, { gate, left, nodes })
  const without = { ...flow, edges: flow.edges.filter(({ id }) => id !== edgeId) }
  const wasDefault = nodeOf(flow, gate)?.['default'] === edgeId
  const ordered = inOrder(without, rest, isDeciding(nodeOf(flow, gate), nodes))
  const last = rest.at(-1)
  const next = wasDefault && last !== undefined ? makeDefault(ordered, last.id, nodes) : ordered
  const kept = pruned(flow, next, nodes)
  return keepsBlocks(flow, kept, nodes) ? kept : flow
}

function dissolved(
  flow: FlowDocument,
  { gate, left, nodes }: { readonly gate: string; readonly left: FlowEdgeDocument; readonly nodes: Nodes },
): FlowDocument {
  const join = joinOf(flow, gate, nodes)
  const on = join === undefined ? undefined : waysFrom(flow, join, nodes)[0]?.target
  const past = (target: string): string | undefined => (target === join ? on : target)
  const edges = flow.edges.flatMap((edge) => {
    if (edge.source === gate || edge.source === join) return []
    const target = edge.target === gate ? past(left.target) : past(edge.target)
    return target === undefined ? [] : [{ ...edge, target }]
  })
  const kept = flow.nodes.filter(({ id }) => id !== gate && id !== join)
  return pruned(flow, { ...flow, nodes: kept, edges }, nodes, [past(left.target)])
}

/** Moves a branch to where another one of its gate stands. */
export function moveBranchTo(
  flow: FlowDocument,
  edgeId: string,
  { to, nodes }: { readonly to: string; readonly nodes: Nodes },
): FlowDocument {
  const order = branchEdges(flow, edgeOf(flow, edgeId)?.source ?? '', nodes).map(({ id }) => id)
  const [from, at] = [order.indexOf(edgeId), order.indexOf(to)]
  return from < 0 || at < 0 || from === at ? flow : moveBranch(flow, edgeId, { by: at - from, nodes })
}

/** Moves a branch among the others: what is asked earlier stands further left. The default one stays last. */
export function moveBranch(
  flow: FlowDocument,
  edgeId: string,
  { by, nodes }: { readonly by: number; readonly nodes: Nodes },
): FlowDocument {
  const gate = edgeOf(flow, edgeId)?.source ?? ''
  const order = branchEdges(flow, gate, nodes)
  const from = order.findIndex(({ id }) => id === edgeId)
  const [edge, other] = [order[from], order[from + by]]
  const fallback = nodeOf(flow, gate)?.['default']
  if (edge === undefined || other === undefined || edge.id === fallback || other.id === fallback) return flow
  const next = order.toSpliced(from, 1).toSpliced(from + by, 0, edge)
  return inOrder(flow, next, isDeciding(nodeOf(flow, gate), nodes))
}

/** Makes a branch the one that is taken when no other is; it needs no condition and comes last. */
export function makeDefault(flow: FlowDocument, edgeId: string, nodes: Nodes): FlowDocument {
  const gate = edgeOf(flow, edgeId)?.source
  if (gate === undefined) return flow
  const order = branchEdges(flow, gate, nodes)
  const chosen = order.find(({ id }) => id === edgeId)
  if (chosen === undefined) return flow
  const { condition: _, ...plain } = chosen
  const next = [...order.filter(({ id }) => id !== edgeId), plain]
  return editNode(inOrder(flow, next, true), gate, { default: edgeId })
}
