import { type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { CreditQuery, CreditRow } from '@mortise/schema'
import type { Row, Runner } from '../database/runner.ts'
import { column } from '../sql/names.ts'
import { cellsLimit, refuseTooMany } from './cells.ts'
import { newContext, type QueryBase } from './context.ts'
import { outputName } from './figures.ts'
import { askCounting } from './heavy/ask.ts'
import { joinedRows } from './joined-rows.ts'
import { kept } from './kept.ts'
import { shapeInReach, whereSql } from './page.ts'
import { conditionSql, expressionSql, fromSql, type Place, placeOf } from './place.ts'
import { refuseTooLarge } from './select.ts'

const keys = new WeakMap<CreditQuery, string>()

/** What tells one question from another. */
function keyOf(query: CreditQuery): string {
  let text = keys.get(query)
  if (text === undefined) keys.set(query, (text = `credits ${JSON.stringify(query)}`))
  return text
}

/** Records and the rows before them by channel and place, in one statement with the actor's rights on both. */
export async function credits(
  runner: Runner,
  base: QueryBase,
  query: CreditQuery,
): Promise<readonly CreditRow[]> {
  const make = (at: QueryBase): { readonly statement: Fragment; readonly more: undefined } => ({
    statement: creditsSql(at, query),
    more: undefined,
  })
  const { bind, nowAt } = kept(base, keyOf(query), make)
  const rows = await askCounting(runner, base, { ready: bind({}), nowAt })
  refuseTooMany(base, rows)
  return rows as readonly Row[] as readonly CreditRow[]
}

/** A sum of the answer: its column, and what one record adds to it; `from` has the columns of records. */
type Sum = { readonly name: string; readonly each: string }

function sumsOf({ values, heads = [] }: CreditQuery, from: string): readonly Sum[] {
  refuseTooLarge('values', values.length + heads.length, 20)
  const own = [...values, ...heads].map(({ key }) => outputName(key))
  return [{ name: '"n"', each: '1' }, ...own.map((name) => ({ name, each: `${from}.${name}` }))]
}

const listed = (sums: readonly Sum[], column: (sum: Sum) => string): Fragment =>
  rawSql(sums.map((one) => `, ${column(one)} as ${one.name}`).join(''))

function creditsSql(base: QueryBase, query: CreditQuery): Fragment {
  shapeInReach(base, query.entity)
  // Parts of a customer are known when all records are; plain amounts come along with the rows.
  const apart = (query.heads ?? []).length > 0
  const sums = sumsOf(query, apart ? 'r' : 'p')
  const all = sumsOf(query, 'r')
  const decayed =
    query.halfLife === undefined ? [] : sums.map(({ name, each }) => ({ name: decayName(name), each }))
  // What has no row is what is left of all records, each of which has one first row.
  const left = ({ name }: Sum): string =>
    `a.${name} - coalesce((select sum(${name}) from grouped where place in ('only', 'first')), 0)`
  return sql`with records as (${recordsSql(base, query)}), placed as (${placedSql(base, query)}), grouped as (
  select p.channel, p.many, case when p.many = 1 then 'only' when p.nth = 1 then 'first' when p.nth = p.many then 'last'
    else 'between' end as place${listed(sums, ({ each }) => `sum(${each})`)}${listed(decayed, ({ each }) => `sum(${each} * p.share)`)}
  from placed p${rawSql(apart ? ' join records r on r.id = p.record' : '')} group by 1, 2, 3
)
select channel, many::int as of, place, null as since, null as until${listed(sums, ({ name }) => told(name, name))}${listed(decayed, ({ name }) => name)}
from grouped
union all select null, 0, 'none', a.since, a.until${listed(sums, (one) => told(one.name, `(${left(one)})`))}${listed(decayed, () => 'null')}
from (select min(r.moment) as since, max(r.moment) as until${listed(all, ({ each }) => `coalesce(sum(${each}), 0)`)}
  from records r) a
order by 3, 2, 1${cellsLimit(base, 5 + sums.length + decayed.length)}`
}

// Records are counted, everything else is an exact decimal.
const told = (name: string, value: string): string => (name === '"n"' ? `${value}::bigint` : value)

/** The name of a sum that is shared the later the more. */
const decayName = (name: string): string => `${name.slice(0, -1)}__decay"`

const valuesSql = (place: Place, values: CreditQuery['values']): Fragment =>
  joinSql(
    values.map(
      ({ key, expr }) =>
        sql`, coalesce(${expressionSql(place, expr)}, 0)::numeric as ${rawSql(outputName(key))}`,
    ),
    '',
  )

/** What each record is worth. */
function recordsSql(base: QueryBase, { entity, filter, when, values, heads = [] }: CreditQuery): Fragment {
  const place = placeOf(newContext(base), entity, 'actor')
  const parts = heads.map((one) => {
    const per = expressionSql(place, one.per)
    const counts =
      one.filter === undefined || one.filter === null ? rawSql('true') : conditionSql(place, one.filter)
    const holds = sql`((${per}) is not null and (${counts}))`
    return sql`, case when ${holds} then 1 / (count(*) filter (where ${holds}) over (partition by ${per}))::numeric else 0 end as ${rawSql(outputName(one.key))}`
  })
  const moment = expressionSql(place, when)
  const where = whereSql(place, { filter })
  return sql`select ${column(place.alias, 'id')} as id, (${moment}) as moment${valuesSql(place, values)}${joinSql(parts, '')}
  from ${fromSql(place)} where ${where}`
}

/** Every row that counts for a record, and where it stands among those of that record. */
function placedSql(base: QueryBase, query: CreditQuery): Fragment {
  const ordered = sql`select q.*, count(*) over record as many, max(q.at) over record as latest,
    row_number() over (record order by q.at, q.channel::text collate "C") as nth
  from (${pairsSql(placeOf(newContext(base), query.entity, 'actor'), query)}) q window record as (partition by q.record)`
  const { halfLife } = query
  if (halfLife === undefined) return ordered
  // A weight below any that counts is no number to Postgres.
  const age = rawSql(`least(date_part('epoch', o.latest - o.at) / 86400 / ${Number(halfLife)}, 1000)`)
  return sql`select w.*, (w.weight / sum(w.weight) over (partition by w.record))::numeric as share
  from (select o.*, power(0.5::float8, ${age}) as weight from (${ordered}) o) w`
}

function pairsSql(place: Place, query: CreditQuery): Fragment {
  const rows = joinedRows(place, query.join)
  const [at, channel] = [expressionSql(rows.place, query.at), expressionSql(rows.place, query.channel)]
  const values = (query.heads ?? []).length > 0 ? rawSql('') : valuesSql(place, query.values)
  const conditions = [
    whereSql(place, { filter: query.filter }),
    ...rows.where,
    sql`(${at}) is not null and (${channel}) is not null`,
  ]
  return sql`select ${column(place.alias, 'id')} as record, (${channel}) as channel, (${at})::timestamptz as at${values}
  from ${fromSql(place)} ${rows.from()} where ${joinSql(conditions, ' and ')}`
}
