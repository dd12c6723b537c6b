import { applyEvent } from '../engine/apply.ts'
import type { FlowEventRow, FlowInstance, InstanceStatus } from '../types.ts'

/** A moment of a run worth looking at: a step was reached, or all came to rest. */
export type Frame = {
  /** Number of the last event that belongs to it. */
  readonly seq: number
  readonly at: string
  /** The step that was reached; null where a command came to rest, or the run to its end. */
  readonly nodeId: string | null
  /** Passed without being carried out. */
  readonly skipped: boolean
  /** Lines that were gone along since the moment before. */
  readonly edges: readonly string[]
  /** Steps at which the run stands now, each once. */
  readonly standing: readonly string[]
  readonly status: InstanceStatus
}

const arrivals: readonly string[] = ['node_entered', 'node_skipped']

/**
 * Cuts what happened in a run into moments, so that it can be looked at step by step, forwards and back. `before` is the run
 * before the first of the events.
 */
export function framesOf(before: FlowInstance, events: readonly FlowEventRow[]): readonly Frame[] {
  const frames: Frame[] = []
  let state = before
  let edges: string[] = []
  const close = (row: FlowEventRow, nodeId: string | null): void => {
    frames.push({
      seq: row.seq,
      at: row.at,
      nodeId,
      skipped: row.type === 'node_skipped',
      edges,
      standing: [...new Set(state.tokens.map((token) => token.nodeId))],
      status: state.status,
    })
    edges = []
  }
  for (const row of events) {
    state = applyEvent(state, row)
    const edge = row.type === 'token_created' ? (state.tokens.at(-1)?.viaEdgeId ?? null) : null
    if (edge !== null) edges.push(edge)
    if (arrivals.includes(row.type)) close(row, row.nodeId)
  }
  const last = events.at(-1)
  if (last !== undefined && (frames.at(-1)?.seq ?? 0) < last.seq) close(last, null)
  return frames
}
