import type { CancelFlowEffect } from '@mortise/schema'
import type { Unit } from '../context/unit.ts'

/** Has the runs of a flow on a record end, after this transaction: a run may end itself, or one that waits for it. */
export async function cancelFlows(
  unit: Unit,
  { flow, entity, recordId }: CancelFlowEffect,
  key: string,
): Promise<void> {
  const running = await unit.tx.flows.runningOf(entity, recordId)
  const wanted = running.filter((row) => flow === undefined || row.flow === flow)
  await unit.tx.jobs.add(
    wanted.map(({ id: instanceId }) => ({
      kind: 'flow_cancel',
      payload: { instanceId, key },
      runAt: unit.now,
      key: `flow_cancel:${instanceId}:${key}`,
    })),
  )
}
