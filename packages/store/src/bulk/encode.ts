import type { ColumnSpec } from '@mortise/fields'
import type { Json } from '@mortise/expressions'
import type { FieldShape } from '../records/shape.ts'
import { toStored } from '../records/values.ts'

/** Writes one value as the text form of COPY wants it. */
export type CopyCell = (value: Json | undefined) => string

/** How COPY writes that there is no value. */
export const copyNull = '\\N'

const special = /[\\\n\r\t]/
const signs: { readonly [sign: string]: string } = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text with everything that means something to COPY taken apart. */
export function copyText(text: string): string {
  return special.test(text) ? text.replaceAll(/[\\\n\r\t]/g, (sign) => signs[sign] ?? sign) : text
}

const plain: CopyCell = (value) =>
  value === null || value === undefined ? copyNull : String(value as string)

const writers: { readonly [T in ColumnSpec['type']]?: (field: FieldShape) => CopyCell } = {
  text: (field) => (value) => {
    if (typeof value === 'string' && value !== '') return copyText(value)
    const stored = toStored(field, value ?? null)
    return stored === null ? copyNull : copyText(stored as string)
  },
  int4: () => plain,
  int8: () => plain,
  numeric: () => plain,
  bool: () => (value) => (value === true ? 't' : value === false ? 'f' : copyNull),
  date: () => plain,
  timestamptz: () => plain,
  uuid: () => plain,
}

/** A writer of one column's values. Values are canonical. */
export function copyCell(field: FieldShape): CopyCell {
  const made = writers[field.column?.type ?? 'text']?.(field)
  return made ?? ((value) => anyCell(field, value ?? null))
}

function anyCell(field: FieldShape, value: Json): string {
  const stored = toStored(field, value)
  if (stored === null) return copyNull
  if (!Array.isArray(stored) || field.column?.type === 'jsonb')
    return copyText(
      typeof stored === 'string' && field.column?.type !== 'jsonb' ? stored : JSON.stringify(stored),
    )
  const items = (stored as readonly string[]).map(
    (one) => `"${one.replaceAll(/["\\]/g, (sign) => `\\${sign}`)}"`,
  )
  return copyText(`{${items.join(',')}}`)
}
