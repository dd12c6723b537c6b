import { makeScope } from '@mortise/expressions'
import { bindSql, type Fragment, joinSql, rawSql, sql, toSql } from '@mortise/expressions/sql'
import type { StageHistoryQuery } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { trackedFields } from '../records/trail.ts'
import { column, ownTable } from '../sql/names.ts'
import { newContext, type QueryBase } from './context.ts'
import { shapeInReach, whereSql } from './page.ts'
import { expressionSql, fieldSql, fromSql, type Place, placeOf, readableSql } from './place.ts'

const entry = makeScope('stages', [
  { key: 'entered', label: 'entered', type: { kind: 'datetime' }, nullable: false },
])

/** Whether a visit began in the period. */
function enteredSql(
  { now, timeZone, fiscalYearStart, user }: QueryBase,
  period: string | undefined,
  from: Fragment,
): Fragment {
  if (period === undefined) return rawSql('true')
  return toSql({ dateIn: [{ var: 'entered' }, period] }, entry, {
    now,
    timeZone,
    fiscalYearStart,
    user,
    as: 'condition',
    sql: {
      column: () => from,
      relation: ([name = '']) => {
        throw storeErrors.RECORD_FIELD_UNKNOWN({ name })
      },
    },
  })
}

/** Place of a stage among those that are told; empty for any other. */
const placeAmong = (stages: readonly string[], value: Fragment): Fragment =>
  sql`array_position(${bindSql(stages)}::text[], ${value})`

const isAmong = (stages: readonly string[], value: Fragment): Fragment =>
  stages.length === 0
    ? rawSql('false')
    : sql`coalesce((${value})::text = any(${bindSql(stages)}::text[]), false)`

/** The columns of a record that is asked about, and where it comes from. */
type Asked = {
  readonly place: Place
  readonly stage: Fragment
  readonly amount: Fragment
  readonly by: Fragment
  readonly where: Fragment
}

function askedOf(base: QueryBase, query: StageHistoryQuery): Asked {
  shapeInReach(base, query.entity)
  const place = placeOf(newContext(base), query.entity, 'actor')
  const stage = sql`(${fieldSql(place, query.field)})::text`
  const amount =
    query.amount === undefined
      ? rawSql('0::numeric')
      : sql`coalesce(${fieldSql(place, query.amount)}, 0)::numeric`
  const by = query.by === undefined ? rawSql('null::text') : expressionSql(place, query.by)
  return { place, stage, amount, by, where: whereSql(place, { filter: query.filter }) }
}

/** Every record of the question, how it stands and what it is worth. */
export function recordsSql(base: QueryBase, query: StageHistoryQuery): Fragment {
  const { place, stage, amount, by, where } = askedOf(base, query)
  return sql`select ${by} as team, ${placeAmong(query.stages, stage)} as stands, ${amount} as amount
  from ${fromSql(place)} where ${where}`
}

/** Microseconds from one time to another, never less than none: whole numbers add up to the same in any order. */
export const microsSql = (from: Fragment, to: Fragment): Fragment =>
  sql`round(greatest(date_part('epoch', ${to} - ${from}), 0) * 1000000)`

/** The names of a stage's columns, by its place among those that are told. Where no period is asked for every visit counts. */
export const stageColumns = (
  at: number,
  { period }: Pick<StageHistoryQuery, 'period'>,
): { readonly visits: string; readonly entered: string; readonly micros: string } => ({
  visits: `visits${at}`,
  entered: `${period === undefined ? 'visits' : 'entered'}${at}`,
  micros: `micros${at}`,
})

/**
 * `seen as (…)`: one row for each record, how it stands and what became of it in each stage: how often it came there, how
 * often in the period, and how long all its visits took together. One pass over the visits: sorting them by stage within each
 * record, to have a row for each of both, would cost as much again. `far` is the furthest stage it was ever in, `open_at` the
 * one it is in by its past, since `open_from`.
 */
export function seenSql(base: QueryBase, query: StageHistoryQuery): Fragment {
  const { place, stage, amount, by, where } = askedOf(base, query)
  const readable = readableSql(place, query.field)
  const shape = shapeInReach(base, query.entity)
  const field = shape.fields.get(query.field)?.historyKey ?? query.field
  const tracked = trackedFields(shape).some(({ key }) => key === query.field)
  const id = column(place.alias, 'id')
  // Whose past is not told, or was not kept yet, has always been where it is.
  const value = sql`case when v.record_id is null then ${tracked ? stage : rawSql('null::text')} else v.value end`
  const at = placeAmong(query.stages, value)
  const from = sql`coalesce(v.from_at, ${column(place.alias, 'created_at')})`
  const until = sql`coalesce(v.to_at, ${bindSql(base.now)}::timestamptz)`
  const spent = sql`sum(${microsSql(from, until)})`
  const entered = enteredSql(base, query.period, from)
  const each = query.stages.map((name, index) => {
    const names = stageColumns(index + 1, query)
    const here = sql`${value} = ${bindSql(name)}::text`
    const took =
      query.dwell === false
        ? rawSql('')
        : sql`, ${spent} filter (where ${here})::bigint as ${rawSql(names.micros)}`
    const came =
      query.period === undefined
        ? rawSql('')
        : sql`, count(*) filter (where ${here} and ${entered}) as ${rawSql(names.entered)}`
    return sql`, count(*) filter (where ${here}) as ${rawSql(names.visits)}${came}${took}`
  })
  // What hangs on the record's own row alone need not be grouped by: where links are followed Postgres can't tell.
  const columns = query.stages.flatMap((_, index) => {
    const { visits, entered: came, micros } = stageColumns(index + 1, query)
    return [...new Set([visits, came]), ...(query.dwell === false ? [] : [micros])]
  })
  const groups = rawSql(place.joins.size === 0 ? '' : ', 2, 3, 4')
  return sql`seen as materialized (
  select b.team, b.amount, b.far, b.open_at, b.open_from${rawSql(columns.map((name) => `, b.${name}`).join(''))}, ${placeAmong(query.stages, rawSql('b.stage'))} as stands, ${isAmong(query.lost, rawSql('b.stage'))} as lost,
    ${isAmong(query.won ?? [], rawSql('b.stage'))} as won
  from (
    select ${id} as id, ${stage} as stage, ${by} as team, ${amount} as amount, max(${at}) as far,
      max(${at}) filter (where v.to_at is null) as open_at, max(${from}) filter (where v.to_at is null) as open_from${joinSql(each, '')}
    from ${fromSql(place)} left join ${ownTable(base.schema, 'field_interval')} v
      on ${readable} and v.record_id = ${id} and v.entity = ${bindSql(shape.historyKey)} and v.field = ${bindSql(field)}
    where ${where} group by ${id}${groups}
  ) b
)`
}
