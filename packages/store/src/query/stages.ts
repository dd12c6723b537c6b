import { bindSql, type Fragment, rawSql, renderSql, sql } from '@mortise/expressions/sql'
import type { StageHistoryQuery, StageHistoryRow } from '@mortise/schema'
import type { Row, Runner } from '../database/runner.ts'
import { cellsLimit, refuseTooMany } from './cells.ts'
import type { QueryBase } from './context.ts'
import { askCounting } from './heavy/ask.ts'
import { refuseTooLarge } from './select.ts'
import { microsSql, recordsSql, seenSql, stageColumns } from './stage-steps.ts'

/** Columns of a stage in the answer. */
const columnsTold = 18

/** Each has some ten columns of its own within the statement. */
const mostStages = 150

/** A team as a text, which is equal to itself even where there is no team. */
const teamText = (of: string, { by }: Pick<StageHistoryQuery, 'by'>): string =>
  by === undefined ? `''::text` : `coalesce('=' || ${of}.team::text, '')`
const teamKey = (of: string, query: Pick<StageHistoryQuery, 'by'>): Fragment => rawSql(teamText(of, query))

const days = (micros: string): Fragment => rawSql(`${micros}::float8 / 86400000000`)

/** Figures of a stage over all records of a team: what they are called in `times`, and each by the columns of that stage. */
type Figure = { readonly name: string; readonly of: (at: number) => string }

/** Only who left a stage tells how long one stays there: of who is there still it is not known yet. */
const left = (at: number): string => `filter (where s.open_at is distinct from ${at})`

function figuresOf(query: StageHistoryQuery): readonly Figure[] {
  const { won = [], amount, dwell } = query
  const ended = (how: string) => (at: number) =>
    `count(*) filter (where s.${how} and s.${stageColumns(at, query).visits} > 0)`
  const entered = (at: number): string => `s.${stageColumns(at, query).entered}`
  const micros = (at: number): string => `s.${stageColumns(at, query).micros}`
  const middle = (part: string) => (at: number) =>
    `percentile_cont(${part}) within group (order by ${micros(at)}::float8) ${left(at)}`
  // Middles cost the most of all: they are left out where nobody asks how long records stay.
  const dwells: readonly Figure[] = [
    { name: 'average', of: (at) => `avg(${micros(at)}) ${left(at)}` },
    { name: 'median', of: middle('0.5') },
    { name: 'p90', of: middle('0.9') },
  ]
  return [
    { name: 'won', of: won.length === 0 ? () => '0::bigint' : ended('won') },
    { name: 'lost', of: ended('lost') },
    { name: 'entered', of: (at) => `sum(${entered(at)})::bigint` },
    {
      name: 'amount',
      of: amount === undefined ? () => '0::numeric' : (at) => `sum(${entered(at)} * s.amount)`,
    },
    ...(dwell === false ? [] : dwells),
  ]
}

/**
 * `times as (…)`: what all records of a team tell of each stage. The records are read once with a column for each figure of
 * each stage, and those are made into rows: a row for each record and stage would have to be sorted by stage again.
 */
function timesSql(query: StageHistoryQuery): string {
  const figures = figuresOf(query)
  const wide = query.stages.flatMap((_, at) =>
    figures.map(({ name, of }) => `${of(at + 1)} as ${name}${at + 1}`),
  )
  const rows = query.stages.map(
    (_, at) => `(${[`${at + 1}`, ...figures.map(({ name }) => `w.${name}${at + 1}`)].join(', ')})`,
  )
  // Records that are in no team are all of one: nothing has to be sorted to tell.
  const [team, groups] = query.by === undefined ? ['null::text as team', ''] : ['s.team', ' group by s.team']
  return `wide as (select ${team}, ${wide.join(', ')} from seen s${groups}), times as (
  select ${teamText('w', query)} as team_key, v.* from wide w, lateral (values ${rows.join(', ')}) v(${['at', ...figures.map(({ name }) => name)].join(', ')})
)`
}

/** What is told of how long records stay. */
function dwellOf(
  base: QueryBase,
  query: StageHistoryQuery,
): { readonly stuck: Fragment; readonly told: Fragment; readonly join: Fragment } {
  if (query.dwell === false)
    return {
      stuck: rawSql(''),
      told: rawSql(
        `0 as stuck, null as "waitingAverageDays", null as "dwellAverageDays", null as "dwellMedianDays", null as "dwellP90Days"`,
      ),
      join: rawSql(''),
    }
  const waited = microsSql(rawSql('s.open_from'), sql`${bindSql(base.now)}::timestamptz`)
  return {
    stuck: sql`, stuck as (
  select d.team_key, d.at, avg(d.waited::bigint) as waiting, count(*) filter (where d.waited > t.p90) as stuck
  from (select ${teamKey('s', query)} as team_key, s.open_at as at, ${waited} as waited from seen s where s.open_at is not null) d
    join times t on t.team_key = d.team_key and t.at = d.at group by d.team_key, d.at
)`,
    told: sql`coalesce(g.stuck, 0) as stuck, ${days('g.waiting')} as "waitingAverageDays",
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
from found f order by ${teamKey('f', query)}, f.at${cellsLimit(base, columnsTold)}`
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
  refuseTooLarge('stages', query.stages.length, mostStages)
  const standing = query.past === false || query.stages.length === 0
  const statement = standing ? standingSql(base, query) : pastSql(base, query)
  const rows = await askCounting(runner, base, {
    ready: renderSql(statement),
    nowAt: [],
    ...(standing ? {} : { alone: true }),
  })
  refuseTooMany(base, rows)
  return rows as readonly Row[] as readonly StageHistoryRow[]
}

function pastSql(base: QueryBase, query: StageHistoryQuery): Fragment {
  const dwell = dwellOf(base, query)
  return sql`with ${seenSql(base, query)}, ${rawSql(timesSql(query))}${dwell.stuck}, ends as (
  select s.team, greatest(s.far, s.stands) as furthest, s.stands, s.lost, count(*) as n, sum(s.amount) as amount
  from seen s group by 1, 2, 3, 4
), found as (
  select w.stage, w.at, e.team, ${teamKey('e', query)} as team_key,
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
