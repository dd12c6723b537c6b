import type { Json } from '@mortise/expressions'
import { errors } from '../errors.ts'
import type { ParseResult } from '../define.ts'
import { empty, fail, isEmpty, ok } from './results.ts'

const unsafeKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads JSON text where the input is text; undefined when it is not JSON. */
export function jsonFromText(input: Json): Json | undefined {
  if (typeof input !== 'string') return input
  try {
    return JSON.parse(input) as Json
  } catch {
    return undefined
  }
}

/** The same with every zero without a sign: written down as JSON and read again, a zero has lost it. */
export function withPlainZeros(value: Json): Json {
  if (value === 0) return 0
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withPlainZeros)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withPlainZeros(one as Json)]))
}

/** A list of plain objects, such as sub-table rows or settings rows; an empty list is empty. */
export function parseRows(input: Json | undefined): ParseResult {
  if (isEmpty(input)) return empty
  const rows = jsonFromText(input)
  if (!Array.isArray(rows) || !rows.every(isRow)) return fail(errors.FIELD_ROWS())
  return rows.length === 0 ? empty : ok(withPlainZeros(rows))
}

function isRow(row: unknown): boolean {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return false
  return Object.keys(row).every((key) => !unsafeKeys.has(key))
}

/** Number of rows of a value. */
export function rowCount(value: Json): number {
  return Array.isArray(value) ? value.length : 0
}

/** A list as JSON text; empty for null. */
export function jsonText(value: Json): string {
  return value === null ? '' : JSON.stringify(value)
}
