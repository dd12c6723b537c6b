import type { Expression } from '@mortise/expressions'
import type { FlowDocument, FlowNodeDocument } from '@mortise/schema'

/** Conditions and outcomes of edges, by `source>target`. */
export type EdgeMore = {
  readonly [edge: string]: {
    readonly condition?: Expression
    readonly outcome?: string
    readonly priority?: number
  }
}

/**
 * A flow drawn freely: nodes by id, edges as `a>b` in one text, which may run on (`a>b>c`). Start and end are made
 * where `s` and `e` are named and not given.
 */
export function graph(
  nodes: { readonly [id: string]: Omit<FlowNodeDocument, 'id'> },
  ways: string,
  more: EdgeMore = {},
): FlowDocument {
  const given: { [id: string]: Omit<FlowNodeDocument, 'id'> } = {
    s: { type: 'start_event' },
    ...nodes,
    ...('e' in nodes ? {} : { e: { type: 'end_event' } }),
  }
  const pairs = ways
    .trim()
    .split(/\s+/)
    .flatMap((way) => {
      const ids = way.split('>')
      return ids.slice(1).map((target, index) => [ids[index] ?? '', target] as const)
    })
  const used = new Set(pairs.flat())
  const edges = pairs.map(([source, target]) => ({
    id: `${source}_${target}`,
    source,
    target,
    ...more[`${source}>${target}`],
  }))
  return {
    key: 'approval',
    label: { zh: '审批', en: 'Approval' },
    entity: 'deal',
    start: { type: 'manual' },
    nodes: Object.entries(given)
      .filter(([id]) => used.has(id) || id !== 'e')
      .map(([id, node]): FlowNodeDocument => ({ ...node, id, type: String(node['type']) })),
    edges,
  }
}

/** A person's task. */
export const task = (
  user: string,
  more: { readonly [setting: string]: unknown } = {},
): Omit<FlowNodeDocument, 'id'> => ({
  type: 'user_task',
  approval: { mode: 'one', assignees: [{ type: 'user', user }] },
  ...more,
})

/** An automatic step. */
export const action = (more: { readonly [setting: string]: unknown } = {}): Omit<FlowNodeDocument, 'id'> => ({
  type: 'service_task',
  action: { type: 'noop' },
  ...more,
})

/** A node of a type. */
export const of = (
  type: string,
  more: { readonly [setting: string]: unknown } = {},
): Omit<FlowNodeDocument, 'id'> => ({
  type,
  ...more,
})
