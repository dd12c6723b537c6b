import type { EntityChange } from '@mortise/schema'
import type { Runner } from '../../database/runner.ts'
import { storeErrors } from '../../errors.ts'
import { typeChangeOf } from '../fields.ts'
import { asStored, refuseNewTarget } from './stored.ts'
import { titled } from '../titles.ts'
import type { PlanContext } from '../types.ts'
import { isLarge } from './prepare.ts'
import { preparationOf } from './rows.ts'
import type { TypeChange } from './types.ts'

/** The changes among these that make stored values mean another thing. */
export function typeChangesIn(context: PlanContext, changes: readonly EntityChange[]): readonly TypeChange[] {
  return changes.flatMap((change) =>
    change.type === 'change_field_type'
      ? (typeChangeOf(context, { ...change, type: 'change_field_type' }) ?? [])
      : [],
  )
}

/** Refuses changes on large tables that nothing was prepared for: they would hold every writer up. */
export async function refuseUnprepared(
  runner: Runner,
  context: PlanContext,
  changes: readonly EntityChange[],
): Promise<void> {
  for (const change of typeChangesIn(context, changes)) {
    const ready = preparationOf(change, context.typeChanges ?? [])?.state === 'ready'
    const stored = asStored(context, change)
    if (ready || stored === undefined || !(await isLarge(runner, context.schema, stored.entity.key))) continue
    refuseNewTarget(context, change)
    throw storeErrors.STORE_CHANGE_UNPREPARED({ field: titled(change.entity, change.next).zh })
  }
}
