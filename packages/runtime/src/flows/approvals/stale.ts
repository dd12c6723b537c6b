import type { Json } from '@mortise/expressions'
import type { FlowInstance } from '@mortise/flows'
import type { StepRights } from '@mortise/forms'
import { automation } from '../../context/automation.ts'
import type { Unit } from '../../context/unit.ts'
import { errors } from '../../errors.ts'
import { rightOn, visibleValue } from './masks.ts'

/** What somebody had before them when they decided. */
export type Opened = { readonly itemRev?: number | undefined; readonly recordVersion?: number | undefined }

/** A field that is not as it was when the task was opened. */
export type Changed = { readonly field: string; readonly from: Json; readonly to: Json; readonly by: string }

/**
 * Refuses a decision on a record, or a task, that is no longer what was opened, and tells what has changed since, as far as the
 * step shows it.
 */
export async function refuseStale(
  unit: Unit,
  opened: Opened,
  at: { readonly instance: FlowInstance; readonly itemRev: number; readonly rights: StepRights },
): Promise<void> {
  const { instance, itemRev, rights } = at
  const stale = opened.itemRev !== undefined && opened.itemRev !== itemRev
  if (!stale && opened.recordVersion === undefined) return
  const door = unit.door(automation(unit, 'read'))
  const record = await door.get(instance.entity, instance.recordId, { fields: ['id'] })
  if (record === null) throw errors.RECORD_NOT_FOUND()
  const { recordVersion = record.version } = opened
  if (!stale && recordVersion === record.version) return
  const changes =
    recordVersion === record.version ? [] : await changesSince(unit, instance, { recordVersion, rights })
  // Another field than those the step shows: there is nothing to look at again.
  if (!stale && changes.length === 0) return
  throw errors.WORK_ITEM_STALE({}, { data: { itemRev, recordVersion: record.version, changes } })
}

async function changesSince(
  unit: Unit,
  { entity, recordId }: FlowInstance,
  { recordVersion, rights }: { readonly recordVersion: number; readonly rights: StepRights },
): Promise<readonly Changed[]> {
  const history = await unit.door(automation(unit, 'read')).history(entity, recordId, 100)
  const found = new Map<string, Changed>()
  for (const entry of history.filter((one) => one.version > recordVersion))
    for (const { field, from, to } of entry.changes) {
      if (rightOn(rights, field) === 'hidden') continue
      const later = found.get(field)
      found.set(field, {
        field,
        from: visibleValue(rights, field, from),
        to: later?.to ?? visibleValue(rights, field, to),
        by: later?.by ?? entry.actorName,
      })
    }
  return [...found.values()]
}
