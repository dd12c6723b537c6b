import { storeErrors } from '../../errors.ts'
import { entityBefore } from '../shadows.ts'
import { titled } from '../titles.ts'
import type { PlanContext } from '../types.ts'
import type { TypeChange } from './types.ts'

/**
 * The same change while nothing is published yet: an entity that gets another key along with it still has its table
 * under the old one. Undefined for a new entity, which has no records.
 */
export function asStored(context: PlanContext, change: TypeChange): TypeChange | undefined {
  const before = entityBefore(context, change.entity.key)
  if (before === undefined) return undefined
  const { key } = before
  return key === change.entity.key ? change : { ...change, entity: { ...change.entity, key } }
}

/**
 * Refuses to prepare a link to an entity that gets its key, or comes to be, in the same publication: what is prepared
 * now has to point at a table that is there.
 */
export function refuseNewTarget(context: PlanContext, change: TypeChange): void {
  const [kind, target = ''] = (change.next.column?.references ?? change.next.column?.members ?? '').split(':')
  if (kind !== 'entity' || entityBefore(context, target)?.key === target) return
  const [field, name] = [titled(change.entity, change.next), titled(context.after.entity(target))]
  throw storeErrors.STORE_CHANGE_TARGET({ fieldZh: field.zh, fieldEn: field.en, zh: name.zh, en: name.en })
}
