import type { FlowDocument, RecordValues } from '@mortise/schema'
import type { Actor, LockedRecord } from '@mortise/store'
import { automation } from '../context/automation.ts'
import { keptOrigin, originOf } from '../context/behalf.ts'
import type { Unit } from '../context/unit.ts'
import { isPlain } from '../records/whole.ts'
import { actingIn } from './flow-context.ts'

/** The record a flow starts on, locked. */
type StartRecord = {
  readonly values: RecordValues
  /** The lock of whoever the flow acts as: what it writes first needs no other. */
  readonly locked?: LockedRecord
  /** It was found at the second look: what was asked meanwhile is from before the lock. */
  readonly late?: true
}

/**
 * Locks the record and reads it whole. A flow with rights of its own locks it in its own name where it may see it, so that
 * its first write finds the lock there; null when the record is gone.
 */
export async function lockForStart(
  unit: Unit,
  definition: FlowDocument,
  of: { readonly recordId: string; readonly actor: Actor },
): Promise<StartRecord | null> {
  const entity = unit.published.model.entity(definition.entity)
  if (definition.runAs?.type === 'role' && entity !== undefined && isPlain(unit, entity)) {
    const acting = actingIn(unit, definition, { origin: keptOrigin(originOf(of.actor)), starter: '' })
    const seen = unit.published.access(acting).entity(entity.key) !== undefined
    const locked = seen ? await unit.door(acting).lock(entity.key, of.recordId, []) : null
    if (locked !== null) return { values: locked.values, locked }
    if (seen) return late(await whole(unit, definition, of.recordId))
  }
  return whole(unit, definition, of.recordId)
}

const whole = (unit: Unit, { entity }: FlowDocument, id: string): Promise<StartRecord | null> =>
  unit.door(automation(unit, 'read')).get(entity, id, { lock: true, rows: 'all' })

const late = (found: StartRecord | null): StartRecord | null =>
  found === null ? null : { values: found.values, late: true }
