import { type Json, makeScope, type ScopeName } from '@mortise/expressions'
import { type Fragment, joinSql, rawSql, sql, toSql } from '@mortise/expressions/sql'
import type { AggregateQuery, AggregateRows, RecordValues } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import type { Runner } from '../database/runner.ts'
import type { Refs } from '../types.ts'
import { wholesApart } from './apart.ts'
import { cellsLimit, refuseTooMany } from './cells.ts'
import { newContext, type QueryBase } from './context.ts'
import { askCounting, type Counting } from './heavy/ask.ts'
import { dimensionOf, measureOf, type Output, outputName } from './figures.ts'
import { groupedSql, type GroupedSql, partsSql } from './parts.ts'
import { kept } from './kept.ts'
import { shapeInReach, whereSql } from './page.ts'
import { madeRows } from './made-rows.ts'
import { madePlace, type Place, placeOf, refuseNoCondition } from './place.ts'
import { loadRefs } from './refs.ts'
import { type Related, relatedRows, type Way, workedOut } from './relatives.ts'
import { refuseTooLarge } from './select.ts'

/** Groups and sums in one statement, with the actor's rights on every row and field in it. */
export async function aggregate(
  runner: Runner,
  base: QueryBase,
  query: AggregateQuery,
): Promise<{ readonly rows: readonly RecordValues[]; readonly refs: Refs }> {
  const { counting, dimensions } = statementOf(base, query, 'each')
  const rows = (await askCounting(runner, base, counting)) as readonly RecordValues[]
  refuseTooMany(base, rows)
  return { rows, refs: await labels(runner, base, { dimensions, rows }) }
}

/** The statement that answers a query, and the other way to the same answer where there is one. */
export function statementOf(
  base: QueryBase,
  query: AggregateQuery,
  way: Way,
): { readonly counting: Counting; readonly dimensions: readonly Output[] } {
  const { bind, more, nowAt } = kept(base, `${way} ${keyOf(query)}`, (at) => aggregateSql(at, query, way))
  const counting = { ready: bind({}), nowAt }
  const { dimensions, asks } = more
  if (way === 'together' || !asks) return { counting, dimensions }
  const other = (): Counting => statementOf(base, query, 'together').counting
  return { counting: { ...counting, other }, dimensions }
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
  way: Way,
): {
  readonly statement: Fragment
  readonly more: { readonly dimensions: readonly Output[]; readonly asks: boolean }
} {
  const related = relatedRows(way)
  const { dimensions, measures, inner } = groupsOf(base, query, { related, layer: 0 })
  const outputs = [...dimensions, ...measures]
  const statement = sql`${related.heads()}select * from (${inner}) a${having(base, outputs, query)}${order(outputs, query)}${limit(base, query, outputs.length)}`
  return { statement, more: { dimensions, asks: related.asks() } }
}

// A report over a report over a report is as far as anybody can follow.
const mostLayers = 3

type Asking = { readonly related: Related; readonly layer: number }

function groupsOf(base: QueryBase, query: AggregateQuery, asking: Asking): GroupedSql {
  refuseTooLarge('dimensions', query.dimensions.length, 20)
  refuseTooLarge('measures', query.measures.length, 100)
  refuseTooLarge('parts', (query.parts ?? []).length, 20)
  const { related, layer } = asking
  if (query.from !== undefined) return overRows(base, query, { from: query.from, related, layer: layer + 1 })
  shapeInReach(base, query.entity)
  const asked = wholesApart(query)
  if ((asked.parts ?? []).length > 0) return partsSql(base, asked, related)
  return wholeSql(placeOf(newContext(base), query.entity, 'actor'), query, related)
}

/** Groups of the rows of another query, within the same statement. */
function overRows(
  base: QueryBase,
  query: AggregateQuery,
  { from, ...asking }: Asking & { readonly from: AggregateRows },
): GroupedSql {
  refuseTooLarge('layers', asking.layer, mostLayers)
  if ((query.parts ?? []).length > 0) throw storeErrors.STORE_EXPRESSION_INVALID({ reason: 'parts of rows' })
  const { dimensions, measures, inner } = groupsOf(base, from.query, asking)
  const make = madeRows(base, from, { outputs: [...dimensions, ...measures], inner })
  return wholeSql(madePlace(newContext(base), make), query, asking.related)
}

/** Everything is counted on the rows themselves: one pass over them. */
function wholeSql(place: Place, query: AggregateQuery, related: Related): GroupedSql {
  const { made, source } = workedOut(related, place, {
    where: (at) => whereSql(at, { filter: query.filter, search: query.search }),
    make: (at) => ({
      dimensions: query.dimensions.map((one) => dimensionOf(at, one)),
      measures: query.measures.map((one) => measureOf(at, one)),
    }),
  })
  return { ...made, inner: groupedSql({ ...made, ...source }) }
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
      column: ([first = '']) => rawSql(`a.${outputName(first)}`),
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
    return rawSql(`a.${outputName(by)} ${dir === 'desc' ? 'desc' : 'asc'} nulls last`)
  })
  // Equal sums come in the order of their groups, the same every time.
  const ties = query.dimensions.map((one) => rawSql(`a.${outputName(one.key)} asc nulls last`))
  const all = [...keys, ...ties]
  return all.length === 0 ? rawSql('') : sql` order by ${joinSql(all, ', ')}`
}

function limit(base: QueryBase, query: AggregateQuery, columns: number): Fragment {
  const rows = query.limit ?? 10_000
  refuseTooLarge('groups', rows, 100_000)
  return cellsLimit(base, columns, rows)
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
