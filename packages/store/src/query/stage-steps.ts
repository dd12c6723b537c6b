import { makeScope } from '@mortise/expressions'
import { bindSql, type Fragment, rawSql, sql, toSql } from '@mortise/expressions/sql'
import type { StageHistoryQuery } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { trackedFields } from '../records/trail.ts'
import { column, ownTable } from '../sql/names.ts'
import { newContext, type QueryBase } from './context.ts'
import { shapeInReach, whereSql } from './page.ts'
import { expressionSql, fieldSql, fromSql, placeOf, readableSql } from './place.ts'

const entry = makeScope('stages', [
  { key: 'entered', label: 'entered', type: { kind: 'datetime' }, nullable: false },
])

/** Whether a visit began in the period. */
function enteredSql(
  { now, timeZone, fiscalYearStart, user }: QueryBase,
  period: string | undefined,
): Fragment {
  if (period === undefined) return rawSql('true')
  return toSql({ dateIn: [{ var: 'entered' }, period] }, entry, {
    now,
    timeZone,
    fiscalYearStart,
    user,
    as: 'condition',
    sql: {
      column: () => rawSql('v.from_at'),
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

/** Every record of the question: how it stands, and what else is asked of it. */
export function recordsSql(base: QueryBase, query: StageHistoryQuery): Fragment {
  shapeInReach(base, query.entity)
  const place = placeOf(newContext(base), query.entity, 'actor')
  const stage = fieldSql(place, query.field)
  const seen = readableSql(place, query.field)
  const amount = query.amount === undefined ? rawSql('0') : fieldSql(place, query.amount)
  const by = query.by === undefined ? rawSql('null::text') : expressionSql(place, query.by)
  const where = whereSql(place, { filter: query.filter })
  return sql`select ${column(place.alias, 'id')} as id, (${stage})::text as stage, ${by} as team,
    ${placeAmong(query.stages, sql`(${stage})::text`)} as stands, ${isAmong(query.lost, stage)} as lost,
    ${isAmong(query.won ?? [], stage)} as won, coalesce(${amount}, 0)::numeric as amount,
    ${column(place.alias, 'created_at')} as since, ${seen} as seen
  from ${fromSql(place)} where ${where}`
}

/** Microseconds from one time to another, never less than none: whole numbers add up to the same in any order. */
export const microsSql = (from: string, to: Fragment): Fragment =>
  sql`round(greatest(date_part('epoch', ${to} - ${rawSql(from)}), 0) * 1000000)`

/**
 * `steps as (…)`: one row for each record and stage it was in, all its visits there together, and one for each that was in
 * none of them. Records and visits are read once; the furthest stage of a record follows from the order that its rows are
 * grouped in anyway. `leads` is true on one row of each record, by which records are counted.
 */
export function stepsSql(base: QueryBase, query: StageHistoryQuery): Fragment {
  const shape = shapeInReach(base, query.entity)
  const field = shape.fields.get(query.field)?.historyKey ?? query.field
  const tracked = trackedFields(shape).some(({ key }) => key === query.field)
  const now = sql`${bindSql(base.now)}::timestamptz`
  // Whose past is not told, or was not kept yet, has always been where it is.
  const past = sql`case when i.record_id is null then ${rawSql(tracked ? 'b.stage' : 'null::text')} else i.value end`
  return sql`steps as (
  select team, amount, stands, lost, won, at, open, last_from, micros, entered,
    greatest(max(at) over record, stands) as furthest, row_number() over record = 1 as leads
  from (
    select b.id, b.team, b.amount, b.stands, b.lost, b.won, v.at, bool_or(v.open) as open,
      max(v.from_at) as last_from, sum(${microsSql('v.from_at', rawSql('v.to_at'))})::bigint as micros,
      count(*) filter (where ${enteredSql(base, query.period)}) as entered
    from (${recordsSql(base, query)}) b left join ${ownTable(base.schema, 'field_interval')} i
      on b.seen and i.record_id = b.id and i.entity = ${bindSql(shape.historyKey)} and i.field = ${bindSql(field)},
      lateral (select ${placeAmong(query.stages, past)} as at, coalesce(i.from_at, b.since) as from_at,
        coalesce(i.to_at, ${now}) as to_at, i.to_at is null as open) v
    group by b.id, b.team, b.amount, b.stands, b.lost, b.won, v.at
  ) g window record as (partition by id)
)`
}
