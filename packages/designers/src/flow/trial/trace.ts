import type { Frame } from '@mortise/flows'

/** Where a simulated run stands and what it has come by, for the canvas. */
export type Trace = {
  readonly standing: ReadonlySet<string>
  readonly nodes: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
}

/** What a canvas marks a step or a line with; undefined while nothing is simulated. */
export type TraceMark = 'now' | 'seen' | 'none' | undefined

/** What a run has come by up to a moment. */
export function traceOf(frames: readonly Frame[]): Trace {
  return {
    standing: new Set(frames.at(-1)?.standing ?? []),
    nodes: new Set(frames.flatMap(({ nodeId }) => nodeId ?? [])),
    edges: new Set(frames.flatMap(({ edges }) => edges)),
  }
}

/** How a step is marked. */
export function markOfNode(trace: Trace | undefined, id: string): TraceMark {
  if (trace === undefined) return undefined
  return trace.standing.has(id) ? 'now' : trace.nodes.has(id) ? 'seen' : 'none'
}

/** How a line is marked. */
export function markOfEdge(trace: Trace | undefined, id: string): TraceMark {
  if (trace === undefined) return undefined
  return trace.edges.has(id) ? 'seen' : 'none'
}
