import { makeScope } from '@mortise/expressions'
import { bindSql, type Fragment, rawSql, renderSql, sql, toSql } from '@mortise/expressions/sql'
import type { StageHistoryQuery, StageHistoryRow } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import type { Row, Runner } from '../database/runner.ts'
import { trackedFields } from '../records/trail.ts'
import { column, ownTable } from '../sql/names.ts'
import { cellsLimit, refuseTooMany } from './cells.ts'
import { newContext, type QueryBase } from './context.ts'
import { askCounting } from './heavy/ask.ts'
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
      column: () => rawSql('from_at'),
      relation: ([name = '']) => {
        throw storeErrors.RECORD_FIELD_UNKNOWN({ name })
      },
    },
  })
}

/** Every record of the question, and every visit to a stage that it made. */
function visitsSql(base: QueryBase, query: StageHistoryQuery): Fragment {
  const shape = shapeInReach(base, query.entity)
  const place = placeOf(newContext(base), query.entity, 'actor')
  const stage = fieldSql(place, query.field)
  const seen = readableSql(place, query.field)
  const amount = query.amount === undefined ? rawSql('0::numeric') : fieldSql(place, query.amount)
  const by = query.by === undefined ? rawSql('null::text') : expressionSql(place, query.by)
  const where = whereSql(place, { filter: query.filter })
  const field = shape.fields.get(query.field)?.historyKey ?? query.field
  const tracked = trackedFields(shape).some(({ key }) => key === query.field)
  return sql`
base as (
  select ${column(place.alias, 'id')} as id, (${stage})::text as stage, coalesce(${amount}, 0)::numeric as amount,
    ${column(place.alias, 'created_at')} as since, ${by} as team, ${seen} as seen
  from ${fromSql(place)} where ${where}
), spans as (
  select b.id as record_id, b.amount, b.team, coalesce('=' || b.team::text, '') as team_key, v.value,
    coalesce(i.from_at, b.since) as from_at, i.to_at is null as open,
    coalesce(i.to_at, ${bindSql(base.now)}::timestamptz) as to_at,
    array_position(${bindSql(query.stages)}::text[], v.value) as at
  from base b ${rawSql(tracked ? 'left join' : 'join')} ${ownTable(base.schema, 'field_interval')} i
    on b.seen and i.record_id = b.id and i.entity = ${bindSql(shape.historyKey)} and i.field = ${bindSql(field)},
    lateral (select case when i.record_id is null then b.stage else i.value end as value) v
)`
}

/** Columns of a stage in the answer. */
const columnsTold = 18

/**
 * Reach, dwell and loss per stage, from the intervals that each change of a tracked field wrote. A record has reached
 * a stage when it was ever in it or a later one; it was lost at the furthest stage it came to. Only records that left a
 * stage tell how long one stays there: who is there still has not stayed to the end.
 */
export async function stageHistory(
  runner: Runner,
  base: QueryBase,
  query: StageHistoryQuery,
): Promise<readonly StageHistoryRow[]> {
  const stages = sql`${bindSql(query.stages)}::text[]`
  const lost = sql`coalesce(r.stage = any(${bindSql(query.lost)}::text[]), false)`
  const statement = sql`with ${visitsSql(base, query)}, reach as (
  select b.id, b.stage, b.amount, b.team, coalesce('=' || b.team::text, '') as team_key,
    greatest(max(s.at), array_position(${stages}, b.stage)) as furthest
  from base b left join spans s on s.record_id = b.id group by b.id, b.stage, b.amount, b.team
), dwell as (
  select value, team_key, record_id, bool_or(open) as open, max(from_at) as last_from,
    sum(greatest(extract(epoch from to_at - from_at), 0)) / 86400 as days
  from spans where at is not null group by value, team_key, record_id
), times as (
  select value, team_key, avg(days) filter (where not open) as average,
    percentile_cont(0.5) within group (order by days::float8) filter (where not open) as median,
    percentile_cont(0.9) within group (order by days::float8) filter (where not open) as p90
  from dwell group by value, team_key
), waiting as (
  select d.value, d.team_key, count(*) filter (where w.days > t.p90) as stuck, avg(w.days) as average
  from dwell d join times t on t.value = d.value and t.team_key = d.team_key,
    lateral (select greatest(extract(epoch from ${bindSql(base.now)}::timestamptz - d.last_from), 0) / 86400 as days) w
  where d.open group by d.value, d.team_key
), outcomes as (
  select d.value, d.team_key, count(*) filter (where r.stage = any(${bindSql(query.won ?? [])}::text[])) as won,
    count(*) filter (where ${lost}) as lost
  from dwell d join reach r on r.id = d.record_id group by d.value, d.team_key
), entries as (
  select value, team_key, count(*) as entered, sum(amount) as amount
  from spans where at is not null and ${enteredSql(base, query.period)} group by value, team_key
), wanted as (select stage, at from unnest(${stages}) with ordinality as w(stage, at)), found as (
  select w.stage, w.at, r.team, coalesce(r.team_key, '') as team_key,
    count(r.id) filter (where r.furthest >= w.at) as reached,
    count(r.id) filter (where r.stage = w.stage) as current,
    coalesce(sum(r.amount) filter (where r.stage = w.stage), 0)::numeric as "currentAmount",
    coalesce(sum(r.amount) filter (where r.furthest >= w.at), 0)::numeric as "reachedAmount",
    count(r.id) filter (where r.furthest = w.at and ${lost}) as "lostHere",
    count(r.id) filter (where r.furthest = w.at and not ${lost}) as "openHere"
  from wanted w left join reach r on true group by w.stage, w.at, r.team, r.team_key
)
select f.stage, f.team as by, f.reached, f.current, f."currentAmount", f."reachedAmount", f."lostHere", f."openHere",
  coalesce(o.won, 0) as "everWon", coalesce(o.lost, 0) as "everLost",
  coalesce(e.entered, 0) as entered, coalesce(e.amount, 0)::numeric as "enteredAmount", coalesce(g.stuck, 0) as stuck,
  g.average::float8 as "waitingAverageDays", t.average::float8 as "dwellAverageDays",
  t.median as "dwellMedianDays", t.p90 as "dwellP90Days"
from found f left join times t on t.value = f.stage and t.team_key = f.team_key
  left join waiting g on g.value = f.stage and g.team_key = f.team_key
  left join outcomes o on o.value = f.stage and o.team_key = f.team_key
  left join entries e on e.value = f.stage and e.team_key = f.team_key
order by f.team_key, f.at${cellsLimit(base, columnsTold)}`
  const rows = await askCounting(runner, base, { ready: renderSql(statement), nowAt: [] })
  refuseTooMany(base, rows)
  return rows as readonly Row[] as readonly StageHistoryRow[]
}
