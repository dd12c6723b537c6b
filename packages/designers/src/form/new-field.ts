import type { FieldType } from '@mortise/fields'
import type { EntityDocument, FieldDocument } from '@mortise/schema'
import { freshId, freshKey } from '../kit/keys.ts'

/** A field as it comes out of the palette. Its key is `field_n` until somebody names it. */
export function newField(type: FieldType, entity: EntityDocument): FieldDocument {
  const taken = entity.fields.map((field) => field.key)
  return {
    id: freshId('f'),
    key: freshKey('', taken, 'field'),
    type: type.type,
    label: { zh: type.label.zh, en: type.label.en },
    ...(type.defaults === undefined ? {} : { settings: type.defaults }),
  }
}
