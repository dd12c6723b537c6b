import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordQuery } from '@mortise/schema'
import { readRight } from '../access/read-right.ts'
import { storeErrors } from '../errors.ts'
import type { Runner } from '../database/runner.ts'
import type { EntityShape } from '../records/shape.ts'
import { column, hidden } from '../sql/names.ts'
import type { RecordAct, RecordPage } from '../types.ts'
import { newContext, type QueryBase } from './context.ts'
import { holeSql, kept } from './kept.ts'
import {
  afterSql,
  type CursorValues,
  decodeCursor,
  encodeCursor,
  firstPart,
  orderOf,
  type OrderPart,
  orderSql,
  partSql,
} from './order.ts'
import { conditionSql, fromSql, type Place, placeOf, rowsInReach, scopeSql } from './place.ts'
import { collectRefs, loadRefs } from './refs.ts'
import { type FoundWords, lookUp, searchSql, searchWords } from './search.ts'
import { refuseTooLarge } from './select.ts'
import { listSql, recordOf, type Selected, selectFields } from './selected.ts'

/** The shape of an entity the actor may know; the unknown and the forbidden look the same. */
export function shapeInReach(base: QueryBase, entity: string): EntityShape {
  if (base.access.entity(entity) === undefined) throw storeErrors.RECORD_ENTITY_UNKNOWN({ name: entity })
  return base.shapes.entity(entity)
}

/** Every field of an entity the actor may read at all, without sub-tables. */
export function readableFields(base: QueryBase, shape: EntityShape): readonly string[] {
  const rights = base.access.entity(shape.key)
  return [...shape.fields.values()]
    .filter((field) => field.column !== null || field.source?.from === 'query')
    .filter((field) => readRight(rights, field.key) !== 'hidden')
    .map((field) => field.key)
}

/** Head columns every record comes with. */
export function headSql(place: Place): Fragment {
  return sql`${column(place.alias, 'id')} as "_id", ${column(place.alias, 'version')} as "_version", ${column(place.alias, hidden.deletedAt)} as "_deleted"`
}

/** Rows on which the actor may do something, apart from reading them. */
export function actSql(place: Place, act: RecordAct): Fragment {
  const rights = place.context.access.entity(place.entity)
  return scopeSql(place, rights === undefined ? false : rights[act])
}

/** Conditions of a query without its cursor. */
export function whereSql(
  place: Place,
  query: Pick<RecordQuery, 'filter' | 'search' | 'deleted'> & { readonly found?: FoundWords | undefined },
  act?: RecordAct,
): Fragment {
  const parts = [rowsInReach(place, query.deleted === true ? { deleted: true } : {})]
  if (act !== undefined) parts.push(actSql(place, act))
  if (query.filter !== undefined && query.filter !== null) parts.push(conditionSql(place, query.filter))
  if (query.search !== undefined && query.search.trim() !== '')
    parts.push(searchSql(place, query.search, query.found))
  return joinSql(
    parts.map((part) => sql`(${part})`),
    ' and ',
  )
}

/** One page in one statement, one more for labels per linked entity, one for a count when asked for. */
export async function queryPage(
  runner: Runner,
  base: QueryBase,
  query: RecordQuery & { readonly act?: RecordAct },
): Promise<RecordPage> {
  shapeInReach(base, query.entity)
  refuseTooLarge('rows a page', query.limit, 500)
  const { entity, fields, filter, sort = [], search, deleted, limit, act } = query
  const mark = JSON.stringify([entity, sort])
  const { cursor, refusal } = readCursor(mark, query)
  const keys = cursor && sort.map((_, index) => cursor.keys[index] ?? null)
  const empty = keys?.map((value) => value === null)
  const { found: words, ids, bound, mark: looked } = await wordsOf(runner, base, { entity, search })
  const key = JSON.stringify(['page', mark, fields, filter, search, looked, deleted, empty, act])
  const whole = { ...query, found: words }
  const first = kept(base, key, (at) => pageSql(at, whole, { empty }))
  if (refusal !== undefined) throw refusal
  const after = {
    ...ids,
    ...(cursor && {
      ...Object.fromEntries(keys?.map((value, index) => [`k${index}`, value]) ?? []),
      id: cursor.id,
    }),
  }
  const { part, selected } = first.more
  const found = await runner.rows(first.bind({ limit: limit + 1, ...after }))
  const missing = limit + 1 - found.length
  const rest =
    part !== 'filled' || missing === 0
      ? undefined
      : kept(base, `${key} rest`, (at) => pageSql(at, whole, { part: 'empty' }))
  const rows =
    rest === undefined ? found : [...found, ...(await runner.rows(rest.bind({ limit: missing, ...ids })))]
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const records = page.map((row) => recordOf(row, selected, base))
  const nextCursor =
    rows.length > limit && last
      ? encodeCursor(mark, {
          keys: sort.map((_, index) => (last[`_k${index}`] ?? null) as string | null),
          id: last['_id'] as string,
        })
      : null
  const refs = await loadRefs(runner, base, collectRefs(records, selected))
  if (query.count === undefined || query.count === 'none') return { records, refs, nextCursor }
  const counted = { ...query, found: bound }
  return {
    records,
    refs,
    nextCursor,
    count: await countRows(runner, base, { query: counted, mode: query.count }),
  }
}

/** The words of a search as they were looked up: ids come along with each call, how they came is part of the statement. */
async function wordsOf(
  runner: Runner,
  base: QueryBase,
  asked: { readonly entity: string; readonly search: string | undefined },
): Promise<{
  readonly found: FoundWords | undefined
  readonly ids: { readonly [hole: string]: readonly string[] }
  /** For a statement that is not kept; of words that are everywhere the planner's guess serves better. */
  readonly bound: FoundWords
  readonly mark: readonly (string | null)[]
}> {
  const words = searchWords(asked.search ?? '')
  if (words.length === 0) return { found: undefined, ids: {}, bound: new Map(), mark: [] }
  const known = (await lookUp(runner, base, { entities: [asked.entity], words })).get(asked.entity)
  const found = new Map<string, Fragment | 'many'>()
  const bound = new Map<string, Fragment>()
  const ids: { [hole: string]: readonly string[] } = {}
  const mark = words.map((word, index) => {
    const one = known?.get(word)
    if (one === undefined) return null
    found.set(word, one === 'many' ? one : holeSql(`w${index}`))
    if (one !== 'many') {
      ids[`w${index}`] = one
      bound.set(word, bindSql(one))
    }
    return one === 'many' ? one : 'ids'
  })
  return { found, ids, bound, mark }
}

/** The order of ids, for whoever works through all records a little at a time, and the place behind one of them in it. */
export const idOrder = [{ field: 'id', dir: 'asc' }] as const

/** See `idOrder`. */
export function cursorBehind(entity: string, id: string): string {
  return encodeCursor(JSON.stringify([entity, idOrder]), { keys: [id], id })
}

/** A cursor, or why it is none: what is wrong with the query itself is told first. */
function readCursor(
  mark: string,
  query: RecordQuery,
): { readonly cursor?: CursorValues; readonly refusal?: unknown } {
  if (query.cursor === undefined) return {}
  try {
    return { cursor: decodeCursor(mark, query.cursor) }
  } catch (refusal) {
    return { refusal }
  }
}

type PageStatement = {
  readonly statement: Fragment
  readonly more: { readonly part: OrderPart; readonly selected: readonly Selected[] }
}

/**
 * The statement of a page or of one part of it; `empty` tells which keys of its cursor are null, without one it begins at
 * the start.
 */
function pageSql(
  base: QueryBase,
  query: RecordQuery & { readonly act?: RecordAct; readonly found?: FoundWords | undefined },
  of: { readonly empty?: readonly boolean[] | undefined; readonly part?: OrderPart },
): PageStatement {
  const { empty } = of
  const place = placeOf(newContext(base), query.entity, 'actor')
  const selected = selectFields(place, query.fields)
  const order = orderOf(place, query.sort)
  const part = of.part ?? firstPart(order, empty)
  const conditions = [whereSql(place, query, query.act), partSql(order, part)]
  if (empty !== undefined) {
    const keys = empty.map((none, index) => (none ? null : holeSql(`k${index}`)))
    conditions.push(afterSql(place, order, { keys, id: holeSql('id'), part }))
  }
  const where = joinSql(
    conditions.filter((one) => one !== undefined),
    ' and ',
  )
  const keys = order.map((key, index) => sql`, (${key.sql})::text as ${rawSql(`"_k${index}"`)}`)
  const statement = sql`select ${headSql(place)}${listSql(selected)}${joinSql(keys, '')} from ${fromSql(place)} where ${where} order by ${orderSql(place, order, part)} limit ${holeSql('limit')}`
  return { statement, more: { part, selected } }
}

/** From how many records on a number that costs no scan is near enough. */
const many = 10_000

/** Number of records in reach; an estimate is exact while there are few, where the planner's guess is far off. */
export async function countRows(
  runner: Runner,
  base: QueryBase,
  asked: {
    readonly query: Pick<RecordQuery, 'entity' | 'filter' | 'search' | 'deleted'> & {
      readonly act?: RecordAct
      readonly found?: FoundWords | undefined
    }
    readonly mode: 'exact' | 'estimate'
  },
): Promise<number> {
  const { query, mode } = asked
  shapeInReach(base, query.entity)
  const place = placeOf(newContext(base), query.entity, 'actor')
  const where = whereSql(place, query, query.act)
  if (mode === 'exact') {
    const row = await runner.first<{ n: number }>(
      sql`select count(*) as n from ${fromSql(place)} where ${where}`,
    )
    return row?.n ?? 0
  }
  const plan = await runner.first(sql`explain (format json) select 1 from ${fromSql(place)} where ${where}`)
  const top = (plan?.['QUERY PLAN'] as readonly { Plan?: { 'Plan Rows'?: number } }[] | undefined)?.[0]
  const guess = Math.round(top?.Plan?.['Plan Rows'] ?? 0)
  if (guess >= many) return guess
  const few = await runner.first<{ n: number }>(
    sql`select count(*) as n from (select 1 from ${fromSql(place)} where ${where} limit ${rawSql(String(many))}) as few`,
  )
  return few?.n ?? 0
}
