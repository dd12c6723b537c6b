import { say } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { countNaming, giveHeld, type HeldRecords } from './held.ts'
import type { Giving } from './types.ts'

/** How many records of which entities belong to somebody. */
export async function recordsOf(unit: Unit, actor: Actor, user: string): Promise<readonly HeldRecords[]> {
  const found: HeldRecords[] = []
  for (const { key: entity, document } of unit.published.model.entities) {
    const count = await countNaming(unit, { entity, field: 'owner', user })
    if (count > 0) found.push({ entity, field: 'owner', label: say(document.label, actor.locale), count })
  }
  return found
}

/** Makes somebody else the owner of all records of a person. */
export function giveRecords(unit: Unit, giving: Giving, commandId: string): Promise<number> {
  return giveHeld(unit, giving, { commandId, look: () => recordsOf(unit, giving.actor, giving.from) })
}
