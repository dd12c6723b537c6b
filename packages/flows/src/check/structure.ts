import { nearestName } from '@mortise/errors'
import type { ExtensionList, FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'
import type { NodeType } from '../define.ts'
import { type Graph, reachFrom } from '../engine/graph.ts'
import { type FlowProblem, problem } from './problem.ts'

/** What the checks look at. */
export type Checked = {
  readonly definition: FlowDocument
  readonly nodes: ExtensionList<NodeType>
  readonly graph: Graph
}

/** Place of a node in the document. */
export function nodePath(definition: FlowDocument, id: string): string {
  return `/nodes/${definition.nodes.findIndex((node) => node.id === id)}`
}

function repeated(ids: readonly string[]): readonly number[] {
  return ids.flatMap((id, index) => (ids.indexOf(id) === index ? [] : [index]))
}

/** Ids are unique, edges join nodes that exist, types are known. */
export function checkNames({ definition, nodes }: Checked): readonly FlowProblem[] {
  const ids = definition.nodes.map((node) => node.id)
  const known = new Set(ids)
  const types = nodes.all.map((type) => type.type)
  return [
    ...repeated(ids).map((index) =>
      problem(`/nodes/${index}/id`, {
        code: 'FLOW_ID_TWICE',
        zh: '节点 id 重复',
        en: 'two nodes have this id',
      }),
    ),
    ...repeated(definition.edges.map((edge) => edge.id)).map((index) =>
      problem(`/edges/${index}/id`, {
        code: 'FLOW_ID_TWICE',
        zh: '连线 id 重复',
        en: 'two edges have this id',
      }),
    ),
    ...definition.edges.flatMap((edge, index) =>
      (['source', 'target'] as const)
        .filter((end) => !known.has(edge[end]))
        .map((end) => {
          const near = nearestName(edge[end], ids)
          const hint = near === undefined ? '' : `, ${near}?`
          const zh = `连线指向不存在的节点“${edge[end]}”${hint}`
          return problem(`/edges/${index}/${end}`, {
            code: 'FLOW_EDGE_LOOSE',
            zh,
            en: `no node "${edge[end]}"${hint}`,
          })
        }),
    ),
    ...definition.nodes.flatMap((node, index) => {
      if (nodes.find(node.type) !== undefined) return []
      const near = nearestName(node.type, types) ?? '-'
      const zh = `不认识的节点类型“${node.type}”，相近的有 ${near}`
      return [
        problem(`/nodes/${index}/type`, {
          code: 'FLOW_NODE_UNKNOWN',
          zh,
          en: `unknown node type "${node.type}", nearest ${near}`,
        }),
      ]
    }),
  ]
}

/** Nodes that begin at another without an edge: on its boundary, inside it, or to undo it. */
function hangingOn(graph: Graph, id: string): readonly { readonly target: string }[] {
  const handler = graph.node(id)?.['compensation']
  return [
    ...graph.attached(id).map((node) => ({ target: node.id })),
    ...[graph.entry(id)].flatMap((node) => (node === undefined ? [] : [{ target: node.id }])),
    ...(typeof handler === 'string' ? [{ target: handler }] : []),
  ]
}

/** Exactly one start; every node lies on a way from it to an end. */
export function checkWays({ definition, nodes, graph }: Checked): readonly FlowProblem[] {
  const starts = definition.nodes.filter((node) => nodes.find(node.type)?.role === 'start')
  const [start] = starts
  if (start === undefined || starts.length > 1) {
    const zh = starts.length === 0 ? '流程没有发起节点' : '流程只能有一个发起节点'
    return [
      problem('/nodes', {
        code: 'FLOW_START',
        zh,
        en: `a flow has one start node, this has ${starts.length}`,
      }),
    ]
  }
  const ways = (id: string): readonly { readonly target: string }[] => [
    ...graph.out(id),
    ...hangingOn(graph, id),
  ]
  const reached = new Set([start.id, ...reachFrom(start.id, ways)])
  const ends = definition.nodes.filter((node) => graph.out(node.id).length === 0)
  const back = new Set(ends.map((node) => node.id))
  const open = [...back]
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const { source } of graph.into(id)) if (!back.has(source)) open.push((back.add(source), source))
  return definition.nodes.flatMap((node, index) => {
    const path = `/nodes/${index}`
    if (!reached.has(node.id))
      return [
        problem(path, {
          code: 'FLOW_NODE_DEAD',
          zh: '从发起走不到这个节点',
          en: 'no way leads from the start to this node',
        }),
      ]
    return back.has(node.id)
      ? []
      : [
          problem(path, {
            code: 'FLOW_NO_END',
            zh: '从这个节点走不到结束',
            en: 'no way leads from this node to an end',
          }),
        ]
  })
}

/** Whether what happens first decides where a node is left. */
export function defers(type: NodeType | undefined): boolean {
  return type?.waits === true && type.branching === true
}

function isDeciding(type: NodeType | undefined, node: FlowNodeDocument): boolean {
  return type?.ports(node).some((port) => port.conditional === true) ?? false
}

/** Deciding nodes have a default; conditions stand only where they are asked. */
export function checkBranches({ definition, nodes, graph }: Checked): readonly FlowProblem[] {
  return definition.nodes.flatMap((node, index): readonly FlowProblem[] => {
    const type = nodes.find(node.type)
    const out = graph.out(node.id)
    const fallback = out.find((edge) => edge.id === node['default'])
    if (node['default'] !== undefined && fallback === undefined)
      return [
        problem(`/nodes/${index}/default`, {
          code: 'FLOW_DEFAULT_UNKNOWN',
          zh: '默认分支不是从这个节点出发的连线',
          en: 'the default is no edge that leaves this node',
        }),
      ]
    if (out.length < 2 || type === undefined) return []
    if (isDeciding(type, node)) {
      const open = out.filter((edge) => edge !== fallback && edge.condition === undefined)
      const total = isTotal(out)
      const hasDefault = fallback !== undefined || total || (type.split === 'one' && open.length === 1)
      const missing = hasDefault
        ? []
        : [
            problem(`/nodes/${index}`, {
              code: 'FLOW_DEFAULT_MISSING',
              zh: '请设置默认分支，否则条件都不成立时流程会停住',
              en: 'name a default branch, or the flow stops where no condition holds',
            }),
          ]
      return open.length > (hasDefault && !total && fallback === undefined ? 1 : 0)
        ? [...missing, ...open.map((edge) => noCondition(definition, edge.id))]
        : missing
    }
    if (defers(type)) return []
    if (type.split === 'one') return ambiguous(definition, out)
    return out
      .filter((edge) => edge.condition !== undefined)
      .map((edge) =>
        problem(`/edges/${definition.edges.indexOf(edge)}/condition`, {
          code: 'FLOW_CONDITION_IGNORED',
          zh: '这里所有分支都会走，条件不起作用',
          en: 'all branches are taken here; the condition is ignored',
          level: 'warn',
        }),
      )
  })
}

/** Whether one of the conditions always holds: it is `true`, or another one turned round. */
function isTotal(edges: readonly FlowEdgeDocument[]): boolean {
  const texts = new Set(
    edges.flatMap((edge) => (edge.condition === undefined ? [] : [JSON.stringify(edge.condition)])),
  )
  return [...texts].some(
    (text) => text === 'true' || texts.has(`{"!":[${text}]}`) || texts.has(`{"!":${text}}`),
  )
}

/** Of the edges for one outcome a token takes one; a second without a condition would never be taken. */
function ambiguous(definition: FlowDocument, out: readonly FlowEdgeDocument[]): readonly FlowProblem[] {
  const plain = out.filter((edge) => edge.condition === undefined)
  const groups = Map.groupBy(plain, (edge) => edge.outcome ?? 'approved')
  return [...groups.values()].flatMap((edges) =>
    edges.slice(1).map((edge) =>
      problem(`/edges/${definition.edges.indexOf(edge)}`, {
        code: 'FLOW_EDGE_AMBIGUOUS',
        zh: '这里只会走一条连线，这一条永远走不到。要同时走多条请用并行分支',
        en: 'one edge is taken here and never this one; use a parallel gateway to take several',
      }),
    ),
  )
}

function noCondition(definition: FlowDocument, id: string): FlowProblem {
  const index = definition.edges.findIndex((edge) => edge.id === id)
  return problem(`/edges/${index}/condition`, {
    code: 'FLOW_CONDITION_MISSING',
    zh: '请给这个分支填写条件',
    en: 'give this branch a condition',
  })
}

/** A cycle has a place where the run may stand; joins that wait for what may come don't lie in a cycle. */
export function checkCycles({ definition, nodes, graph }: Checked): readonly FlowProblem[] {
  // A node with steps inside waits where one of them does.
  const waits = (id: string): boolean => {
    const type = nodes.find(graph.node(id)?.type ?? '')
    return type?.waits === true && (type.holds !== true || graph.inside(id).some((one) => waits(one.id)))
  }
  const busy = (id: string): ReturnType<Graph['out']> => graph.out(id).filter((edge) => !waits(edge.target))
  return definition.nodes.flatMap((node, index): readonly FlowProblem[] => {
    const path = `/nodes/${index}`
    if (!waits(node.id) && reachFrom(node.id, busy).has(node.id))
      return [
        problem(path, {
          code: 'FLOW_LOOP_NO_WAIT',
          zh: '这个循环里没有需要等待的节点，会一直转下去',
          en: 'this loop has no node that waits; it would run on and on',
        }),
      ]
    const joins = nodes.find(node.type)?.join === 'inclusive' && graph.into(node.id).length > 1
    if (joins && graph.reaches(node.id, node.id))
      return [
        problem(path, {
          code: 'FLOW_OR_JOIN_CYCLE',
          zh: '包容汇聚不能放在循环里（工作流模式 38），请把循环放到汇聚之后，或用子流程重复',
          en: 'an inclusive join can not lie in a loop (pattern 38); close the loop after it, or repeat a sub-process',
        }),
      ]
    return []
  })
}
