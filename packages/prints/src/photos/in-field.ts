import type { Json } from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type { EntityModel, FieldModel } from '@mortise/schema'
import { fieldAt } from '../scope.ts'
import type { PrintData, PrintKit } from '../types.ts'
import type { Photo, PhotoRoom } from './types.ts'

type Given = { readonly model: PrintData['model']; readonly fields: PrintKit['fields'] }

/** The type whose files stand in a field; a field that shows one of another record shows its files. */
export function filesOf(
  entity: EntityModel | undefined,
  field: FieldModel | undefined,
  given: Given,
): FieldType | undefined {
  const type = field && given.fields.find(field.type)
  const path = field && type?.shows?.(field.document)
  const shown = path === undefined ? field : fieldAt(entity, path, given)
  const own = shown && given.fields.find(shown.type)
  // A name written by hand is no photo: it is printed as ink.
  return own?.attached === undefined || own.handwritten === true ? undefined : own
}

/** The pictures in a value of a field. Undefined where the field has none to print. */
export function photosIn(
  value: Json,
  type: FieldType | undefined,
  { room, find }: { readonly room: PhotoRoom; readonly find: PrintData['photos'] },
): readonly Photo[] | undefined {
  if (type?.attached === undefined || (type.pictures !== true && !room.attached)) return undefined
  const side = Math.max(room.width, room.height)
  return type
    .attached(value)
    .slice(0, room.count)
    .map((file): Photo => {
      const found = find?.({ file, side })
      return found === undefined ? { name: file.name, waiting: true } : { name: file.name, ...found }
    })
}
