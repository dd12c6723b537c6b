import { type Locale, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { Kit } from '@mortise/kit'
import type { EntityModel, FieldModel, Model, RecordValues } from '@mortise/schema'

/** What made-up values are made from. */
export type Making = {
  readonly model: Model
  readonly kit: Kit
  readonly locale: Locale
  readonly timeZone: string
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/** What fits most types, likely ones first; a type takes the first that it can read. */
function likely(field: FieldModel, { locale, today }: Making): readonly Json[] {
  const name = say(field.document.label, locale)
  return [
    locale === 'zh' ? `示例${name}` : `Sample ${name}`,
    12,
    today,
    `${today}T09:30:00.000Z`,
    '13800138000',
    'sample@example.com',
    'https://example.com',
    true,
  ]
}

function valueOf(field: FieldModel, entity: EntityModel, making: Making): Json | undefined {
  const type = making.kit.fields.find(field.type)
  // What people, records and files there are is not for us to invent.
  if (type === undefined || type.computed === true || entity.scope.find(field.key)?.type.kind === 'id')
    return undefined
  const place = { field: field.document, locale: making.locale, timeZone: making.timeZone }
  return [...likely(field, making), ...type.samples(field.document)].find((one) => {
    const read = type.parse(one, place)
    return read.ok && read.value !== null
  })
}

/** A made-up record of an entity: a likely value in each field that can have one, and two rows in each sub-table. */
export function sampleRecord(entity: EntityModel, making: Making, depth = 0): RecordValues {
  const entries = entity.fields
    .filter(({ system }) => !system)
    .flatMap((field): readonly (readonly [string, Json])[] => {
      const type = making.kit.fields.find(field.type)
      const target =
        type?.parentField?.(field.document) === undefined ? undefined : type.target?.(field.document)
      const rows = target === undefined ? undefined : making.model.entity(target)
      if (rows !== undefined && depth === 0) {
        const row = sampleRecord(rows, making, 1) as { readonly [key: string]: Json }
        return [[field.key, [row, row]]]
      }
      const value = target === undefined ? valueOf(field, entity, making) : undefined
      return value === undefined ? [] : [[field.key, value]]
    })
  return Object.fromEntries(entries)
}
