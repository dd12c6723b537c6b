import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { StageHistoryQuery, StageHistoryRow } from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
import { trackedFields } from '../records/trail.ts'
import { column, ownTable } from '../sql/names.ts'
import { newContext, type QueryBase } from './context.ts'
import { shapeInReach, whereSql } from './page.ts'
import { fieldSql, fromSql, placeOf } from './place.ts'

/**
 * Reach, dwell and loss per stage, from the intervals that each change of a tracked field wrote. A record has reached
 * a stage when it was ever in it or a later one; it was lost at the last stage it was in before a lost one.
 */
export async function stageHistory(
  runner: Runner,
  base: QueryBase,
  query: StageHistoryQuery,
): Promise<readonly StageHistoryRow[]> {
  const shape = shapeInReach(base, query.entity)
  const place = placeOf(newContext(base), query.entity, 'actor')
  const stage = fieldSql(place, query.field)
  const amount = query.amount === undefined ? rawSql('0::numeric') : fieldSql(place, query.amount)
  const where = whereSql(place, { filter: query.filter })
  const field = shape.fields.get(query.field)?.historyKey ?? query.field
  const tracked = trackedFields(shape).some(({ key }) => key === query.field)
  const stages = sql`${bindSql(query.stages)}::text[]`
  const statement = sql`
with base as (
  select ${column(place.alias, 'id')} as id, (${stage})::text as stage, coalesce(${amount}, 0)::numeric as amount,
    ${column(place.alias, 'created_at')} as since
  from ${fromSql(place)} where ${where}
), spans as (
  select b.id as record_id, v.value, coalesce(i.from_at, b.since) as from_at,
    coalesce(i.to_at, ${bindSql(base.now)}::timestamptz) as to_at, array_position(${stages}, v.value) as at
  from base b ${rawSql(tracked ? 'left join' : 'join')} ${ownTable(base.schema, 'field_interval')} i
    on i.record_id = b.id and i.entity = ${bindSql(shape.historyKey)} and i.field = ${bindSql(field)},
    lateral (select case when i.record_id is null then b.stage else i.value end as value) v
), reach as (
  select b.id, b.stage, b.amount,
    greatest(max(s.at), array_position(${stages}, b.stage)) as furthest,
    (array_agg(s.value order by s.from_at desc) filter (where s.at is not null))[1] as last_open
  from base b left join spans s on s.record_id = b.id group by b.id, b.stage, b.amount
), dwell as (
  select value, record_id, sum(greatest(extract(epoch from to_at - from_at), 0)) / 86400 as days
  from spans where at is not null group by value, record_id
), times as (
  select value, avg(days) as average,
    percentile_cont(0.5) within group (order by days::float8) as median,
    percentile_cont(0.9) within group (order by days::float8) as p90
  from dwell group by value
), wanted as (select stage, at from unnest(${stages}) with ordinality as w(stage, at))
select w.stage,
  count(r.id) filter (where r.furthest >= w.at) as reached,
  count(r.id) filter (where r.stage = w.stage) as current,
  coalesce(sum(r.amount) filter (where r.stage = w.stage), 0)::numeric as "currentAmount",
  coalesce(sum(r.amount) filter (where r.furthest >= w.at), 0)::numeric as "reachedAmount",
  count(r.id) filter (where r.last_open = w.stage and r.stage = any(${bindSql(query.lost)}::text[])) as "lostHere",
  max(t.average)::float8 as "dwellAverageDays", max(t.median) as "dwellMedianDays", max(t.p90) as "dwellP90Days"
from wanted w left join reach r on true left join times t on t.value = w.stage
group by w.stage, w.at order by w.at`
  return runner.rows<StageHistoryRow>(statement)
}
