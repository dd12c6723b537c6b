import type { Json } from '@mortise/expressions'
import type { Unit } from '../context/unit.ts'
import { systemCommand } from './system-command.ts'
import { offer } from './waiting.ts'

type Delivery = {
  readonly instanceId: string
  readonly key: string
  readonly messageId: string
  readonly kind: 'message' | 'signal'
  readonly data?: Json
}

/**
 * Brings a message or signal to a run. A message the run does not want any more, or can't take while it is suspended,
 * goes to the next that waits, or back among those that are kept. The same delivery counts once.
 */
export async function deliver(unit: Unit, payload: Json, jobId: string): Promise<void> {
  const { instanceId, key, messageId, kind, data } = payload as unknown as Delivery
  const kept = kind === 'message' ? await unit.tx.flows.message(messageId) : null
  // Kept no longer: nobody could say what it was.
  if (kind === 'message' && kept === null) return
  const advanced = await systemCommand(unit, instanceId, {
    type: 'messageArrived',
    commandId: `message:${messageId}:${key}:${jobId}`,
    key,
    data: kept === null ? (data ?? null) : kept.data,
  })
  const taken = advanced?.events.some((row) => row.type === 'message_received') === true
  if (taken || kept === null) return
  await unit.tx.flows.lockMessages(kept.name)
  await unit.tx.flows.giveMessage(messageId, null)
  await offer(unit, kept, instanceId)
}
