import { type Fragment, sql } from '@mortise/expressions/sql'
import type { FieldType } from '@mortise/fields'
import { readRight } from '../access/read-right.ts'
import { storeErrors } from '../errors.ts'
import { isTextual } from './textual.ts'
import { fieldSql, linked, type Place, plainSql, scopeSql } from './place.ts'

type Mask = (value: Fragment) => Fragment

const ends: Mask = (value) =>
  sql`(case when char_length(${value}) >= 9 then left(${value}, 3) || '****' || right(${value}, 4) when ${value} is not null then left(${value}, 1) || '***' end)`

/** What is left of a text, by what its type says of itself. */
const masks: { readonly [M in NonNullable<FieldType['mask']>]: Mask } = {
  ends,
  mailbox: (value) =>
    sql`(case when position('@' in ${value}) > 1 then left(${value}, 1) || '***' || substr(${value}, position('@' in ${value})) else ${ends(value)} end)`,
  nothing: (value) => sql`(case when ${value} is not null then '***' end)`,
}

/** A field for showing: masked ones come masked out of the database. Throws the unknown-field error for hidden ones. */
export function shownSql(place: Place, path: readonly string[]): Fragment {
  const [key = '', ...rest] = path
  if (rest.length > 0) return shownSql(linked(place, key), rest)
  const field = place.shape?.fields.get(key)
  const rights = place.context.access.entity(place.entity)
  if (place.rights !== 'actor' || field === undefined || rights === undefined) return fieldSql(place, key)
  const whole = rights.fieldScope(key, 'read')
  if (readRight(rights, key) === 'hidden' || whole === null) return fieldSql(place, key)
  const value = plainSql(place, field)
  const part = rights.fieldScope(key, 'masked')
  const hide = isTextual(field) ? masks[field.type?.mask ?? 'ends'](value) : sql`null`
  return sql`(case when ${scopeSql(place, whole)} then ${value} when ${scopeSql(place, part)} then ${hide} end)`
}

/** Refuses a query that asks for more than one statement should carry. */
export function refuseTooLarge(what: string, count: number, limit: number): void {
  if (count > limit) throw storeErrors.RECORD_QUERY_TOO_LARGE({ what, limit })
}
