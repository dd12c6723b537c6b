import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { blankOf } from '../database/blank.ts'
import { decimalText } from '../database/types.ts'
import { storeErrors } from '../errors.ts'
import type { EntityShape, FieldShape } from './shape.ts'

/** Values by column, ready to be bound. */
export type StoredValues = { [field: string]: Json }

const numbers = new Set(['numeric', 'int4', 'int8'])

/** A canonical value as its column holds it: empty is null, sets are sorted, decimals are exact text. */
export function toStored(field: FieldShape, value: Json): Json {
  const type = field.column?.type ?? 'text'
  if (value === null || value === '') return null
  if (type.endsWith('[]')) return setValue(value)
  if (type === 'jsonb') return Array.isArray(value) && value.length === 0 ? null : checkedJson(field, value)
  if (numbers.has(type)) return numberValue(field, value)
  if (type === 'bool') return typeof value === 'boolean' ? value : refuse(field)
  if (typeof value !== 'string' || unstorable(value)) return refuse(field)
  return value
}

function setValue(value: Json): Json {
  const items = Array.isArray(value) ? (value as readonly Json[]) : [value]
  const texts = [...new Set(items.filter((one): one is string => typeof one === 'string' && one !== ''))]
  return texts.length === 0 ? null : texts.toSorted()
}

function numberValue(field: FieldShape, value: Json): Json {
  const text = decimalText(value)
  if (text === null) return refuse(field)
  return field.column?.type === 'numeric' ? text : Number(text)
}

function checkedJson(field: FieldShape, value: Json): Json {
  return unstorable(JSON.stringify(value)) ? refuse(field) : value
}

// Postgres stores neither NUL nor half a surrogate pair.
function unstorable(text: string): boolean {
  return text.includes('\0') || text.includes('\\u0000') || !text.isWellFormed()
}

function refuse(field: FieldShape): never {
  const reason = `"${field.key}"`
  const message = { zh: '值的格式不对', en: 'the value has the wrong form' }
  throw storeErrors.STORE_VALUE_INVALID(
    { reason },
    { details: [{ path: field.key, code: 'STORE_VALUE_INVALID', message }] },
  )
}

/** The id of a stored row. */
export function idOf(row: { readonly [column: string]: unknown } | undefined): string {
  return row?.['id'] as string
}

/** Whether two stored values are the same. */
export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  const [x, y] = [a ?? null, b ?? null]
  if (x === y) return true
  if (x === null || y === null || typeof x !== 'object' || typeof y !== 'object') return false
  if (Array.isArray(x) !== Array.isArray(y)) return false
  const keys = new Set([...Object.keys(x), ...Object.keys(y)])
  const at = (value: Json, key: string): Json | undefined => (value as { readonly [k: string]: Json })[key]
  return [...keys].every((key) => sameValue(at(x, key), at(y, key)))
}

const blanks = new WeakMap<EntityShape, StoredValues>()

/** Every column, empty: to be copied. */
export function blankRow(shape: EntityShape): StoredValues {
  let blank = blanks.get(shape)
  if (blank === undefined) blanks.set(shape, (blank = blankOf(shape.stored.map(({ key }) => key))))
  return blank
}

/** Stored values out of a row of the database. */
export function storedValues(shape: EntityShape, row: { readonly [column: string]: unknown }): RecordValues {
  const values: StoredValues = { ...blankRow(shape) }
  for (const { key } of shape.stored) values[key] = (row[key] ?? null) as Json
  return values
}

/** Fields whose value differs; the bookkeeping of each save does not count. */
export function changedFields(
  shape: EntityShape,
  before: RecordValues,
  after: RecordValues,
): readonly string[] {
  return shape.stored
    .filter(({ key }) => key !== 'version' && key !== 'updated_at' && key !== 'updated_by')
    .filter(({ key }) => !sameValue(before[key], after[key]))
    .map(({ key }) => key)
}
