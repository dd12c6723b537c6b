import type { Actor } from '@mortise/store'
import { automation } from '../context/automation.ts'
import { originOf } from '../context/behalf.ts'
import type { Unit } from '../context/unit.ts'
import { rootCause } from './cause.ts'

/**
 * Stored formulas of other records that lean on what was written are worked out again. Nothing else of those records
 * changes, so their people see no edit of their own; rules that watch the formula do fire, on behalf of whoever wrote.
 */
export async function recomputeTouched(
  unit: Unit,
  actor: Actor,
  touched: readonly { readonly entity: string; readonly id: string; readonly stale?: true }[],
): Promise<void> {
  const recomputing = { ...automation(unit, 'rollup'), behalf: originOf(actor) }
  for (const { entity, id, stale } of touched) {
    if (stale !== true || unit.published.model.entity(entity) === undefined) continue
    // What lies in the bin is worked out when it comes back.
    const live = await unit.door(automation(unit, 'read')).get(entity, id, { fields: ['id'] })
    if (live === null) continue
    await unit.commands.save(unit, recomputing, {
      request: { op: 'update', entity, id, values: {}, ignoreDuplicates: true },
      cause: rootCause(`rollup:${entity}:${id}`),
    })
  }
}
