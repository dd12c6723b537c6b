import type { Json } from '@mortise/expressions'
import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import { storeErrors } from '../errors.ts'
import { quoted } from '../sql/names.ts'

const uuidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Ids come from addresses that anybody can type: what is no uuid names nothing. */
export function isUuid(text: string): boolean {
  return uuidText.test(text)
}

/** A JSON value. JSON null stays JSON null; for an absent value use `bindSql(null)`. */
export function jsonSql(value: Json): Fragment {
  return sql`${bindSql(JSON.stringify(value))}::json`
}

/** A uuid or null. */
export function uuidSql(value: string | null): Fragment {
  return sql`${bindSql(value)}::uuid`
}

/** An ISO instant or null. */
export function timeSql(value: string | null): Fragment {
  return sql`${bindSql(value)}::timestamptz`
}

/** Text, typed, so that Postgres never has to guess. */
export function textSql(value: string | null): Fragment {
  return sql`${bindSql(value)}::text`
}

/** A list of texts; null elements stay null. */
export function textsSql(values: readonly (string | null)[]): Fragment {
  return sql`${bindSql([...values])}::text[]`
}

/** A list of uuids. */
export function uuidsSql(values: readonly string[]): Fragment {
  return sql`${bindSql([...values])}::uuid[]`
}

/** Rows as one bound value, read by `json_to_recordset`: one statement for any number of rows. */
export function rowsSql(rows: readonly { readonly [column: string]: Json }[]): Fragment {
  return jsonSql(rows)
}

/** `"a" = …, "b" = …` of a patch; entries without a value are left out. Undefined when nothing is to be set. */
export function assignments(values: {
  readonly [column: string]: Fragment | undefined
}): Fragment | undefined {
  const parts = Object.entries(values).flatMap(([column, value]) =>
    value === undefined ? [] : [sql`${rawSql(quoted(column))} = ${value}`],
  )
  return parts.length === 0 ? undefined : joinSql(parts, ', ')
}

/** A fragment for a value that is there, undefined for one that is left out of a patch. */
export function given<T>(value: T | undefined, toSql: (value: T) => Fragment): Fragment | undefined {
  return value === undefined ? undefined : toSql(value)
}

/** A page cursor: opaque text that holds the sort values of the last row. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

const instant = /^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** Reads a cursor of an instant and an id. `place` ties it to the list it was made for. */
export function decodeCursor(cursor: string, place: string): { readonly at: string; readonly id: string } {
  const [given, at, id] = parts(cursor)
  if (given !== place || !isText(at) || !instant.test(at) || !isText(id) || !isUuid(id))
    throw storeErrors.RECORD_CURSOR_INVALID()
  return { at, id }
}

function parts(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
