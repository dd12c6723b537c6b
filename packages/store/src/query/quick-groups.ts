import { type ExpressionType, type Json, pathsOf } from '@mortise/expressions'
import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Group, GroupQuery } from '@mortise/schema'
import { readRight } from '../access/read-right.ts'
import { castType } from '../ddl/columns.ts'
import type { Runner } from '../database/runner.ts'
import { column as ofColumn, hidden, quoted, tableName } from '../sql/names.ts'
import { bucketCountSql, bucketSql, bucketStartsSql } from './buckets.ts'
import { whereSql } from './page.ts'
import { fieldSql, fromSql, type Place, waysInReach } from './place.ts'

/** How far a group is counted before it is told as "more than". */
export const countedTo = 1_000

/** Fewer records than these are counted to the end: it costs no more than finding the groups alone. */
const few = 5_000
/** Where fewer of all records than these come into question, what finds them is quicker than going along the groups. */
const share = 0.05
/** Where more of all records than these come into question, an index over all leads past few others. */
const part = 0.6

/** The field a list is grouped by: its column, what stands for a group, and its type. */
export type QuickKey = {
  readonly column: Fragment
  readonly head: Fragment
  readonly bucket: string | undefined
  readonly of: ExpressionType
  readonly type: ExpressionType
  /** The type of a group's key in SQL: compared as another one, no index would serve. */
  readonly cast: string
}

/** A field whose groups an index can lead through: a column of the table, shown alike on every row. */
export function quickKey(place: Place, by: GroupQuery['by']): QuickKey | undefined {
  const field = place.shape?.fields.get(by.field)
  const rights = place.context.access.entity(place.entity)
  if (!field?.column || rights === undefined || field.column.type.endsWith('[]')) return undefined
  if (readRight(rights, field.key) !== 'read' || rights.fieldScope(field.key, 'read') !== null)
    return undefined
  const column = fieldSql(place, field.key)
  const of = field.expression
  if (by.bucket === undefined)
    return { column, head: column, bucket: undefined, of, type: of, cast: castType(field.column) }
  const head = bucketSql(place, Object.assign({}, column, { type: of }), by.bucket)
  return { column, head, bucket: by.bucket, of, type: { kind: 'date' }, cast: 'date' }
}

/** Whether going from group to group is worth it: there is an index to do so, and much to count otherwise. */
export async function worthWhile(runner: Runner, place: Place, query: GroupQuery): Promise<boolean> {
  const table = `${quoted(place.context.schema)}.${quoted(tableName(place.entity))}`
  const live = `(${hidden.deletedAt} IS NULL)`
  const row = await runner.first<{ rows: number }>(
    sql`select t.reltuples::float8 as rows from pg_class t where t.oid = ${bindSql(table)}::regclass and exists (select 1 from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid = t.oid and i.indisvalid and m.amname = 'btree' and a.attname = ${bindSql(query.by.field)} and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = ${bindSql(live)}))`,
  )
  if (row === undefined || row.rows < few) return false
  const where = whereSql(place, query)
  const plan = await runner.first(sql`explain (format json) select 1 from ${fromSql(place)} where ${where}`)
  const top = (plan?.['QUERY PLAN'] as readonly { Plan?: { 'Plan Rows'?: number } }[] | undefined)?.[0]
  const guess = top?.Plan?.['Plan Rows'] ?? 0
  return (
    guess >= few &&
    guess >= row.rows * share &&
    (await countsStopEarly(runner, place, { query, guess, of: row.rows }))
  )
}

/**
 * Whether counting stops before the end in most periods. Where only a part of the records comes into question, and too few
 * of them in each period, going along the periods passes by all the others and saves no counting.
 */
async function countsStopEarly(
  runner: Runner,
  place: Place,
  { query, guess, of }: { readonly query: GroupQuery; readonly guess: number; readonly of: number },
): Promise<boolean> {
  const { field, bucket } = query.by
  if (bucket === undefined || guess > of * part) return true
  const column = fieldSql(place, field)
  const count = bucketCountSql(bucket, sql`min(${column})`, sql`max(${column})`)
  const live = sql`${ofColumn(place.alias, hidden.deletedAt)} is null`
  const row = await runner.first<{ periods: number | null }>(
    sql`select ${count} as periods from ${fromSql(place)} where ${live}`,
  )
  return guess > (row?.periods ?? 0) * countedTo
}

/** A group with the text of its key, as a cursor carries it. */
type FoundGroup = { readonly group: Group; readonly text: string | null }

/**
 * Groups in the order of their keys, each found by a step in an index, counted up to `countedTo`: the cost follows what is
 * shown, not how many records there are. Sums only of groups that were read to their end. One more than the limit.
 */
export async function quickGroups(
  runner: Runner,
  place: Place,
  asked: {
    readonly query: GroupQuery
    readonly key: QuickKey
    readonly sums: readonly Fragment[]
    readonly after: string | null | undefined
  },
): Promise<readonly FoundGroup[]> {
  const { query, key, sums, after } = asked
  const where = whereSql(place, query)
  const ways = waysTo(place, query) ?? [where]
  const from = fromSql(place)
  const down = query.sort?.dir === 'desc'
  const bounds = boundsOf(place, key)
  const order = rawSql(down ? 'desc' : 'asc')
  const collation = key.type.kind === 'text' ? rawSql(' collate "C"') : rawSql('')
  const next = (behind: Fragment): Fragment => {
    const first = (way: Fragment, limit: string): Fragment =>
      sql`select ${key.head} from ${from} where ${way} and ${behind} order by ${key.column} ${order} limit ${rawSql(limit)}`
    if (ways.length === 1) return first(where, '1')
    // For one row alone the planner would count the way down an index only, and not what it has to pass by.
    const nearest = ways.map((way) => sql`(array(${first(way, '100')}))[1]`)
    return sql`select n.k from unnest(array[${joinSql(nearest, ', ')}]) as n(k) where n.k is not null order by n.k${collation} ${order} limit 1`
  }
  const beyond = (value: Fragment): Fragment =>
    down ? sql`${key.column} < ${bounds.from(value)}` : bounds.behind(value)
  const typed = (text: string): Fragment => sql`${bindSql(text)}::${rawSql(key.cast)}`
  const start = typeof after !== 'string' ? sql`${key.column} is not null` : beyond(typed(after))
  const values = sums.map((one, index) => sql`, ${one} as ${rawSql(`v${index}`)}`)
  const totals = sums.map((_, index) => rawSql(`, coalesce(sum(x.v${index}), 0)::numeric as s${index}`))
  const counted = (inside: Fragment): Fragment =>
    sql`select count(*)::int as n${joinSql(totals, '')} from (select 1 as one${joinSql(values, '')} from ${from} where ${where} and ${inside} order by ${key.column} limit ${rawSql(String(countedTo + 1))}) as x`
  const heads = sql`with recursive h(k) as ((${next(start)}) union all select (${next(beyond(rawSql('h.k')))}) from h where h.k is not null)`
  const filled = sql`select g.k, c.* from (select k from h where k is not null limit ${bindSql(query.limit + 1)}) as g cross join lateral (${counted(bounds.inside(rawSql('g.k')))}) as c`
  const empty = sql`select null, c.* from (${counted(sql`${key.column} is null`)}) as c where c.n > 0`
  // The place behind the group of what is empty: there is nothing more.
  if (after === null) return []
  const rows = await runner.rows(
    sql`${heads} select a.*, (a.k)::text as t from (${filled} union all ${empty}) as a order by a.k${collation} ${order} nulls last limit ${bindSql(query.limit + 1)}`,
  )
  return rows.map((row) => groupOf(row, query.sums ?? []))
}

/**
 * The rows in question way by way, where a right itself names the field, as in groups by owner within a department: taken
 * together no index leads past those whose records are all out of reach. A row may come by several ways.
 */
function waysTo(place: Place, query: GroupQuery): readonly Fragment[] | undefined {
  const read = place.context.access.entity(place.entity)?.read ?? null
  if (!pathsOf(read).includes(query.by.field)) return undefined
  return waysInReach(place).map((way) => whereSql(place, query, { reach: way }))
}

function groupOf(row: { readonly [name: string]: unknown }, sums: readonly string[]): FoundGroup {
  const n = Number(row['n'])
  const key = (row['k'] ?? null) as Json
  const text = (row['t'] ?? null) as string | null
  if (n > countedTo) return { text, group: { key, count: countedTo, more: true, sums: {} } }
  const figures = sums.map((field, index) => [field, String(row[`s${index}`])] as const)
  return { text, group: { key, count: n, sums: Object.fromEntries(figures) } }
}

type Bounds = {
  /** The first value of a group. */
  readonly from: (head: Fragment) => Fragment
  /** Values of a group. */
  readonly inside: (head: Fragment) => Fragment
  /** Values behind a group. */
  readonly behind: (head: Fragment) => Fragment
}

const lowest = rawSql(`'00000000-0000-0000-0000-000000000000'::uuid`)
const highest = rawSql(`'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`)

function boundsOf(place: Place, { column, bucket, of }: QuickKey): Bounds {
  // The planner takes two bounds of one value for a few rows, and would rather sort those than stop early; a pair of values
  // it reckons to be many more. Not an equation either: that would make the order go without saying, and the table could
  // be read from its start.
  const pair = sql`(${column}, ${ofColumn(place.alias, 'id')})`
  if (bucket === undefined)
    return {
      from: (head) => head,
      inside: (head) => sql`${column} >= ${head} and ${pair} <= (${head}, ${highest})`,
      behind: (head) => sql`${column} > ${head}`,
    }
  const { starts, ends } = bucketStartsSql(place, of, bucket)
  return {
    from: starts,
    inside: (head) => sql`${column} >= ${starts(head)} and ${pair} < (${ends(head)}, ${lowest})`,
    behind: (head) => sql`${column} >= ${ends(head)}`,
  }
}
