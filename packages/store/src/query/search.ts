import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import { readRight } from '../access/read-right.ts'
import type { EntityShape, FieldShape } from '../records/shape.ts'
import { indexedFields } from '../search/entries.ts'
import { markOf, plainText, type SearchWay, searchWays } from '../search/tokens.ts'
import { column, ownTable } from '../sql/names.ts'
import { fieldSql, type Place, scopeSql } from './place.ts'
import { refuseTooLarge } from './select.ts'
import { isTextual } from './textual.ts'

/** `%` and `_` of a person's text are plain letters. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}

/** Text fields quick search looks into, and the actor may read in full. */
export function searchedFields(place: Place, shape: EntityShape): readonly string[] {
  const { title, search = [] } = shape.entity.document
  const rights = place.context.access.entity(shape.key)
  return [...new Set([title, ...search])].filter((key) => {
    const field = shape.fields.get(key)
    return field !== undefined && isTextual(field) && readRight(rights, key) === 'read'
  })
}

/** The condition of quick search: every word occurs in some searched field, as text, pinyin or first letters. */
export function searchSql(place: Place, text: string): Fragment {
  const words = plainText(text)
    .split(' ')
    .filter((word) => word !== '')
  refuseTooLarge('words', words.length, 10)
  const { shape } = place
  if (words.length === 0 || shape === undefined) return rawSql('true')
  const keys = searchedFields(place, shape)
  if (keys.length === 0) return rawSql('false')
  const indexed = indexedFields(shape).filter(({ key }) => keys.includes(key))
  const others = keys.filter((key) => !indexed.some((field) => field.key === key))
  const found = words.map((word) => {
    const ways = searchWays(markOf(shape.historyKey), word)
    if (ways === undefined) return scanned(place, keys, word)
    const parts = indexed.length === 0 ? [] : [indexedSql(place, indexed, ways)]
    return others.length === 0
      ? (parts[0] ?? rawSql('false'))
      : either([...parts, scanned(place, others, word)])
  })
  return joinSql(found, ' and ')
}

const either = (parts: readonly Fragment[]): Fragment => sql`(${joinSql(parts, ' or ')})`

/** One letter is in so many texts that looking for it in order is quick; what is worked out in queries has no index. */
function scanned(place: Place, keys: readonly string[], word: string): Fragment {
  const pattern = bindSql(likePattern(word))
  return either(keys.map((key) => sql`${fieldSql(place, key)} ilike ${pattern}`))
}

function indexedSql(place: Place, fields: readonly FieldShape[], ways: readonly SearchWay[]): Fragment {
  const rights = place.context.access.entity(place.entity)
  const scopes = fields.map((field) => ({
    field,
    scope: place.rights === 'system' ? null : rights ? rights.fieldScope(field.key, 'read') : false,
  }))
  const whole = entriesSql(place, fields, ways)
  if (scopes.every(({ scope }) => scope === null)) return whole
  // A field that some rows hide is found on the others only; the first part lets the index serve all the same.
  const exact = scopes.map(
    ({ field, scope }) => sql`(${entriesSql(place, [field], ways)} and ${scopeSql(place, scope)})`,
  )
  return sql`(${whole} and ${either(exact)})`
}

function entriesSql(place: Place, fields: readonly FieldShape[], ways: readonly SearchWay[]): Fragment {
  const names = fields.map(({ historyKey }) => historyKey)
  const table = ownTable(place.context.schema, 'search_entry')
  return sql`${column(place.alias, 'id')} in (select e.id from ${table} e where e.field = any(${bindSql(names)}::text[]) and ${either(ways.map(waySql))})`
}

function waySql({ tokens, proof }: SearchWay): Fragment {
  const has = sql`e.tokens @> ${bindSql(tokens)}::text[]`
  if (proof === undefined) return has
  const name = rawSql(`e.${proof.column}`)
  if (proof.column === 'pinyin') return sql`(${has} and ${name} ~ ${bindSql(proof.text)})`
  // Not LIKE: its guess of how few rows match would mislead the planner about words that everything has.
  return sql`(${has} and strpos(${name}, ${bindSql(proof.text)}) > 0)`
}
