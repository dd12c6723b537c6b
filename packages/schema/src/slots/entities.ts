import type { Model } from '../model/model.ts'
import { own } from '../pointer.ts'
import type { Place, SlotContext } from './types.ts'

/** A text property of something on the way to a place: 1 is the object it stands in, 2 the one around that, … */
export function textAbove(place: Place, level: number, name: string): string | undefined {
  const value = own(place.trail.at(-level), name)
  return typeof value === 'string' ? value : undefined
}

/** Entity that a link, sub-table or relation of an entity leads to; undefined for other fields. */
export function targetOf(
  model: Model,
  entity: string | undefined,
  key: string | undefined,
): string | undefined {
  if (entity === undefined || key === undefined) return undefined
  const type = model.entity(entity)?.scope.find(key)?.type
  return type?.kind === 'id' || type?.kind === 'rows' ? type.entity : undefined
}

/** Entity behind the field that `field` names, `level` objects above a place. */
export function targetAbove(level: number): (place: Place, context: SlotContext) => string | undefined {
  return (place, context) => targetOf(context.model, context.home, textAbove(place, level, 'field'))
}

/** Entity that `entity` names in the object a place stands in. */
export function entityBeside(place: Place): string | undefined {
  return textAbove(place, 1, 'entity')
}
