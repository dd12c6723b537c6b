import { bindSql, type Fragment, rawSql, renderSql, sql } from '@mortise/expressions/sql'
import type { StageHistoryQuery, StageHistoryRow } from '@mortise/schema'
import type { Row, Runner } from '../database/runner.ts'
import { cellsLimit, refuseTooMany } from './cells.ts'
import type { QueryBase } from './context.ts'
import { askCounting } from './heavy/ask.ts'
import { microsSql, recordsSql, stepsSql } from './stage-steps.ts'

/** Columns of a stage in the answer. */
const columnsTold = 18

/** A team as a text, which is equal to itself even where there is no team. */
const teamKey = (of: string): Fragment => rawSql(`coalesce('=' || ${of}.team::text, '')`)

const days = (micros: string): Fragment => rawSql(`${micros}::float8 / 86400000000`)

/** What is told of how long records stay: nothing where it is not asked for, for middles cost the most of all. */
function dwellOf(
  base: QueryBase,
  { dwell }: StageHistoryQuery,
): {
  readonly times: Fragment
  readonly stuck: Fragment
  readonly told: Fragment
  readonly join: Fragment
} {
  if (dwell === false)
    return {
      times: rawSql(''),
      stuck: rawSql(''),
      told: rawSql(
        `0 as stuck, null as "waitingAverageDays", null as "dwellAverageDays", null as "dwellMedianDays", null as "dwellP90Days"`,
      ),
      join: rawSql(''),
    }
  const waited = microsSql('s.last_from', sql`${bindSql(base.now)}::timestamptz`)
  return {
    times: sql`, avg(s.micros) filter (where not s.open) as average,
    percentile_cont(0.5) within group (order by s.micros::float8) filter (where not s.open) as median,
    percentile_cont(0.9) within group (order by s.micros::float8) filter (where not s.open) as p90,
    avg((${waited})::bigint) filter (where s.open) as waiting`,
    stuck: sql`, stuck as (
  select d.team_key, d.at, count(*) as stuck
  from (select ${teamKey('s')} as team_key, s.at, ${waited} as waited from steps s where s.open and s.at is not null) d
    join times t on t.team_key = d.team_key and t.at = d.at
  where d.waited > t.p90 group by d.team_key, d.at
)`,
    told: sql`coalesce(g.stuck, 0) as stuck, ${days('t.waiting')} as "waitingAverageDays",
  ${days('t.average')} as "dwellAverageDays", ${days('t.median')} as "dwellMedianDays", ${days('t.p90')} as "dwellP90Days"`,
    join: rawSql(' left join stuck g on g.team_key = f.team_key and g.at = f.at'),
  }
}

/** How many records stand in each stage, by nothing but the records. */
function standingSql(base: QueryBase, query: StageHistoryQuery): Fragment {
  return sql`with ends as (
  select b.team, b.stands, count(*) as n, sum(b.amount) as amount from (${recordsSql(base, query)}) b group by b.team, b.stands
), found as (
  select w.stage, w.at, e.team, coalesce(sum(e.n) filter (where e.stands = w.at), 0)::bigint as current,
    coalesce(sum(e.amount) filter (where e.stands = w.at), 0)::numeric as "currentAmount"
  from unnest(${bindSql(query.stages)}::text[]) with ordinality as w(stage, at) left join ends e on true
  group by w.stage, w.at, e.team
)
select f.stage, f.team as by, 0 as reached, f.current, f."currentAmount", 0 as "reachedAmount", 0 as "lostHere",
  0 as "openHere", 0 as "everWon", 0 as "everLost", 0 as entered, 0 as "enteredAmount", 0 as stuck,
  null as "waitingAverageDays", null as "dwellAverageDays", null as "dwellMedianDays", null as "dwellP90Days"
from found f order by ${teamKey('f')}, f.at${cellsLimit(base, columnsTold)}`
}

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
  const statement = query.past === false ? standingSql(base, query) : pastSql(base, query)
  const rows = await askCounting(runner, base, { ready: renderSql(statement), nowAt: [] })
  refuseTooMany(base, rows)
  return rows as readonly Row[] as readonly StageHistoryRow[]
}

function pastSql(base: QueryBase, query: StageHistoryQuery): Fragment {
  const dwell = dwellOf(base, query)
  return sql`with ${stepsSql(base, query)}, times as (
  select ${teamKey('s')} as team_key, s.at, count(*) filter (where s.won) as won, count(*) filter (where s.lost) as lost,
    sum(s.entered)::bigint as entered, sum(s.entered * s.amount) as amount${dwell.times}
  from steps s where s.at is not null group by s.team, s.at
)${dwell.stuck}, ends as (
  select s.team, s.furthest, s.stands, s.lost, count(*) as n, sum(s.amount) as amount
  from steps s where s.leads group by s.team, s.furthest, s.stands, s.lost
), found as (
  select w.stage, w.at, e.team, ${teamKey('e')} as team_key,
    coalesce(sum(e.n) filter (where e.furthest >= w.at), 0)::bigint as reached,
    coalesce(sum(e.n) filter (where e.stands = w.at), 0)::bigint as current,
    coalesce(sum(e.amount) filter (where e.stands = w.at), 0)::numeric as "currentAmount",
    coalesce(sum(e.amount) filter (where e.furthest >= w.at), 0)::numeric as "reachedAmount",
    coalesce(sum(e.n) filter (where e.furthest = w.at and e.lost), 0)::bigint as "lostHere",
    coalesce(sum(e.n) filter (where e.furthest = w.at and not e.lost), 0)::bigint as "openHere"
  from unnest(${bindSql(query.stages)}::text[]) with ordinality as w(stage, at) left join ends e on true
  group by w.stage, w.at, e.team
)
select f.stage, f.team as by, f.reached, f.current, f."currentAmount", f."reachedAmount", f."lostHere", f."openHere",
  coalesce(t.won, 0) as "everWon", coalesce(t.lost, 0) as "everLost",
  coalesce(t.entered, 0) as entered, coalesce(t.amount, 0)::numeric as "enteredAmount", ${dwell.told}
from found f left join times t on t.team_key = f.team_key and t.at = f.at${dwell.join}
order by f.team_key, f.at${cellsLimit(base, columnsTold)}`
}
