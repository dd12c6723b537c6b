import type { FlowInstance } from '@mortise/flows'
import type { NewJob } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { systemCommand } from './system-command.ts'

type Place = { readonly entity: string; readonly id: string }

/**
 * The runs on a record go with it: while it lies in the bin they sleep, and nobody has tasks of theirs; taken out again
 * they go on, with the alarms that rang meanwhile; when it is gone for good they end.
 */
export async function followBin(unit: Unit, op: 'delete' | 'restore' | 'purge', at: Place): Promise<void> {
  const { flows } = unit.tx
  if (op === 'purge') {
    for (const { id } of await flows.runningOf(at.entity, at.id))
      await systemCommand(unit, id, { type: 'terminate', commandId: `purged:${at.id}` })
    return
  }
  await flows.layAside(at.entity, at.id, op === 'delete')
  if (op === 'delete') return
  for (const { id, state } of await flows.runningOf(at.entity, at.id))
    await unit.tx.jobs.add(wakeJobs(unit, id, state as unknown as FlowInstance))
}

/** What a run that slept has to look at: its alarms, and what it waits for the record to become. */
function wakeJobs({ now }: Unit, instanceId: string, { timers }: FlowInstance): readonly NewJob[] {
  const alarms = timers.map(
    ({ key, at }): NewJob => ({
      kind: 'flow_timer',
      payload: { instanceId, key },
      runAt: at,
      key: `timer:${instanceId}:${key}`,
    }),
  )
  const look = { kind: 'flow_changed', payload: { instanceId }, runAt: now, key: `changed:${instanceId}` }
  return [...alarms, look]
}
