import type { ExpressionType, Json } from '@mortise/expressions'
import { type Fragment, joinSql, postgresType, rawSql, sql, bindSql } from '@mortise/expressions/sql'
import type { Group, GroupQuery } from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
import { storeErrors } from '../errors.ts'
import type { Refs } from '../types.ts'
import { bucketSql } from './buckets.ts'
import { newContext, type QueryBase } from './context.ts'
import { afterKey, decodeCursor, encodeCursor, type OrderKey } from './order.ts'
import { shapeInReach, whereSql } from './page.ts'
import { expressionSql, fromSql, type Place, placeOf } from './place.ts'
import { quickGroups, quickKey, worthWhile } from './quick-groups.ts'
import { loadRefs } from './refs.ts'
import { refuseTooLarge } from './select.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

/** Groups of the records in reach, in one statement, and one more for the names of linked ones. */
export async function queryGroups(
  runner: Runner,
  base: QueryBase,
  query: GroupQuery,
): Promise<{
  readonly groups: readonly Group[]
  readonly refs: Refs
  readonly nextCursor: string | null
}> {
  shapeInReach(base, query.entity)
  const { sums = [], limit, by } = query
  refuseTooLarge('groups a page', limit, 500)
  refuseTooLarge('sums', sums.length, 20)
  const place = placeOf(newContext(base), query.entity, 'actor')
  const key = keyOf(place, by)
  const figures = sums.map((field, index) => sumSql(place, field, index))
  const where = whereSql(place, query)
  const mark = JSON.stringify([query.entity, by, sums, query.sort])
  const order = orderOf(query, key.type)
  const cursor = query.cursor === undefined ? undefined : decodeCursor(mark, query.cursor)
  const quick = await quickPage(runner, { base, query, after: cursor?.keys[0] })
  if (quick !== undefined) {
    const { groups } = quick
    const next = quick.next === undefined ? null : encodeCursor(mark, { keys: [quick.next], id: nobody })
    return { groups, nextCursor: next, refs: await namesOf(runner, base, { groups, type: key.type }) }
  }
  const after = cursor === undefined ? rawSql('') : sql` where ${beyond(order, cursor.keys)}`
  const inner = sql`select ${key.sql} as k, count(*) as n${joinSql(figures, '')} from ${fromSql(place)} where ${where} group by 1`
  const sorted = joinSql(
    order.map((one) => sql`${one.sql} ${rawSql(one.descending ? 'desc' : 'asc')} nulls last`),
    ', ',
  )
  const texts = order.map((one, index) => sql`, (${one.sql})::text as ${rawSql(`"_k${index}"`)}`)
  const rows = await runner.rows(
    sql`select g.*${joinSql(texts, '')} from (${inner}) as g${after} order by ${sorted} limit ${bindSql(limit + 1)}`,
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const groups = page.map((row) => ({
    key: (row['k'] ?? null) as Json,
    count: Number(row['n']),
    sums: Object.fromEntries(sums.map((field, index) => [field, String(row[`s${index}`])])),
  }))
  const nextCursor =
    rows.length > limit && last
      ? encodeCursor(mark, {
          keys: order.map((_, index) => (last[`_k${index}`] ?? null) as string | null),
          id: nobody,
        })
      : null
  return { groups, nextCursor, refs: await namesOf(runner, base, { groups, type: key.type }) }
}

/** What the keys of groups are called, where they are records or people. */
async function namesOf(
  runner: Runner,
  base: QueryBase,
  of: { readonly groups: readonly Group[]; readonly type: ExpressionType },
): Promise<Refs> {
  const { groups, type } = of
  if (type.kind !== 'id') return {}
  const ids = groups.map((one) => one.key).filter((id): id is string => typeof id === 'string')
  return loadRefs(runner, base, [{ entity: type.entity, ids }])
}

/** A page of groups that are not counted to their end; undefined where only counting all of them gives the answer. */
async function quickPage(
  runner: Runner,
  asked: {
    readonly base: QueryBase
    readonly query: GroupQuery
    readonly after: string | null | undefined
  },
): Promise<{ readonly groups: readonly Group[]; readonly next: string | null | undefined } | undefined> {
  const { base, query, after } = asked
  if (query.count !== 'quick' || (query.sort?.by ?? 'key') !== 'key') return undefined
  const place = placeOf(newContext(base), query.entity, 'actor')
  const key = quickKey(place, query.by)
  if (key === undefined || !(await worthWhile(runner, place, query))) return undefined
  const sums = (query.sums ?? []).map((field) => expressionSql(place, { '+': [{ var: field }, 0] }))
  const found = await quickGroups(runner, place, { query, key, sums, after })
  const page = found.slice(0, query.limit)
  return {
    groups: page.map(({ group }) => group),
    next: found.length > query.limit ? (page.at(-1)?.text ?? null) : undefined,
  }
}

function keyOf(
  place: Place,
  by: GroupQuery['by'],
): { readonly sql: Fragment; readonly type: ExpressionType } {
  const value = expressionSql(place, { var: by.field })
  if (value.type.kind === 'set' || value.type.kind === 'json' || value.type.kind === 'rows')
    throw storeErrors.STORE_EXPRESSION_INVALID({ reason: `group: ${by.field}` })
  if (by.bucket !== undefined) return { sql: bucketSql(place, value, by.bucket), type: { kind: 'date' } }
  return { sql: value.type.kind === 'text' ? sql`(${value}) collate "C"` : sql`(${value})`, type: value.type }
}

function sumSql(place: Place, field: string, index: number): Fragment {
  const value = expressionSql(place, { '+': [{ var: field }, 0] })
  return sql`, coalesce(sum(${value}), 0)::numeric as ${rawSql(`s${index}`)}`
}

function orderOf(query: GroupQuery, type: ExpressionType): readonly OrderKey[] {
  const { by = 'key', dir = 'asc' } = query.sort ?? {}
  const key: OrderKey = {
    sql: type.kind === 'text' ? rawSql('g.k collate "C"') : rawSql('g.k'),
    type: postgresType(type),
    descending: by === 'key' && dir === 'desc',
    nullable: true,
  }
  if (by === 'key') return [key]
  const at = (query.sums ?? []).indexOf(by)
  if (by !== 'count' && at < 0) throw storeErrors.RECORD_FIELD_UNKNOWN({ name: by })
  const figure = rawSql(by === 'count' ? 'g.n' : `g.s${at}`)
  return [{ sql: figure, type: 'numeric', descending: dir === 'desc', nullable: false }, key]
}

/** Groups after the last one of the page before. */
function beyond(order: readonly OrderKey[], values: readonly (string | null)[]): Fragment {
  return order.reduceRight<Fragment>((rest, key, index) => {
    const value = values[index] ?? null
    return afterKey(key, value === null ? null : bindSql(value), rest)
  }, rawSql('false'))
}
