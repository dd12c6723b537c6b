import type { FlowEdgeDocument } from '@mortise/schema'
import { type FlowProblem, problem } from './problem.ts'
import { type Checked, nodePath } from './structure.ts'

const maxStates = 4000

/** Edges that hold a token, by id with number; the abstract state of a run without data. */
type Marking = ReadonlyMap<string, number>

function change(marking: Marking, take: readonly string[], give: readonly string[]): Marking {
  const next = new Map(marking)
  for (const id of take) next.set(id, (next.get(id) ?? 0) - 1)
  for (const id of give) next.set(id, (next.get(id) ?? 0) + 1)
  for (const [id, count] of next) if (count <= 0) next.delete(id)
  return next
}

function keyOf(marking: Marking): string {
  return [...marking]
    .map(([id, count]) => `${id}:${count}`)
    .sort()
    .join(' ')
}

/** Sets of edges a node may leave by of itself. */
function ownExits(checked: Checked, nodeId: string): readonly (readonly string[])[] {
  const ids = checked.graph.out(nodeId).map((edge) => edge.id)
  const split = checked.nodes.find(checked.graph.node(nodeId)?.type ?? '')?.split ?? 'all'
  if (ids.length < 2 || split === 'all') return [ids]
  const single = ids.map((id) => [id])
  if (split === 'one') return single
  // Of some branches: each alone, each pair, all. Larger sets bring no deadlock that these don't.
  const pairs = ids.flatMap((a, index) => ids.slice(index + 1).map((b) => [a, b]))
  return [...single, ...pairs, ids]
}

/** With what may happen at its boundary: another way instead, or a further one beside it. */
function exits(checked: Checked, nodeId: string): readonly (readonly string[])[] {
  const own = ownExits(checked, nodeId)
  return checked.graph.attached(nodeId).reduce<readonly (readonly string[])[]>((known, node) => {
    const event = ownExits(checked, node.id)
    const beside = node['cancelActivity'] === false
    return beside
      ? [...known, ...known.flatMap((one) => event.map((more) => [...one, ...more]))]
      : [...known, ...event]
  }, own)
}

type Explorer = {
  readonly checked: Checked
  readonly kind: (nodeId: string) => 'pass' | 'all' | 'inclusive' | 'some'
  readonly edge: (id: string) => FlowEdgeDocument | undefined
}

/** Tokens a node would take now; undefined when it can't go on. */
function taken(explorer: Explorer, nodeId: string, marking: Marking): readonly string[] | undefined {
  const { graph } = explorer.checked
  const into = graph.into(nodeId).map((edge) => edge.id)
  const marked = into.filter((id) => marking.has(id))
  const kind = explorer.kind(nodeId)
  if (kind === 'pass') return marked.slice(0, 1)
  if (kind === 'all') return marked.length === into.length ? into : undefined
  const late = [...marking.keys()].some((id) => {
    const target = explorer.edge(id)?.target ?? ''
    return target !== nodeId && graph.reaches(target, nodeId)
  })
  return late ? undefined : marked
}

/** Joins that look at what may still come; a partial one swallows what comes after, which is the same here. */
function waitsForLate(explorer: Explorer, nodeId: string): boolean {
  return ['inclusive', 'some'].includes(explorer.kind(nodeId))
}

/** Follows the first node that can go on; only its choice of branches is explored, which is enough to find deadlocks. */
function successors(explorer: Explorer, marking: Marking): readonly Marking[] | 'stuck' {
  const targets = [...new Set([...marking.keys()].map((id) => explorer.edge(id)?.target ?? ''))]
  const order = [...targets].sort(
    (a, b) => Number(waitsForLate(explorer, a)) - Number(waitsForLate(explorer, b)),
  )
  for (const nodeId of order) {
    const take = taken(explorer, nodeId, marking)
    if (take !== undefined) return exits(explorer.checked, nodeId).map((give) => change(marking, take, give))
  }
  return 'stuck'
}

/** Merges that let two tokens of the same run pass one after the other: what follows would be done twice. */
function doubled(explorer: Explorer, marking: Marking): readonly string[] {
  const { graph, nodes } = explorer.checked
  const places = [...marking].flatMap(([id, count]) => Array.from({ length: count }, () => explorer.edge(id)))
  return places.flatMap((edge, index) => {
    const node = edge?.target ?? ''
    const isEnd = nodes.find(graph.node(node)?.type ?? '')?.role === 'end'
    if (isEnd || explorer.kind(node) !== 'pass' || graph.into(node).length < 2) return []
    const other = places.some((one, at) => {
      if (at === index || one === undefined) return false
      return one.target === node || (graph.reaches(one.target, node) && !graph.reaches(node, one.target))
    })
    return other ? [node] : []
  })
}

/** Where a run that can't go on is stuck first; what only waits for those is not named. */
function blockers(explorer: Explorer, marking: Marking): readonly string[] {
  const { graph } = explorer.checked
  const places = [...new Set([...marking.keys()].map((id) => explorer.edge(id)?.target ?? ''))]
  const first = places.filter(
    (id) => !places.some((other) => graph.reaches(other, id) && !graph.reaches(id, other)),
  )
  return first.length > 0 ? first : places
}

/**
 * Plays the flow without data: every choice of every branch, at most 4,000 states. Finds joins that wait for a branch
 * that never comes, and merges that would run what follows twice.
 */
export function checkSoundness(checked: Checked): readonly FlowProblem[] {
  const { definition, nodes, graph } = checked
  const byId = new Map(definition.edges.map((edge) => [edge.id, edge]))
  const explorer: Explorer = {
    checked,
    edge: (id) => byId.get(id),
    kind: (id) =>
      graph.into(id).length < 2 ? 'pass' : (nodes.find(graph.node(id)?.type ?? '')?.join ?? 'pass'),
  }
  const start = definition.nodes.find((node) => nodes.find(node.type)?.role === 'start')
  // Each room is played by itself; from outside the node around it is one step.
  const entries = [start, ...definition.nodes.map((node) => graph.entry(node.id))]
  const open: Marking[] = entries
    .filter((entry) => entry !== undefined)
    .flatMap((entry) => exits(checked, entry.id).map((give) => change(new Map(), [], give)))
  const seen = new Set<string>()
  const stuck = new Set<string>()
  const twice = new Set<string>()
  for (let marking = open.pop(); marking !== undefined && seen.size < maxStates; marking = open.pop()) {
    const key = keyOf(marking)
    if (marking.size === 0 || seen.has(key)) continue
    seen.add(key)
    const double = doubled(explorer, marking)
    for (const id of double) twice.add(id)
    // Beyond a doubled merge counts only grow; the first finding is what the designer has to mend.
    if (double.length > 0) continue
    const next = successors(explorer, marking)
    if (next === 'stuck') for (const id of blockers(explorer, marking)) stuck.add(id)
    else open.push(...next)
  }
  return [
    ...[...stuck].map((id) =>
      problem(nodePath(definition, id), {
        code: 'FLOW_JOIN_DEADLOCK',
        zh: '这里会等一个永远不来的分支：前面只走其中一部分分支',
        en: 'this waits for a branch that may never come: only some of the branches before it are taken',
      }),
    ),
    ...[...twice].map((id) =>
      problem(nodePath(definition, id), {
        code: 'FLOW_MULTI_MERGE',
        zh: '并行的分支没有先汇聚，这里及后面会执行多次',
        en: 'parallel branches meet without a join; this and what follows would run more than once',
        level: 'warn',
      }),
    ),
  ]
}
