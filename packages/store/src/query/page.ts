import type { Json } from '@mortise/expressions'
import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordQuery } from '@mortise/schema'
import { readRight } from '../access/read-right.ts'
import { storeErrors } from '../errors.ts'
import type { Ready, Row, Runner } from '../database/runner.ts'
import type { EntityShape } from '../records/shape.ts'
import { column, hidden } from '../sql/names.ts'
import type { RecordAct, RecordPage } from '../types.ts'
import { newContext, type QueryBase } from './context.ts'
import { holeSql, kept } from './kept.ts'
import { type CursorValues, decodeCursor, encodeCursor, orderOf } from './order.ts'
import { type Cut, type Piece, pieceSql, piecesOf, steppedSql } from './pieces.ts'
import { conditionSql, fromSql, type Place, placeOf, rowsInReach, scopeSql, tableSql } from './place.ts'
import { collectRefs, loadRefs } from './refs.ts'
import { type FoundWords, lookUp, searchSql, searchWords } from './search.ts'
import { refuseTooLarge } from './select.ts'
import { listSql, recordOf, type Selected, selectFields } from './selected.ts'
import { stepsPay } from './steps-pay.ts'

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

/** Conditions of a query without its cursor; `reach` is only one of the ways in which rows come within reach. */
export function whereSql(
  place: Place,
  query: Pick<RecordQuery, 'filter' | 'search' | 'deleted'> & { readonly found?: FoundWords | undefined },
  { act, reach }: { readonly act?: RecordAct | undefined; readonly reach?: Fragment } = {},
): Fragment {
  const parts = [reach ?? rowsInReach(place, query.deleted === true ? { deleted: true } : {})]
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
  const plan = (index: number, stepped: boolean): Planned =>
    kept(base, `${key} ${index} ${stepped}`, (at) => pageSql(at, whole, { empty, index, stepped }))
  const first = plan(0, false)
  if (refusal !== undefined) throw refusal
  const values = {
    ...ids,
    ...(cursor && {
      ...Object.fromEntries(keys?.map((value, index) => [`k${index}`, value]) ?? []),
      id: cursor.id,
    }),
  }
  const { selected } = first.more
  const rows = await rowsOf(runner, { first, plan, limit: limit + 1, values, searched: words !== undefined })
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

type Planned = ReturnType<typeof kept<PageStatement['more']>>

/** Rows of a page, piece by piece until it is full. */
async function rowsOf(
  runner: Runner,
  asked: {
    readonly first: Planned
    readonly plan: (index: number, stepped: boolean) => Planned
    readonly limit: number
    readonly values: { readonly [hole: string]: Json }
    /** What was looked up is sorted at once. */
    readonly searched: boolean
  },
): Promise<readonly Row[]> {
  const { first, plan, limit, values, searched } = asked
  const bound = (one: Planned): Ready => one.bind({ limit, ...values })
  const plans = { sorted: () => bound(first), stepped: () => bound(plan(0, true)) }
  const stepped = first.more.steps && !searched && (await stepsPay(runner, first.more, plans))
  const start = stepped ? plan(0, true) : first
  const rows: Row[] = [...(await runner.rows(bound(start)))]
  for (let index = 1; index < start.more.pieces && rows.length < limit; index += 1) {
    const missing = limit - rows.length
    rows.push(...(await runner.rows(plan(index, stepped).bind({ ...values, limit: missing }))))
  }
  return rows
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
  readonly more: {
    readonly selected: readonly Selected[]
    /** How many statements there are for the page, one after the other until it is full. */
    readonly pieces: number
    /** Whether the list can be read value by value of its first key. */
    readonly steps: boolean
  }
}

/**
 * The statement of one piece of a page; `empty` tells which keys of its cursor are null, without one it begins at the
 * start.
 */
function pageSql(
  base: QueryBase,
  query: RecordQuery & { readonly act?: RecordAct; readonly found?: FoundWords | undefined },
  of: {
    readonly empty: readonly boolean[] | undefined
    readonly index: number
    readonly stepped: boolean
  },
): PageStatement {
  const place = placeOf(newContext(base), query.entity, 'actor')
  const selected = selectFields(place, query.fields)
  const order = orderOf(place, query.sort)
  const pieces = piecesOf(order, of)
  const piece = pieces[of.index] as Piece
  const reach = whereSql(place, query, { act: query.act })
  const keys = joinSql(
    order.map((key, index) => sql`, (${key.sql})::text as ${rawSql(`"_k${index}"`)}`),
    '',
  )
  const limit = holeSql('limit')
  const page = (part: Piece, cut: Cut): Fragment => {
    const { where, order: sorted } = pieceSql(place, part, cut)
    return sql`select ${headSql(place)}${listSql(selected)}${keys} from ${fromSql(place)} where ${joinSql([reach, ...where], ' and ')} order by ${sorted} limit ${limit}`
  }
  const live = query.deleted === true ? 'is not null' : 'is null'
  const heads = (where: Fragment, sorted: Fragment): Fragment =>
    sql`select ${order[0]?.sql ?? rawSql('null')} from ${tableSql(place)} where ${column(place.alias, hidden.deletedAt)} ${rawSql(live)} and ${where} order by ${sorted} limit 1`
  const values = order.map((_, index) => (of.empty?.[index] === true ? null : holeSql(`k${index}`)))
  const cut: Cut = { order, values, id: holeSql('id'), down: order.at(-1)?.descending ?? true }
  return {
    statement: piece.stepped ? steppedSql(piece, cut, { heads, page, limit }) : page(piece, cut),
    more: {
      selected,
      pieces: pieces.length,
      steps: order.length > 1 && order[0]?.stepped === true && of.empty?.[0] !== true,
    },
  }
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
  const where = whereSql(place, query, { act: query.act })
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
