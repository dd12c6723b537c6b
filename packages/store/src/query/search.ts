import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import { readRight } from '../access/read-right.ts'
import type { Runner } from '../database/runner.ts'
import type { EntityShape, FieldShape } from '../records/shape.ts'
import { indexedFields } from '../search/entries.ts'
import { markOf, plainText, type SearchWay, searchWays } from '../search/tokens.ts'
import { column, ownTable } from '../sql/names.ts'
import { newContext, type QueryBase } from './context.ts'
import { fieldSql, type Place, placeOf, scopeSql } from './place.ts'
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

/** Words of a search, each once. */
export function searchWords(text: string): readonly string[] {
  const words = [...new Set(plainText(text).split(' '))].filter((word) => word !== '')
  refuseTooLarge('words', words.length, 10)
  return words
}

/** Where a word is found in records of one entity: ids that were looked up, or so many that a walk meets enough of them. */
export type FoundWords = ReadonlyMap<string, Fragment | 'many'>

const few = 2_000

/**
 * Looks words up before the page is read: what the planner makes of a word and a limit together is a guess, and a wrong one
 * reads the whole table. One statement for all entities. Answers by entity, then word; words without an index are absent.
 */
export async function lookUp(
  runner: Runner,
  base: QueryBase,
  asked: { readonly entities: readonly string[]; readonly words: readonly string[] },
): Promise<ReadonlyMap<string, ReadonlyMap<string, readonly string[] | 'many'>>> {
  const wanted = asked.entities.flatMap((entity) => {
    const place = placeOf(newContext(base), entity, 'actor')
    const fields = place.shape === undefined ? [] : readableIndexed(place, place.shape)
    return asked.words.flatMap((word) => {
      const ways = searchWays(markOf(place.shape?.historyKey ?? ''), word)
      return ways === undefined || fields.length === 0 ? [] : [{ entity, word, fields, ways }]
    })
  })
  const found = new Map<string, Map<string, readonly string[] | 'many'>>()
  if (wanted.length === 0) return found
  const parts = wanted.map(
    ({ fields, ways }, index) =>
      sql`(select ${rawSql(String(index))} as n, array_agg(f.id) as ids from (select e.id from ${entries(base.schema)} e where ${entrySql(fields, ways)} limit ${rawSql(String(few + 1))}) as f)`,
  )
  const rows = await runner.rows<{ n: number; ids: readonly string[] | null }>(joinSql(parts, ' union all '))
  for (const { n, ids } of rows) {
    const one = wanted[n]
    if (one === undefined) continue
    const byWord = found.get(one.entity) ?? new Map<string, readonly string[] | 'many'>()
    byWord.set(one.word, (ids?.length ?? 0) > few ? 'many' : [...new Set(ids)])
    found.set(one.entity, byWord)
  }
  return found
}

/** The condition of quick search: every word occurs in some searched field, as text, pinyin or first letters. */
export function searchSql(place: Place, text: string, found: FoundWords = new Map()): Fragment {
  const words = searchWords(text)
  const { shape } = place
  if (words.length === 0 || shape === undefined) return rawSql('true')
  const keys = searchedFields(place, shape)
  if (keys.length === 0) return rawSql('false')
  const indexed = readableIndexed(place, shape)
  const others = keys.filter((key) => !indexed.some((field) => field.key === key))
  const conditions = words.map((word) => {
    const ways = searchWays(markOf(shape.historyKey), word)
    if (ways === undefined) return scanned(place, keys, word)
    const parts = indexed.length === 0 ? [] : [indexedSql(place, indexed, { ways, found: found.get(word) })]
    return others.length === 0
      ? (parts[0] ?? rawSql('false'))
      : either([...parts, scanned(place, others, word)])
  })
  return joinSql(conditions, ' and ')
}

function readableIndexed(place: Place, shape: EntityShape): readonly FieldShape[] {
  const keys = searchedFields(place, shape)
  return indexedFields(shape).filter(({ key }) => keys.includes(key))
}

const either = (parts: readonly Fragment[]): Fragment => sql`(${joinSql(parts, ' or ')})`

/** One letter is in so many texts that looking for it in order is quick; what is worked out in queries has no index. */
function scanned(place: Place, keys: readonly string[], word: string): Fragment {
  const pattern = bindSql(likePattern(word))
  return either(keys.map((key) => sql`${fieldSql(place, key)} ilike ${pattern}`))
}

type Looking = { readonly ways: readonly SearchWay[]; readonly found: Fragment | 'many' | undefined }

function indexedSql(place: Place, fields: readonly FieldShape[], { ways, found }: Looking): Fragment {
  const rights = place.context.access.entity(place.entity)
  const scopes = fields.map((field) => ({
    field,
    scope: place.rights === 'system' ? null : rights ? rights.fieldScope(field.key, 'read') : false,
  }))
  const id = column(place.alias, 'id')
  const table = entries(place.context.schema)
  const here = (own: readonly FieldShape[]): Fragment =>
    sql`exists (select 1 from ${table} e where e.id = ${id} and ${entrySql(own, ways)} offset 0)`
  const whole =
    found === undefined
      ? sql`${id} in (select e.id from ${table} e where ${entrySql(fields, ways)})`
      : found === 'many'
        ? here(fields)
        : sql`${id} = any(${found}::uuid[])`
  if (scopes.every(({ scope }) => scope === null)) return whole
  // A field that some rows hide is found on the others only; the first part lets the index serve all the same.
  const exact = scopes.map(({ field, scope }) => sql`(${here([field])} and ${scopeSql(place, scope)})`)
  return sql`(${whole} and ${either(exact)})`
}

const entries = (schema: string): Fragment => ownTable(schema, 'search_entry')

function entrySql(fields: readonly FieldShape[], ways: readonly SearchWay[]): Fragment {
  const names = fields.map(({ historyKey }) => historyKey)
  return sql`e.field = any(${bindSql(names)}::text[]) and ${either(ways.map(waySql))}`
}

function waySql({ tokens, proof }: SearchWay): Fragment {
  const has = sql`e.tokens @> ${bindSql(tokens)}::text[]`
  if (proof === undefined) return has
  const name = rawSql(`e.${proof.column}`)
  if (proof.column === 'pinyin') return sql`(${has} and ${name} ~ ${bindSql(proof.text)})`
  // Not LIKE: its guess of how few rows match would mislead the planner about words that everything has.
  return sql`(${has} and strpos(${name}, ${bindSql(proof.text)}) > 0)`
}
