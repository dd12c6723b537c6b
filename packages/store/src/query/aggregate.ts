import { type ExpressionType, type Json, makeScope, type ScopeName } from '@mortise/expressions'
import { bindSql, type Fragment, joinSql, rawSql, sql, toSql } from '@mortise/expressions/sql'
import type { AggregateDimension, AggregateMeasure, AggregateQuery, RecordValues } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import type { Runner } from '../database/runner.ts'
import { quoted } from '../sql/names.ts'
import type { Refs } from '../types.ts'
import { newContext, type QueryBase } from './context.ts'
import { kept } from './kept.ts'
import { shapeInReach, whereSql } from './page.ts'
import { conditionSql, refuseNoCondition, expressionSql, fromSql, type Place, placeOf } from './place.ts'
import { loadRefs } from './refs.ts'
import { refuseTooLarge } from './select.ts'

type Output = { readonly key: string; readonly sql: Fragment; readonly type: ExpressionType }

const key = /^[a-z][a-z0-9_]{0,47}$/
const count: ExpressionType = { kind: 'number' }

/** Groups and sums in one statement, with the actor's rights on every row and field in it. */
export async function aggregate(
  runner: Runner,
  base: QueryBase,
  query: AggregateQuery,
): Promise<{ readonly rows: readonly RecordValues[]; readonly refs: Refs }> {
  const { bind, more: dimensions } = kept(base, keyOf(query), (at) => aggregateSql(at, query))
  const rows = await runner.rows<RecordValues>(bind({}))
  return { rows, refs: await labels(runner, base, { dimensions, rows }) }
}

const keys = new WeakMap<AggregateQuery, string>()

/** What tells one question from another. Reports ask with the same value again and again. */
function keyOf(query: AggregateQuery): string {
  let text = keys.get(query)
  if (text === undefined) keys.set(query, (text = `aggregate ${JSON.stringify(query)}`))
  return text
}

function aggregateSql(
  base: QueryBase,
  query: AggregateQuery,
): { readonly statement: Fragment; readonly more: readonly Output[] } {
  shapeInReach(base, query.entity)
  refuseTooLarge('dimensions', query.dimensions.length, 20)
  refuseTooLarge('measures', query.measures.length, 100)
  const place = placeOf(newContext(base), query.entity, 'actor')
  const dimensions = query.dimensions.map((one) => dimensionOf(place, one))
  const measures = query.measures.map((one) => measureOf(place, one))
  const where = whereSql(place, { filter: query.filter, search: query.search })
  const outputs = [...dimensions, ...measures]
  const list = joinSql(
    outputs.map((one) => sql`${one.sql} as ${rawSql(name(one.key))}`),
    ', ',
  )
  const groups =
    dimensions.length === 0 ? rawSql('') : rawSql(` group by ${dimensions.map((_, i) => i + 1).join(', ')}`)
  const inner = sql`select ${list} from ${fromSql(place)} where ${where}${groups}`
  const statement = sql`select * from (${inner}) a${having(base, outputs, query)}${order(outputs, query)}${limit(query)}`
  return { statement, more: dimensions }
}

// Keys come from documents: checked, never taken over as they are.
function name(text: string): string {
  if (!key.test(text)) throw storeErrors.STORE_NAME_INVALID({ name: text })
  return quoted(text)
}

function dimensionOf(place: Place, dimension: AggregateDimension): Output {
  const value = expressionSql(place, dimension.expr)
  if (dimension.bucket === undefined) {
    const text = value.type.kind === 'text' ? sql`(${value}) collate "C"` : sql`(${value})`
    return { key: dimension.key, sql: text, type: value.type }
  }
  return { key: dimension.key, sql: bucketSql(place, value, dimension.bucket), type: { kind: 'date' } }
}

const buckets: { readonly [bucket: string]: string } = {
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
}

/** First day of the bucket, in the workspace's zone; quarters and years follow the fiscal year. */
export function bucketSql(
  place: Place,
  value: Fragment & { readonly type: ExpressionType },
  bucket: string,
): Fragment {
  if (!dated.has(value.type.kind))
    throw storeErrors.STORE_EXPRESSION_INVALID({ reason: `${bucket}(${value.type.kind})` })
  const unit = Object.hasOwn(buckets, bucket) ? buckets[bucket] : undefined
  if (unit === undefined) throw storeErrors.STORE_EXPRESSION_INVALID({ reason: bucket })
  const { timeZone, fiscalYearStart } = place.context
  const local =
    value.type.kind === 'datetime'
      ? sql`((${value}) at time zone ${bindSql(timeZone)}::text)`
      : sql`(${value})::timestamp`
  const months = unit === 'quarter' || unit === 'year' ? Math.trunc(fiscalYearStart - 1) : 0
  const shift = rawSql(`make_interval(months => ${months})`)
  const start =
    months === 0
      ? sql`date_trunc(${rawSql(`'${unit}'`)}, ${local})`
      : sql`date_trunc(${rawSql(`'${unit}'`)}, ${local} - ${shift}) + ${shift}`
  return sql`(${start})::date`
}

const lengths: { readonly [bucket: string]: string } = {
  day: '1 day',
  week: '7 days',
  month: '1 month',
  quarter: '3 months',
  year: '1 year',
}

/** Where the bucket with a given first day begins and the next one does, as values of the field itself. */
export function bucketStartsSql(
  place: Place,
  of: ExpressionType,
  bucket: string,
): { readonly starts: (day: Fragment) => Fragment; readonly ends: (day: Fragment) => Fragment } {
  const { timeZone } = place.context
  const length = rawSql(`interval '${lengths[bucket] ?? '1 day'}'`)
  const at = (moment: Fragment): Fragment =>
    of.kind === 'datetime'
      ? sql`((${moment}) at time zone ${bindSql(timeZone)}::text)`
      : sql`(${moment})::date`
  return {
    starts: (day) => at(sql`(${day})::timestamp`),
    ends: (day) => at(sql`(${day})::timestamp + ${length}`),
  }
}

/** About how many buckets lie between two dates or moments, both ends in. */
export function bucketCountSql(bucket: string, first: Fragment, last: Fragment): Fragment {
  const length = rawSql(`interval '${lengths[bucket] ?? '1 day'}'`)
  return sql`(extract(epoch from (${last})::timestamp - (${first})::timestamp) / extract(epoch from ${length}) + 1)::float8`
}

const aggregates: {
  readonly [A in AggregateMeasure['agg']]: (value: Fragment, filter: Fragment) => Fragment
} = {
  sum: (value, filter) => sql`coalesce(sum(${value})${filter}, 0)::numeric`,
  avg: (value, filter) => sql`avg(${value})${filter}`,
  min: (value, filter) => sql`min(${value})${filter}`,
  max: (value, filter) => sql`max(${value})${filter}`,
  count: (value, filter) => sql`count(${value})${filter}`,
  countDistinct: (value, filter) => sql`count(distinct ${value})${filter}`,
}

const dated = new Set<string>(['date', 'datetime'])
const ordered = new Set<string>(['number', 'text', 'date', 'datetime', 'null'])
const number = (kind: string): boolean => kind === 'number' || kind === 'null'

/** What each can be worked out over. */
const fits: { readonly [A in AggregateMeasure['agg']]: (kind: string) => boolean } = {
  sum: number,
  avg: number,
  min: (kind) => ordered.has(kind),
  max: (kind) => ordered.has(kind),
  count: () => true,
  countDistinct: (kind) => kind !== 'json',
}

function measureOf(place: Place, measure: AggregateMeasure): Output {
  const { agg } = measure
  if (!Object.hasOwn(aggregates, agg)) throw storeErrors.STORE_EXPRESSION_INVALID({ reason: agg })
  const value = measure.expr === undefined ? undefined : expressionSql(place, measure.expr)
  if (value === undefined && agg !== 'count')
    throw storeErrors.STORE_EXPRESSION_INVALID({ reason: `${agg}()` })
  if (value !== undefined && !fits[agg](value.type.kind))
    throw storeErrors.STORE_EXPRESSION_INVALID({ reason: `${agg}(${value.type.kind})` })
  const filter =
    measure.filter === undefined ? rawSql('') : sql` filter (where ${conditionSql(place, measure.filter)})`
  const type = agg === 'min' || agg === 'max' ? (value?.type ?? count) : count
  return { key: measure.key, sql: aggregates[agg](value ?? rawSql('*'), filter), type }
}

function having(base: QueryBase, outputs: readonly Output[], query: AggregateQuery): Fragment {
  if (query.having === undefined || query.having === null) return rawSql('')
  const names = outputs.map(
    (one): ScopeName => ({ key: one.key, label: one.key, type: one.type, nullable: true }),
  )
  const { now, timeZone, fiscalYearStart, user } = base
  const condition = toSql(query.having, makeScope('report', names), {
    now,
    timeZone,
    fiscalYearStart,
    user,
    as: 'condition',
    sql: {
      column: ([first = '']) => rawSql(`a.${name(first)}`),
      relation: ([first = '']) => {
        throw storeErrors.RECORD_FIELD_UNKNOWN({ name: first })
      },
    },
  })
  refuseNoCondition(condition.type)
  return sql` where ${condition}`
}

function order(outputs: readonly Output[], query: AggregateQuery): Fragment {
  const keys = (query.sort ?? []).map(({ by, dir }) => {
    if (!outputs.some((one) => one.key === by)) throw storeErrors.RECORD_FIELD_UNKNOWN({ name: by })
    return rawSql(`a.${name(by)} ${dir === 'desc' ? 'desc' : 'asc'} nulls last`)
  })
  // Equal sums come in the order of their groups, the same every time.
  const ties = query.dimensions.map((one) => rawSql(`a.${name(one.key)} asc nulls last`))
  const all = [...keys, ...ties]
  return all.length === 0 ? rawSql('') : sql` order by ${joinSql(all, ', ')}`
}

function limit(query: AggregateQuery): Fragment {
  const rows = query.limit ?? 10_000
  refuseTooLarge('groups', rows, 100_000)
  return sql` limit ${bindSql(rows)}`
}

function labels(
  runner: Runner,
  base: QueryBase,
  of: { readonly dimensions: readonly Output[]; readonly rows: readonly RecordValues[] },
): Refs | Promise<Refs> {
  const wanted = of.dimensions.flatMap(({ key: dimension, type }) => {
    if (type.kind !== 'id') return []
    const ids = of.rows
      .map((row): Json => row[dimension] ?? null)
      .filter((id): id is string => typeof id === 'string')
    return [{ entity: type.entity, ids: [...new Set(ids)] }]
  })
  return loadRefs(runner, base, wanted)
}
