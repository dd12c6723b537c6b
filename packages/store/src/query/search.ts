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

/** What was found of one word. */
type Known = readonly string[] | 'many'

// Up to here it costs less to fetch all that was found and sort it than to walk along the list until a page is full.
const few = 4_000

type Wanted = {
  readonly entity: string
  readonly word: string
  readonly fields: readonly FieldShape[]
  readonly ways: readonly SearchWay[]
}

/**
 * Looks words up before the page is read: what the planner makes of a word and a limit together is a guess, and a wrong one
 * reads the whole table. One statement for all entities. Answers by entity, then word; words without an index are absent.
 */
export async function lookUp(
  runner: Runner,
  base: QueryBase,
  asked: { readonly entities: readonly string[]; readonly words: readonly string[] },
): Promise<ReadonlyMap<string, ReadonlyMap<string, Known>>> {
  const wanted = asked.entities.flatMap((entity) => {
    const place = placeOf(newContext(base), entity, 'actor')
    const fields = place.shape === undefined ? [] : readableIndexed(place, place.shape)
    return asked.words.flatMap((word): readonly Wanted[] => {
      const ways = searchWays(markOf(place.shape?.historyKey ?? ''), word)
      return ways === undefined || fields.length === 0 ? [] : [{ entity, word, fields, ways }]
    })
  })
  const found = new Map<string, Map<string, Known>>()
  const keep = ({ entity, word }: Wanted, known: Known): void => {
    const byWord = found.get(entity) ?? new Map<string, Known>()
    found.set(entity, byWord.set(word, known))
  }
  const rare: Wanted[] = []
  for (const one of await judged(runner, base.schema, wanted)) {
    if (one.common) keep(one, 'many')
    else rare.push(one)
  }
  if (rare.length === 0) return found
  const parts = rare.map(
    ({ fields, ways }, index) =>
      sql`(select ${rawSql(String(index))} as n, array_agg(f.id) as ids from (select e.id from ${entries(base.schema)} e where ${entrySql(fields, ways)} limit ${rawSql(String(few + 1))}) as f)`,
  )
  const rows = await runner.rows<{ n: number; ids: readonly string[] | null }>(joinSql(parts, ' union all '))
  for (const { n, ids } of rows) {
    const one = rare[n]
    if (one !== undefined) keep(one, (ids?.length ?? 0) > few ? 'many' : [...new Set(ids)])
  }
  return found
}

type PlanOf = { readonly 'Plan Rows'?: number; readonly Plans?: readonly PlanOf[] }

/** A hundredth of all texts: what the statistics of Postgres know by name, and what it takes for rare stays below. */
const commonShare = 0.01

/**
 * Tells which words so many texts have that even fetching where they are would read much of the index; of the others,
 * pieces that so many have are left out beside rarer ones: the text itself proves what was found. By the statistics
 * alone: nothing is read. A wrong guess costs time, never an answer.
 */
async function judged(
  runner: Runner,
  schema: string,
  wanted: readonly Wanted[],
): Promise<readonly (Wanted & { readonly common: boolean })[]> {
  if (wanted.length === 0) return []
  const table = entries(schema)
  const having = (tokens: readonly number[]): Fragment =>
    sql`select 1 from ${table} e where e.tokens @> ${bindSql(tokens)}::int4[]`
  const parts = wanted.flatMap(({ ways }) =>
    ways.flatMap(({ tokens }) => [having(tokens), ...tokens.map((token) => having([token]))]),
  )
  const row = await runner.first(
    sql`explain (format json) ${joinSql([sql`select 1 from ${table} e`, ...parts], ' union all ')}`,
  )
  const plans = (row?.['QUERY PLAN'] as readonly { Plan?: PlanOf }[] | undefined)?.[0]?.Plan?.Plans ?? []
  const [all = 0, ...guesses] = plans.map((one) => one['Plan Rows'] ?? 0)
  const most = Math.max(few, all * commonShare)
  let at = 0
  return wanted.map((one) => {
    const ways = one.ways.map((way) => {
      const [together = 0, ...alone] = guesses.slice(at, (at += 1 + way.tokens.length))
      const rare = way.tokens.filter((_, index) => (alone[index] ?? 0) <= most)
      return { way: { ...way, tokens: rare.length === 0 ? way.tokens : rare }, common: together > most }
    })
    return { ...one, ways: ways.map(({ way }) => way), common: ways.some(({ common }) => common) }
  })
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
    sql`exists (select 1 from ${table} e where e.id = ${id} and ${provedSql(own, ways)} offset 0)`
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

const ofFields = (fields: readonly FieldShape[]): Fragment =>
  sql`e.field = any(${bindSql(fields.map(({ historyKey }) => historyKey))}::text[])`

/** Texts that have a word, led to by its tokens. */
function entrySql(fields: readonly FieldShape[], ways: readonly SearchWay[]): Fragment {
  return sql`${ofFields(fields)} and ${either(ways.map(waySql))}`
}

/** The same of texts that are at hand anyway. */
function provedSql(fields: readonly FieldShape[], ways: readonly SearchWay[]): Fragment {
  return sql`${ofFields(fields)} and ${either(ways.map(({ proof }) => proofSql(proof)))}`
}

function waySql({ tokens, proof }: SearchWay): Fragment {
  return sql`(e.tokens @> ${bindSql(tokens)}::int4[] and ${proofSql(proof)})`
}

function proofSql({ column: name, text }: SearchWay['proof']): Fragment {
  const kept = rawSql(`e.${name}`)
  // Not LIKE: its guess of how few rows match would mislead the planner about words that everything has.
  return name === 'pinyin' ? sql`${kept} ~ ${bindSql(text)}` : sql`strpos(${kept}, ${bindSql(text)}) > 0`
}
