import type { ExpressionType } from '@mortise/expressions'
import { type Fragment, joinSql, postgresType, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordQuery } from '@mortise/schema'
import { castType, fieldIndexes } from '../ddl/columns.ts'
import { storeErrors } from '../errors.ts'
import type { FieldShape } from '../records/shape.ts'
import { column } from '../sql/names.ts'
import { linked, pathSql, type Place } from './place.ts'
import { refuseTooLarge } from './select.ts'
import { readableTitleSql } from './title.ts'

/** One key of an order, ready for SQL. Nulls come last in both directions. */
export type OrderKey = {
  readonly sql: Fragment
  readonly type: string
  readonly descending: boolean
  readonly nullable: boolean
  /** An index leads from one of its values to the next. */
  readonly stepped?: boolean
}

/** A page's last row, as a key-set cursor carries it. */
export type CursorValues = { readonly keys: readonly (string | null)[]; readonly id: string }

/** Fields that every record has. */
export const neverEmpty: ReadonlySet<string> = new Set(['created_at', 'updated_at', 'version', 'id'])

/** Order of a query. Without one: newest first, by the time inside the ids. */
export function orderOf(place: Place, sort: RecordQuery['sort'] = []): readonly OrderKey[] {
  refuseTooLarge('sort keys', sort.length, 8)
  return sort.map(({ field, dir }) => ({ ...keyOf(place, field.split('.')), descending: dir === 'desc' }))
}

function keyOf(place: Place, path: readonly string[]): Omit<OrderKey, 'descending'> {
  const holder = path.slice(0, -1).reduce(linked, place)
  const key = path.at(-1) ?? ''
  const field = holder.shape?.fields.get(key)
  const value = pathSql(holder, [key])
  // Links are sorted by what people read.
  if (field?.target !== undefined) {
    const title = readableTitleSql(linked(holder, key))
    return { sql: sql`${title} collate "zh-x-icu"`, type: 'text', nullable: true }
  }
  // Files, addresses and the like by their text: `jsonb` compares by the database's own collation, which may be any.
  if (field?.expression.kind === 'json')
    return { sql: sql`(${value}::text collate "C")`, type: 'text', nullable: true }
  // Of the column itself: compared as another type, no index would bound the scan.
  const type = field?.column ? castType(field.column) : postgresType(field?.expression ?? { kind: 'text' })
  const plain = path.length === 1 && neverEmpty.has(key)
  return {
    sql: collated(value, field?.expression, field?.column?.collation ?? (field ? 'C' : 'zh')),
    type,
    nullable: !plain,
    stepped: path.length === 1 && !plain && field !== undefined && isStepped(place, field),
  }
}

/** Whether a field is a column of the table with an index of its own, shown alike on every row, and in the index's order. */
function isStepped({ shape, context, rights }: Place, field: FieldShape): boolean {
  if (shape === undefined || field.column?.collation === 'zh') return false
  const access = context.access.entity(shape.key)
  const open = rights === 'system' || (access !== undefined && access.fieldScope(field.key, 'read') === null)
  return open && fieldIndexes(context.schema, shape, field).some((text) => text.endsWith(', id)'))
}

function collated(value: Fragment, type: ExpressionType | undefined, collation: 'C' | 'zh'): Fragment {
  if (type !== undefined && type.kind !== 'text') return value
  return sql`${value} collate ${rawSql(collation === 'zh' ? '"zh-x-icu"' : '"C"')}`
}

/** `a desc nulls last, id desc`. */
export function orderSql(place: Place, keys: readonly OrderKey[], down: boolean): Fragment {
  const parts = keys.map((key) => {
    const direction = key.descending ? 'desc' : 'asc'
    // Ascending order has nulls last anyway; saying so for a column without nulls would keep an index from serving.
    return sql`${key.sql} ${rawSql(key.nullable && key.descending ? 'desc nulls last' : direction)}`
  })
  return joinSql([...parts, sql`${column(place.alias, 'id')} ${rawSql(down ? 'desc' : 'asc')}`], ', ')
}

/** Rows after the cursor in this order. */
export function afterSql(
  place: Place,
  keys: readonly OrderKey[],
  cursor: {
    readonly keys: readonly (Fragment | null)[]
    readonly id: Fragment
    readonly down: boolean
  },
): Fragment {
  const id = sql`${column(place.alias, 'id')} ${rawSql(cursor.down ? '<' : '>')} ${cursor.id}::uuid`
  const last = keys.reduceRight<Fragment>(
    (rest, key, index) => afterKey(key, cursor.keys[index] ?? null, rest),
    id,
  )
  const first = keys[0]
  const value = cursor.keys[0] ?? null
  if (first === undefined || first.nullable || value === null) return last
  // The same once more in a form that bounds an index scan.
  return sql`(${first.sql} ${rawSql(first.descending ? '<=' : '>=')} ${typed(first, value)} and ${last})`
}

/** Rows beyond a value of one key, or at it and beyond by the `rest` of the keys. */
export function afterKey(key: OrderKey, value: Fragment | null, rest: Fragment): Fragment {
  if (value === null) return sql`(${key.sql} is null and ${rest})`
  const bound = typed(key, value)
  const beyond = sql`${key.sql} ${rawSql(key.descending ? '<' : '>')} ${bound}`
  const empty = key.nullable ? sql` or ${key.sql} is null` : rawSql('')
  return sql`(${beyond}${empty} or (${key.sql} = ${bound} and ${rest}))`
}

/** A value as the key's own type: compared as another one, no index would serve. */
export function typed(key: OrderKey, value: Fragment): Fragment {
  return sql`${value}::${rawSql(key.type)}`
}

/** Opaque text of a cursor. `order` guards against use with another order. */
export function encodeCursor(order: string, values: CursorValues): string {
  return Buffer.from(JSON.stringify([order, values.keys, values.id])).toString('base64url')
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Reads a cursor; throws RECORD_CURSOR_INVALID for anything that is not one of this order. */
export function decodeCursor(order: string, text: string): CursorValues {
  const read = parsed(text)
  if (!Array.isArray(read) || read[0] !== order) throw storeErrors.RECORD_CURSOR_INVALID()
  const [, keys, id] = read as readonly unknown[]
  const valid = Array.isArray(keys) && keys.every((one) => one === null || typeof one === 'string')
  if (!valid || typeof id !== 'string' || !uuid.test(id)) throw storeErrors.RECORD_CURSOR_INVALID()
  return { keys: keys as readonly (string | null)[], id }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
