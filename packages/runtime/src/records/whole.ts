import type { EntityModel } from '@mortise/schema'
import type { Unit } from '../context/unit.ts'

const known = new WeakMap<EntityModel, boolean>()

/**
 * Whether the stored values of a record are all there is of it: no rows of its own, and nothing that only a reading works
 * out. Then what was just locked or written need not be read.
 */
export function isPlain(unit: Pick<Unit, 'options'>, entity: EntityModel): boolean {
  let plain = known.get(entity)
  if (plain === undefined) {
    const { fields } = unit.options.kit
    plain =
      !entity.relations.some((relation) => relation.owned) &&
      entity.fields.every((field) => fields.find(field.type)?.source?.(field.document)?.from !== 'query')
    known.set(entity, plain)
  }
  return plain
}
