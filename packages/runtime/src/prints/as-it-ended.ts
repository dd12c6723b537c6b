import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor, StoredRecord } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { type Sheet, sheetOf } from '../flows/approvals/sheet.ts'

/** How a run on a record ended. */
export async function asItEnded(
  unit: Unit,
  run: string,
  { entity, id }: { readonly entity: EntityModel; readonly id: string },
): Promise<Sheet> {
  const kept = await sheetOf(unit, run)
  const { record } = kept?.sheet ?? {}
  if (kept === undefined || record?.id !== id || record.entity !== entity.key) throw errors.RECORD_NOT_FOUND()
  return kept.sheet
}

/**
 * A record as it was when a run ended, as far as the reader may read it now: what is hidden stays away, what is masked stays
 * masked, in rows of sub-tables too.
 */
export function frozen(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: EntityModel; readonly live: StoredRecord; readonly kept: Sheet },
): RecordValues {
  const { entity, live, kept } = given
  const access = unit.published.access(actor)
  const then = kept.record.values
  const clear = (of: string, field: string): boolean => {
    const right = access.entity(of)?.field(field)
    return actor.admin || (right !== undefined && right !== 'hidden' && right !== 'masked')
  }
  const rowsThen = (field: string, value: Json): Json => {
    const target = entity.relation(field)?.target
    if (target === undefined || !Array.isArray(value)) return value
    return value.map((row) =>
      Object.fromEntries(
        Object.entries(row as { readonly [key: string]: Json }).filter(
          ([column]) => column === 'id' || clear(target, column),
        ),
      ),
    )
  }
  return Object.fromEntries(
    Object.entries(live.values).map(([field, value]) => {
      const known = Object.hasOwn(then, field) && clear(entity.key, field)
      return [field, known ? rowsThen(field, then[field] ?? null) : value]
    }),
  )
}
