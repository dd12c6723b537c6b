import type { Expression } from '@mortise/expressions'
import type {
  ApprovalSettings,
  AssigneeSource,
  FlowDocument,
  FlowEdgeDocument,
  FlowNodeDocument,
} from '@mortise/schema'

/** A step of a flow under test: a node, or branches between two nodes. */
export type Step =
  | { readonly node: FlowNodeDocument }
  | {
      readonly split: FlowNodeDocument
      readonly branches: readonly Branch[]
      readonly join: FlowNodeDocument
    }

/** A branch with its condition; none makes it the default. */
export type Branch = { readonly when?: Expression; readonly steps: readonly Step[] }

type Extra = Partial<ApprovalSettings> & { readonly id?: string }

/** Where the run begins. */
export const start = (): Step => ({ node: { id: 'start', type: 'start_event' } })
/** Where it ends. */
export const end = (id = 'end'): Step => ({ node: { id, type: 'end_event' } })

/** An approval by a person of the test directory (`manager` of the starter, else a role of that name). */
export function approval(who: string, extra: Extra = {}): Step {
  const { id = who, ...rest } = extra
  const source: AssigneeSource = who === 'manager' ? { type: 'manager' } : { type: 'role', role: who }
  return {
    node: { id, type: 'user_task', name: id, approval: { mode: 'one', assignees: [source], ...rest } },
  }
}

/** An approval by these persons, in order. */
export function people(id: string, users: readonly string[], extra: Extra = {}): Step {
  const assignees = users.map((user): AssigneeSource => ({ type: 'user', user }))
  return approval(id, { id, assignees, ...extra })
}

/** A node of any type. */
export const node = (id: string, type: string, settings: { readonly [key: string]: unknown } = {}): Step => ({
  node: { id, type, ...settings },
})

function block(type: string, id: string, branches: readonly Branch[], join: string = type): Step {
  return { split: { id, type }, branches, join: { id: `${id}_join`, type: join } }
}

/** All branches beside each other. */
export const parallel = (id: string, ...branches: readonly (readonly Step[])[]): Step =>
  block(
    'parallel_gateway',
    id,
    branches.map((steps) => ({ steps })),
  )

/** One branch by condition. */
export const choice = (id: string, ...branches: readonly Branch[]): Step =>
  block('exclusive_gateway', id, branches)

/** Every branch whose condition holds. */
export const inclusive = (id: string, ...branches: readonly Branch[]): Step =>
  block('inclusive_gateway', id, branches)

/** Makes the flow document of a sequence of steps on the entity `deal`. */
export function flow(...steps: readonly Step[]): FlowDocument {
  const nodes: FlowNodeDocument[] = []
  const edges: FlowEdgeDocument[] = []
  const edge = (source: string, target: string, more: Partial<FlowEdgeDocument> = {}): string => {
    const id = `e${edges.length + 1}`
    edges.push({ id, source, target, ...more })
    return id
  }
  const connect = (
    from: string | undefined,
    list: readonly Step[],
    first: Partial<FlowEdgeDocument> = {},
  ): string => {
    let at = from
    let more = first
    for (const step of list) {
      const head = 'node' in step ? step.node : step.split
      if (at !== undefined) edge(at, head.id, more)
      more = {}
      at = 'node' in step ? addNode(step.node) : addBlock(step)
    }
    return at ?? ''
  }
  const addNode = (one: FlowNodeDocument): string => {
    nodes.push(one)
    return one.id
  }
  const addBlock = (step: Exclude<Step, { node: FlowNodeDocument }>): string => {
    const at = nodes.push(step.split) - 1
    nodes.push(step.join)
    for (const [priority, { when, steps: inner }] of step.branches.entries()) {
      const more = { priority, ...(when === undefined ? {} : { condition: when }) }
      const before = edges.length
      const last = connect(step.split.id, inner, more)
      edge(last, step.join.id, inner.length === 0 ? more : {})
      const first = edges[before]?.id
      if (when === undefined && step.split.type !== 'parallel_gateway')
        nodes[at] = { ...step.split, default: first }
    }
    return step.join.id
  }
  connect(undefined, steps)
  return {
    key: 'approval',
    label: { zh: '审批', en: 'Approval' },
    entity: 'deal',
    start: { type: 'manual' },
    nodes,
    edges,
  }
}
