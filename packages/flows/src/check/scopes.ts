import type { FlowNodeDocument } from '@mortise/schema'
import { type FlowProblem, problem } from './problem.ts'
import { type Checked, defers } from './structure.ts'

const textAt = (node: FlowNodeDocument, key: string): string | undefined => {
  const value = node[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Whether a node lies inside itself by way of those around it. */
function circles({ graph }: Checked, node: FlowNodeDocument): boolean {
  const seen = new Set<string>()
  for (let at: string | undefined = node.id; at !== undefined; ) {
    if (seen.has(at)) return true
    seen.add(at)
    const around: FlowNodeDocument | undefined = graph.node(at)
    at = around === undefined ? undefined : textAt(around, 'parent')
  }
  return false
}

/** What holds steps has some, with one beginning; steps lie in nodes that may hold them. */
function checkRooms(checked: Checked): readonly FlowProblem[] {
  const { definition, nodes, graph } = checked
  return definition.nodes.flatMap((node, index): readonly FlowProblem[] => {
    const path = `/nodes/${index}`
    const type = nodes.find(node.type)
    const around = textAt(node, 'parent')
    const parent = around === undefined ? undefined : graph.node(around)
    if (around !== undefined && (nodes.find(parent?.type ?? '')?.holds !== true || circles(checked, node)))
      return [
        problem(`${path}/parent`, {
          code: 'FLOW_PARENT',
          zh: `“${around}”不是能包含步骤的节点`,
          en: `"${around}" is no node that can hold steps`,
        }),
      ]
    if (around !== undefined && type?.role === 'start')
      return [
        problem(path, {
          code: 'FLOW_PARENT',
          zh: '发起节点不能放在子流程里',
          en: 'a start node can not lie inside another node',
        }),
      ]
    if (type?.holds !== true || graph.entry(node.id) !== undefined) return []
    const empty = graph.inside(node.id).length === 0
    return [
      problem(path, {
        code: empty ? 'FLOW_SCOPE_EMPTY' : 'FLOW_SCOPE_ENTRY',
        zh: empty ? '里面还没有步骤' : '里面要有且只有一个开头的步骤',
        en: empty ? 'there are no steps inside' : 'the steps inside need one beginning, and only one',
      }),
    ]
  })
}

/** An edge stays inside the node its ends lie in. */
function checkEdges({ definition, graph }: Checked): readonly FlowProblem[] {
  return definition.edges.flatMap((edge, index) =>
    graph.node(edge.source)?.['parent'] === graph.node(edge.target)?.['parent']
      ? []
      : [
          problem(`/edges/${index}`, {
            code: 'FLOW_EDGE_CROSSES',
            zh: '连线不能穿过子流程的边界',
            en: 'an edge can not cross the border of a node with steps inside',
          }),
        ],
  )
}

/** Boundary events stand on something that is done, beside it, with a way out and none in. */
function checkBoundaries({ definition, nodes, graph }: Checked): readonly FlowProblem[] {
  return definition.nodes.flatMap((node, index): readonly FlowProblem[] => {
    const type = nodes.find(node.type)
    if (type?.attaches !== true) return []
    const target = graph.node(textAt(node, 'attachedTo') ?? '')
    const on = target === undefined ? undefined : nodes.find(target.type)
    const path = `/nodes/${index}`
    if (target === undefined || on?.activity !== true || target['parent'] !== node['parent'])
      return [
        problem(`${path}/attachedTo`, {
          code: 'FLOW_BOUNDARY_TARGET',
          zh: '边界事件要附在同一层的任务或子流程上',
          en: 'a boundary event stands on a task or sub-process beside it',
        }),
      ]
    if (graph.into(node.id).length > 0 || graph.out(node.id).length === 0)
      return [
        problem(path, {
          code: 'FLOW_BOUNDARY_EDGE',
          zh: '边界事件要有去向，且不能有连线指向它',
          en: 'a boundary event has a way out, and no edge leads to it',
        }),
      ]
    const event = type.catches?.(node) ?? {}
    const never = on.waits !== true && event.error === undefined
    const inside = event.escalation !== undefined && on.holds !== true
    return never || inside
      ? [
          problem(path, {
            code: 'FLOW_BOUNDARY_NEVER',
            zh: '这个事件在该节点上不会发生',
            en: 'this can never happen at that node',
            level: 'warn',
          }),
        ]
      : []
  })
}

/** Nodes that settings name exist; what undoes another stands alone. */
function checkNamed({ definition, graph }: Checked): readonly FlowProblem[] {
  const lost = (path: string, id: string): readonly FlowProblem[] =>
    graph.node(id) !== undefined
      ? []
      : [problem(path, { code: 'FLOW_NODE_LOST', zh: `没有节点“${id}”`, en: `no node "${id}"` })]
  return definition.nodes.flatMap((node, index): readonly FlowProblem[] => {
    const path = `/nodes/${index}`
    const region: unknown = node['cancelScope']
    const guard = node['enabledWhile'] as { readonly node?: string } | undefined
    const handler = textAt(node, 'compensation')
    const undoes = handler === undefined ? undefined : graph.node(handler)
    const loose = undoes !== undefined && graph.into(undoes.id).length + graph.out(undoes.id).length === 0
    return [
      ...(Array.isArray(region)
        ? region.flatMap((id, at) => lost(`${path}/cancelScope/${at}`, String(id)))
        : []),
      ...(guard?.node === undefined ? [] : lost(`${path}/enabledWhile/node`, guard.node)),
      ...(handler === undefined || loose
        ? []
        : [
            problem(`${path}/compensation`, {
              code: 'FLOW_COMPENSATION',
              zh: '补偿要指向一个没有连线的自动动作节点',
              en: 'what undoes it is a node without edges of its own',
            }),
          ]),
    ]
  })
}

/** Behind an event gateway stand events, each with that way in only. */
function checkEventBranches({ definition, nodes, graph }: Checked): readonly FlowProblem[] {
  return definition.nodes.flatMap((node): readonly FlowProblem[] => {
    if (!defers(nodes.find(node.type))) return []
    return graph.out(node.id).flatMap((edge) => {
      const behind = graph.node(edge.target)
      const event = behind === undefined ? undefined : nodes.find(behind.type)?.catches?.(behind)
      return event !== undefined && graph.into(edge.target).length === 1
        ? []
        : [
            problem(`/edges/${definition.edges.indexOf(edge)}`, {
              code: 'FLOW_EVENT_BRANCH',
              zh: '事件分支的第一个节点要是延时、等待事件或等待消息',
              en: 'a branch of an event gateway begins with a delay, an event or a message to wait for',
            }),
          ]
    })
  })
}

/** Publish checks of rooms, boundaries and of nodes that name others. */
export function checkScopes(checked: Checked): readonly FlowProblem[] {
  return [
    ...checkRooms(checked),
    ...checkEdges(checked),
    ...checkBoundaries(checked),
    ...checkNamed(checked),
    ...checkEventBranches(checked),
  ]
}
