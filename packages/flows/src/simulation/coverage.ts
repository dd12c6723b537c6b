import type { ExtensionList, FlowDocument } from '@mortise/schema'
import type { NodeType } from '../define.ts'
import type { Frame } from './frames.ts'

/** Steps and lines that runs have come by. */
export type Seen = { readonly nodes: ReadonlySet<string>; readonly edges: ReadonlySet<string> }

/** How much of a flow has been tried. */
export type Coverage = {
  /** Whole percents of steps and branches together; 100 for a flow without any. */
  readonly percent: number
  readonly nodes: { readonly seen: number; readonly all: number }
  readonly branches: { readonly seen: number; readonly all: number }
  /** Ids of what no run came by, in the flow's order. */
  readonly unseenNodes: readonly string[]
  readonly unseenBranches: readonly string[]
}

/** What runs came by, given the moments of each of them. */
export function seenIn(runs: readonly (readonly Frame[])[]): Seen {
  const frames = runs.flat()
  return {
    nodes: new Set(frames.flatMap(({ nodeId }) => nodeId ?? [])),
    edges: new Set(frames.flatMap(({ edges }) => edges)),
  }
}

/**
 * Says how much of a flow runs have come by: its steps, and of its lines those that are one of several ways out of a step.
 * Steps only an undoing leads to count as well: they are work that is done some day.
 */
export function coverageOf(flow: FlowDocument, seen: Seen, nodes: ExtensionList<NodeType>): Coverage {
  const isWork = (type: string): boolean => {
    const known = nodes.find(type)
    return known === undefined || (known.branching !== true && known.role !== 'end')
  }
  const outOf = Map.groupBy(flow.edges, ({ source }) => source)
  const branches = flow.edges.filter(({ source }) => (outOf.get(source)?.length ?? 0) > 1)
  const steps = flow.nodes.filter(({ type }) => isWork(type))
  const unseenNodes = steps.filter(({ id }) => !seen.nodes.has(id)).map(({ id }) => id)
  const unseenBranches = branches.filter(({ id }) => !seen.edges.has(id)).map(({ id }) => id)
  const all = steps.length + branches.length
  const missed = unseenNodes.length + unseenBranches.length
  return {
    percent: all === 0 ? 100 : Math.floor(((all - missed) * 100) / all),
    nodes: { seen: steps.length - unseenNodes.length, all: steps.length },
    branches: { seen: branches.length - unseenBranches.length, all: branches.length },
    unseenNodes,
    unseenBranches,
  }
}
