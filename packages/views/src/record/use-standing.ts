import type { FlowSummary, WireRecord } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { useWorkspace } from '../workspace/metadata.tsx'
import { useFlowsOf } from '../workspace/queries.ts'
import { type Lock, lockOf, startable } from './readiness.ts'

/** Where a record stands in its flows: what keeps it from being changed, and which flows may be started. */
export type Standing = { readonly lock: Lock | undefined; readonly startable: readonly FlowSummary[] }

/** Works out a record's standing; until its flow runs are known nothing can be started. */
export function useStanding(entity: EntityModel, record: WireRecord): Standing {
  const { model } = useWorkspace()
  const flows = model.documents('flow').filter((flow) => flow.entity === entity.key)
  const runs = useFlowsOf(entity.key, record.id, flows.length > 0)
  const given = { flows, runs: runs.data ?? [] }
  return {
    lock: lockOf(entity, record, given),
    startable: runs.data === undefined ? [] : startable(record, given),
  }
}
