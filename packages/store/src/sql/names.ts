import { type Fragment, rawSql } from '@mortise/expressions/sql'
import { storeErrors } from '../errors.ts'

const key = /^[a-z][a-z0-9_]{0,47}$/

/** Refuses anything that is not a key, so that no text of a person ever becomes SQL. */
export function checkedKey(name: string): string {
  if (!key.test(name)) throw storeErrors.STORE_NAME_INVALID({ name })
  return name
}

/** A quoted identifier out of our own or a checked name. */
export function quoted(name: string): string {
  return name.includes('"') ? `"${name.replaceAll('"', '""')}"` : `"${name}"`
}

/** Postgres schema of a workspace. */
export function schemaName(workspace: string): string {
  return `ws_${checkedKey(workspace)}`
}

/**
 * Table of an entity. The prefix keeps the keys that people choose (`comment`, `file`, `job`) apart from our own
 * tables in the same schema, now and in every later release.
 */
export function tableName(entity: string): string {
  return `r_${checkedKey(entity)}`
}

/** `"ws_x"."name"` of one of our own tables. */
export function ownTable(schema: string, name: string): Fragment {
  return rawSql(`${quoted(schema)}.${quoted(name)}`)
}

/** `"ws_x"."r_deal"`. */
export function recordTable(schema: string, entity: string): Fragment {
  return ownTable(schema, tableName(entity))
}

/** Column of a field, behind an alias. */
export function column(alias: string, field: string): Fragment {
  return rawSql(`${quoted(alias)}.${quoted(field)}`)
}

/** Hidden columns; the underscore keeps them apart from field keys. */
export const hidden = { deletedAt: '_deleted_at', position: '_position' } as const

/** A text written out in a statement that takes no parameters. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
