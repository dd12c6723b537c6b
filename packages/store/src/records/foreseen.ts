import type { ColumnSpec } from '@mortise/fields'
import type { Json } from '@mortise/expressions'
import type { EntityShape } from './shape.ts'

type Test = (value: Json, column: ColumnSpec) => boolean

const matches =
  (pattern: RegExp): Test =>
  (value) =>
    typeof value === 'string' && pattern.test(value)

const whole: Test = (value) => Number.isSafeInteger(value) && !Object.is(value, -0)
const decimal = /^(?:0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d*[1-9])$/

/** Column types whose values come back letter for letter, and how to know one that does. The others are read back. */
const unchanged: { readonly [T in ColumnSpec['type']]?: Test } = {
  text: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  int4: whole,
  int8: whole,
  uuid: matches(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  date: matches(/^\d{4}-\d\d-\d\d$/),
  timestamptz: matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  numeric: (value, { precision, scale = 0 }) => {
    if (typeof value !== 'string' || !decimal.test(value)) return false
    return precision === undefined || (value.split('.')[1]?.length ?? 0) <= scale
  },
  'text[]': (value) => Array.isArray(value),
}

/**
 * Whether Postgres will give these values back exactly as they go in. Then history can be written along with the row
 * instead of after it.
 */
export function isForeseen(shape: EntityShape, values: { readonly [field: string]: Json }): boolean {
  return shape.stored.every(({ key, column }) => {
    const value = values[key]
    if (value === undefined || value === null || column === null) return true
    return unchanged[column.type]?.(value, column) ?? false
  })
}

/** The same of many rows, column by column: what stands in all of them is looked at once. */
export function areForeseen(
  shape: EntityShape,
  rows: readonly { readonly [field: string]: Json }[],
): boolean {
  return shape.stored.every(({ key, column }) => {
    const test = column === null ? undefined : unchanged[column.type]
    let last: Json = null
    return rows.every((row) => {
      const value = row[key] ?? null
      if (value === last) return true
      last = value
      return value === null || column === null || (test?.(value, column) ?? false)
    })
  })
}
