import type { EntityModel } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'

/** The entity, if the actor may know it. */
export function entityFor(unit: Pick<Unit, 'published'>, actor: Actor, key: string): EntityModel {
  const entity = unit.published.model.entity(key)
  if (entity === undefined || unit.published.access(actor).entity(key) === undefined)
    throw errors.ENTITY_UNKNOWN({ name: key })
  return entity
}
