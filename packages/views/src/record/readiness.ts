import type { FlowInstanceSummary, FlowSummary, WireRecord } from '@mortise/client'
import { type Json, test } from '@mortise/expressions'
import type { EntityModel } from '@mortise/schema'

/**
 * Whether a condition holds on a record as it is shown. A condition that reaches beyond the record can't be worked out
 * here and counts as met: the server asks it again.
 */
export function holdsOn(condition: Json | undefined, record: WireRecord): boolean {
  if (condition === undefined) return true
  try {
    return test(condition, { row: record, now: new Date().toISOString() })
  } catch {
    return true
  }
}

/** Why a record can't be changed now: a flow is deciding on it, or its own state keeps it as it is. */
export type Lock = 'flow' | 'state'

/** The lock on a record, if there is one. */
export function lockOf(
  entity: EntityModel,
  record: WireRecord,
  given: { readonly flows: readonly FlowSummary[]; readonly runs: readonly FlowInstanceSummary[] },
): Lock | undefined {
  const locking = new Set(given.flows.filter((flow) => flow.lock?.enabled === true).map(({ key }) => key))
  if (given.runs.some((run) => run.state === 'running' && locking.has(run.flow))) return 'flow'
  const { lockedWhen } = entity.document
  return lockedWhen !== undefined && holdsOn(lockedWhen, record) ? 'state' : undefined
}

/** The flows a person may start on the record now. */
export function startable(
  record: WireRecord,
  given: { readonly flows: readonly FlowSummary[]; readonly runs: readonly FlowInstanceSummary[] },
): readonly FlowSummary[] {
  const running = new Set(given.runs.filter((run) => run.state === 'running').map(({ flow }) => flow))
  return given.flows.filter(
    ({ key, start }) =>
      start.type === 'manual' &&
      (start.single === false || !running.has(key)) &&
      holdsOn(start.condition, record),
  )
}
