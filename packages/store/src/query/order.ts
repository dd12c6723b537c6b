import type { ExpressionType } from '@mortise/expressions'
import { type Fragment, joinSql, postgresType, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordQuery } from '@mortise/schema'
import { castType } from '../ddl/columns.ts'
import { storeErrors } from '../errors.ts'
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
  }
}

function collated(value: Fragment, type: ExpressionType | undefined, collation: 'C' | 'zh'): Fragment {
  if (type !== undefined && type.kind !== 'text') return value
  return sql`${value} collate ${rawSql(collation === 'zh' ? '"zh-x-icu"' : '"C"')}`
}

function idDescending(order: readonly OrderKey[]): boolean {
  return order.at(-1)?.descending ?? true
}

/**
 * Which part of a list a statement reads. Where the first key may be null, the rows that have it come first and those
 * without it after them, each in a statement of its own: so a plain index on the key serves both directions and any page,
 * and nothing has to be read past.
 */
export type OrderPart = 'all' | 'filled' | 'empty'

/** The part a page begins in: rows without the first key only come once all that have it were read. */
export function firstPart(order: readonly OrderKey[], empty: readonly boolean[] | undefined): OrderPart {
  if (order[0]?.nullable !== true) return 'all'
  return empty?.[0] === true ? 'empty' : 'filled'
}

/** The condition of a part. */
export function partSql(order: readonly OrderKey[], part: OrderPart): Fragment | undefined {
  const [first] = order
  if (first === undefined || part === 'all') return undefined
  return sql`${first.sql} is ${rawSql(part === 'filled' ? 'not null' : 'null')}`
}

/** Keys that still order the rows of a part, and whether the first of them may be null there. */
function keysOf(order: readonly OrderKey[], part: OrderPart): readonly OrderKey[] {
  const [first, ...rest] = order
  if (first === undefined || part === 'all') return order
  return part === 'empty' ? rest : [{ ...first, nullable: false }, ...rest]
}

/** `a desc nulls last, id desc`. */
export function orderSql(place: Place, order: readonly OrderKey[], part: OrderPart = 'all'): Fragment {
  const keys = keysOf(order, part).map((key) => {
    const direction = key.descending ? 'desc' : 'asc'
    // Ascending order has nulls last anyway; saying so for a column without nulls would keep an index from serving.
    return sql`${key.sql} ${rawSql(key.nullable && key.descending ? 'desc nulls last' : direction)}`
  })
  const id = sql`${column(place.alias, 'id')} ${rawSql(idDescending(order) ? 'desc' : 'asc')}`
  return joinSql([...keys, id], ', ')
}

/** Rows of a part after the cursor in this order. */
export function afterSql(
  place: Place,
  order: readonly OrderKey[],
  cursor: {
    readonly keys: readonly (Fragment | null)[]
    readonly id: Fragment
    readonly part?: OrderPart
  },
): Fragment {
  const part = cursor.part ?? 'all'
  const keys = keysOf(order, part)
  const values = part === 'empty' ? cursor.keys.slice(1) : cursor.keys
  const id = sql`${column(place.alias, 'id')} ${rawSql(idDescending(order) ? '<' : '>')} ${cursor.id}::uuid`
  const last = keys.reduceRight<Fragment>(
    (rest, key, index) => afterKey(key, values[index] ?? null, rest),
    id,
  )
  const first = keys[0]
  const value = values[0] ?? null
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

function typed(key: OrderKey, value: Fragment): Fragment {
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
