import type { Json } from '@mortise/expressions'
import type { Actor } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { errors } from '../../errors.ts'

/** Letters of one draft as JSON. */
const largest = 400_000

/** Keeps what somebody has written at a task and not sent; the task itself stays as it is. */
export async function saveItemDraft(unit: Unit, actor: Actor, itemId: string, data: Json): Promise<void> {
  if (actor.userId === null) throw errors.WORK_ITEM_NOT_FOUND()
  // Who looks through another's eyes writes nothing for them.
  if (actor.viewer !== undefined) return
  if (JSON.stringify(data).length > largest) throw errors.FORBIDDEN({ what: 'draft' })
  await unit.tx.flows.putItemDraft(itemId, actor.userId, data)
}
