import type { EntityModel, ExtensionList, FieldDocument, Model } from '@mortise/schema'
import type { FieldType } from '../define.ts'
import { textOf } from '../shared/settings.ts'

/** Where a path through links ends: the type and document of its last field. */
export type ShownField = { readonly type: FieldType; readonly field: FieldDocument }

/**
 * Follows a path such as `customer.level` from an entity, and lookups in it, to the field whose value is shown;
 * undefined when it leads nowhere or in a circle.
 */
export function shownField(
  model: Pick<Model, 'entity'>,
  path: string,
  from: { readonly entity: EntityModel; readonly fields: ExtensionList<FieldType>; readonly depth?: number },
): ShownField | undefined {
  const depth = from.depth ?? 0
  if (depth > 8) return undefined
  const [head = '', ...rest] = path.split('.')
  const found = from.entity.field(head)
  const type = found === undefined ? undefined : from.fields.find(found.type)
  if (found === undefined || type === undefined) return undefined
  if (rest.length === 0) {
    const further = type.column(found.document) === null ? textOf(found.document, 'path') : undefined
    if (further === undefined) return { type, field: found.document }
    return shownField(model, further, { ...from, depth: depth + 1 })
  }
  const target = model.entity(type.target?.(found.document) ?? '')
  return target && shownField(model, rest.join('.'), { ...from, entity: target, depth: depth + 1 })
}
