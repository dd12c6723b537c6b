import { type Localized, say, text } from '@mortise/errors'
import type { ExtensionList, FlowDocument, FlowNodeDocument } from '@mortise/schema'
import type { NodeType } from '../define.ts'
import { type Graph, graphOf } from '../engine/graph.ts'
import type { FlowInstance, Token } from '../types.ts'

/** What becomes of alarms that are set: they stay, begin anew by the new settings, or ring at the earlier of both. */
export type TimerChoice = 'keep' | 'restart' | 'shorten'

/** How runs of one version go on with another. */
export type MigrationPlan = {
  /** Nodes of the new version by those of the old. */
  readonly nodes: { readonly [from: string]: string }
  readonly timers: TimerChoice
}

/** A place of a run that has no counterpart. */
export type MigrationProblem = {
  readonly nodeId: string
  readonly tokenId: string | null
  readonly code:
    | 'NODE_UNMAPPED'
    | 'NODE_TYPE'
    | 'NODE_ROOM'
    | 'EDGE_UNMAPPED'
    | 'NODE_LOST'
    | 'NOT_RUNNING'
    | 'MOVING'
  readonly message: Localized
}

/** The plan that suggests itself: nodes of equal id and equal type. `given` adds to it and goes before it. */
export function planMigration(
  from: FlowDocument,
  to: FlowDocument,
  given: Partial<MigrationPlan> = {},
): MigrationPlan {
  const target = graphOf(to)
  const same = from.nodes.filter((node) => target.node(node.id)?.type === node.type)
  return {
    nodes: { ...Object.fromEntries(same.map(({ id }) => [id, id])), ...given.nodes },
    timers: given.timers ?? 'keep',
  }
}

type Says = (zh: string, en: string) => Localized

const says: Says = (zh, en) => text(zh, en) as Localized

/** Edge of the new version by which a token waits at a join; undefined when there is none. */
export function edgeAfter(
  graphs: { readonly from: Graph; readonly to: Graph },
  plan: MigrationPlan,
  token: Token,
): string | null | undefined {
  const { viaEdgeId } = token
  if (viaEdgeId === null) return null
  const into = graphs.to.into(plan.nodes[token.nodeId] ?? '')
  const same = into.find((edge) => edge.id === viaEdgeId)
  if (same !== undefined) return same.id
  const before = graphs.from.into(token.nodeId).find((edge) => edge.id === viaEdgeId)
  const source = before === undefined ? undefined : plan.nodes[before.source]
  const between = into.filter((edge) => edge.source === source)
  return between.length === 1 ? between[0]?.id : undefined
}

/** Where a join waits, the way by which a token came counts; elsewhere it is only remembered. */
function needsEdge(nodes: ExtensionList<NodeType>, node: FlowNodeDocument, graph: Graph): boolean {
  const join = nodes.find(node.type)?.join ?? 'pass'
  return join !== 'pass' && graph.into(node.id).length > 1
}

function roomOf(node: FlowNodeDocument | undefined): string | undefined {
  return node?.parent
}

/**
 * What of a run has no place in the new version: the dry run of a migration. A run moves whole or not at all, so one
 * finding keeps it where it is.
 */
export function checkMigration(
  versions: {
    readonly from: FlowDocument
    readonly to: FlowDocument
    readonly nodes: ExtensionList<NodeType>
  },
  instance: FlowInstance,
  plan: MigrationPlan,
): readonly MigrationProblem[] {
  const graphs = { from: graphOf(versions.from), to: graphOf(versions.to) }
  if (instance.status !== 'running')
    return [
      { nodeId: '', tokenId: null, code: 'NOT_RUNNING', message: says('流程已经结束', 'the run has ended') },
    ]
  return instance.tokens.flatMap((token): readonly MigrationProblem[] => {
    const at = { nodeId: token.nodeId, tokenId: token.id }
    const target = plan.nodes[token.nodeId]
    const before = graphs.from.node(token.nodeId)
    const after = target === undefined ? undefined : graphs.to.node(target)
    const named = (node: FlowNodeDocument | undefined, locale: 'zh' | 'en'): string =>
      say(node?.name, locale) || (node?.id ?? target ?? token.nodeId)
    const problem = (code: MigrationProblem['code'], zh: string, en: string): readonly MigrationProblem[] => [
      { ...at, code, message: says(zh, en) },
    ]
    if (token.state === 'active')
      return problem('MOVING', '流程正在走动，请稍后再试', 'the run is on the move; try again')
    if (target === undefined)
      return problem(
        'NODE_UNMAPPED',
        `步骤“${named(before, 'zh')}”在新版本里没有对应`,
        `step “${named(before, 'en')}” has no counterpart`,
      )
    if (after === undefined)
      return problem('NODE_LOST', `新版本没有步骤“${target}”`, `there is no step “${target}”`)
    if (before !== undefined && before.type !== after.type)
      return problem(
        'NODE_TYPE',
        `“${named(after, 'zh')}”是另一种步骤`,
        `“${named(after, 'en')}” is of another kind`,
      )
    const room = roomOf(before)
    if ((room === undefined ? undefined : plan.nodes[room]) !== roomOf(after))
      return problem(
        'NODE_ROOM',
        `“${named(after, 'zh')}”在另一个子流程里`,
        `“${named(after, 'en')}” lies inside another step`,
      )
    if (needsEdge(versions.nodes, after, graphs.to) && edgeAfter(graphs, plan, token) === undefined)
      return problem(
        'EDGE_UNMAPPED',
        `到“${named(after, 'zh')}”的连线对应不上`,
        `the way by which it came to “${named(after, 'en')}” has no counterpart`,
      )
    return []
  })
}
