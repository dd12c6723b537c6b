import type { Json } from '@mortise/expressions'
import type { Unit } from '../context/unit.ts'
import { systemCommand } from './system-command.ts'

/** Ends a run that a rule or flow has cancelled, if it goes on still. */
export async function cancelRun(unit: Unit, payload: Json): Promise<void> {
  const { instanceId = '', key = '' } = payload as { readonly [name: string]: string }
  const stored = await unit.tx.flows.instance(instanceId)
  if (stored === null || stored.endedAt !== null) return
  await systemCommand(unit, instanceId, { type: 'terminate', commandId: `cancel:${key}` })
}
