import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Unit } from '../context/unit.ts'
import { automation } from '../context/automation.ts'

/**
 * A record's values as they are now, so far as they are known without reading. Who does anything that may change the
 * record forgets them.
 */
export type Current = { values?: RecordValues | undefined }

/** The record whole, read only where it is not known; undefined when it is gone. */
export async function currentValues(
  unit: Unit,
  of: {
    readonly entity: EntityModel
    readonly id: string
    readonly current: Current
    readonly deleted?: boolean
  },
): Promise<RecordValues | undefined> {
  const { entity, id, current, deleted = false } = of
  if (current.values === undefined) {
    const stored = await unit.door(automation(unit, 'read')).get(entity.key, id, { rows: 'all', deleted })
    current.values = stored?.values
  }
  return current.values
}
