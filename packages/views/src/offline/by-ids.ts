import type { LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FormProgram } from '@mortise/forms'
import type { Kit } from '@mortise/kit'
import type { EntityModel, FieldModel, Model, RecordValues } from '@mortise/schema'

type Named = { readonly id: string; readonly label: LocalizedText }

/**
 * What the names in typed values stood for when they were typed: an entity, a form, and by table (`''` is the record) its
 * fields. Names may change while values lie on a device; these ids don't.
 */
export type TypedUnder = {
  readonly version: number
  readonly entity: string
  readonly form: string
  readonly fields: { readonly [table: string]: { readonly [key: string]: Named } }
}

const idOf = ({ document, key }: Pick<EntityModel, 'document' | 'key'>): string => document.id ?? key
const fieldId = ({ document, key }: Pick<FieldModel, 'document' | 'key'>): string => document.id ?? key

/** What the names in values of a form stand for now. */
export function typedUnder(program: FormProgram, version: number, values: RecordValues): TypedUnder {
  const keys: [table: string, keys: ReadonlySet<string>][] = [['', new Set(Object.keys(values))]]
  for (const table of program.tables.keys()) {
    const rows = table === '' ? undefined : values[table]
    if (Array.isArray(rows))
      keys.push([table, new Set((rows as readonly RecordValues[]).flatMap((row) => Object.keys(row)))])
  }
  const fields = keys.map(([table, wanted]) => {
    const plans = [...(program.tables.get(table)?.entity.fields ?? [])].filter(({ key }) => wanted.has(key))
    return [table, Object.fromEntries(plans.map((field) => [field.key, namedBy(field)]))] as const
  })
  return {
    version,
    entity: idOf(program.entity),
    form: program.form.id ?? program.form.key,
    fields: Object.fromEntries(fields),
  }
}

const namedBy = (field: FieldModel): Named => ({ id: fieldId(field), label: field.document.label })

/** A value that has no place any more. */
export type Misfit = { readonly label: LocalizedText; readonly value: Json }

type Ground = { readonly model: Model; readonly kit: Pick<Kit, 'fields'> }

/** Values under the names of today, and those for which there is no field any more. */
export type Carried = {
  /** Undefined where the records themselves are no more. */
  readonly entity: EntityModel | undefined
  readonly values: RecordValues
  readonly misfits: readonly Misfit[]
}

/**
 * Brings typed values under the names of today. `under` is absent for values from before names were kept; then, and for
 * values that the server keeps and renames itself (`renamed`), they are taken by their keys.
 */
export function carried(
  { model, kit }: Ground,
  given: {
    readonly entity: string
    readonly values: RecordValues
    readonly under: TypedUnder | undefined
    readonly renamed?: boolean
  },
): Carried {
  const { values, under, renamed = false } = given
  const entity =
    (renamed || under === undefined ? undefined : model.entities.find((one) => idOf(one) === under.entity)) ??
    model.entity(given.entity)
  if (entity === undefined) return { entity, values, misfits: [] }
  const misfits: Misfit[] = []
  const place = (owner: EntityModel, table: string, key: string): FieldModel | undefined => {
    const known = under?.fields[table]?.[key]
    if (known === undefined || renamed) return owner.field(key)
    return owner.fields.find((field) => fieldId(field) === known.id)
  }
  const read = (owner: EntityModel, table: string, row: RecordValues): RecordValues => {
    const made: { [key: string]: Json } = {}
    for (const [key, value] of Object.entries(row)) {
      if (key === 'id' && table !== '') made[key] = value
      else {
        const field = place(owner, table, key)
        if (field !== undefined) made[field.key] = rowsIn(field, key, value)
        else if (value !== null) misfits.push({ label: under?.fields[table]?.[key]?.label ?? key, value })
      }
    }
    return made
  }
  const rowsIn = (field: FieldModel, key: string, value: Json): Json => {
    const type = kit.fields.find(field.type)
    const child = model.entity(type?.target?.(field.document) ?? '')
    const isTable = type?.parentField?.(field.document) !== undefined
    if (!isTable || child === undefined || !Array.isArray(value)) return value
    return (value as readonly RecordValues[]).map((row) => read(child, key, row))
  }
  return { entity, values: read(entity, '', values), misfits }
}
