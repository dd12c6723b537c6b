import type { Json } from '@mortise/expressions'
import type { Kit } from '@mortise/kit'
import type { EntityModel, RenameContext } from '@mortise/schema'
import type { Transaction } from '@mortise/store'

type Values = { readonly [key: string]: Json }

const isObject = (value: Json | undefined): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Carry = RenameContext & { readonly kit: Pick<Kit, 'fields'> }

/** Entity of a sub-table's rows; undefined for other fields. */
function rowsOf({ model, kit }: Carry, entity: EntityModel, key: string): EntityModel | undefined {
  const field = entity.field(key)
  const type = field === undefined ? undefined : kit.fields.find(field.type)
  if (field === undefined || type?.parentField?.(field.document) === undefined) return undefined
  return model.entity(type.target?.(field.document) ?? '')
}

/** Typed values under the names that fields and options have now; what is not known stays as it is. */
function renameValues(carry: Carry, entity: EntityModel, values: Values): Values {
  const { names } = carry
  const chosen = (key: string, value: Json): Json => {
    if (typeof value === 'string') return names.option(entity.key, key, value)
    return Array.isArray(value) ? (value as readonly Json[]).map((one) => chosen(key, one)) : value
  }
  return Object.fromEntries(
    Object.entries(values).map(([key, value]): [string, Json] => {
      const child = rowsOf(carry, entity, key)
      const made =
        child !== undefined && Array.isArray(value)
          ? (value as readonly Json[]).map((row) => (isObject(row) ? renameValues(carry, child, row) : row))
          : chosen(key, value)
      return [names.field(entity.key, key), made]
    }),
  )
}

/** What a draft holds: the values, and under `names` what links among them are called, by entity. */
function renameData(carry: Carry, entity: EntityModel, data: Json): Json {
  if (!isObject(data) || !isObject(data['values'])) return data
  const { names: labels } = data
  return {
    ...data,
    values: renameValues(carry, entity, data['values']),
    ...(isObject(labels)
      ? {
          names: Object.fromEntries(
            Object.entries(labels).map(([of, known]) => [carry.names.document('entity', of), known]),
          ),
        }
      : {}),
  }
}

/** Carries new names of fields, options and forms into what people have typed and not saved. Their entities follow apart. */
export async function carryDrafts(tx: Transaction, carry: Carry): Promise<void> {
  const { model, names } = carry
  for (const place of await tx.side.formDrafts.all()) {
    const entity = model.entity(place.entity)
    if (entity === undefined) continue
    const draft = await tx.side.formDrafts.get(place.userId, place)
    if (draft === null) continue
    const form = names.document('form', `${place.entity}.${place.form}`).split('.').at(-1) ?? place.form
    const data = renameData(carry, entity, draft.data)
    if (form === place.form && JSON.stringify(data) === JSON.stringify(draft.data)) continue
    await tx.side.formDrafts.carry(place.userId, place, { form, data })
  }
}
