import { language } from '@mortise/expressions'
import { drillFilter, compileReport, type ReportResult } from '@mortise/reports'
import type { MeasureDocument, ReportDocument } from '@mortise/schema'
import { createTestDatabase, openTestClient, type TestClient } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../context/actor.ts'
import { openTestStage, type TestStage } from '../testing/stage.ts'
import { readDoor } from '../model/read-door.ts'
import { previewReport } from './run.ts'
import { openSales } from './testing/sales.ts'
import { playTrips, type Trip } from './testing/trips.ts'

let stage: TestStage
let hand: TestClient
// The last day of the set: what it calls this quarter is the last one in it.
const lastDay = Date.parse('2017-12-31T04:00:00Z')
let now = lastDay

beforeAll(async () => {
  const database = await createTestDatabase()
  stage = await openTestStage(database, () => now)
  hand = await openTestClient(database.url)
  await openSales(stage.workspace, hand)
}, 120_000)

afterAll(async () => {
  await hand.end()
  await stage.close()
})

const run = (parts: Partial<ReportDocument>): Promise<ReportResult> =>
  previewReport(stage.workspace, systemActor('test'), {
    key: 'sales',
    label: 'sales',
    source: { entity: 'sale' },
    ...parts,
  })

type Cell = string | number | null

/** Numbers to nine places, names for ids: what both sides are compared as. */
function plain(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  const number = Number(value)
  return Number.isNaN(number) ? String(value) : Math.round(number * 1e9) / 1e9
}

function told({ rows, labels }: ReportResult, columns: readonly string[]): readonly (readonly Cell[])[] {
  return rows.map((row) =>
    columns.map((key) => {
      const value = row[key] ?? null
      const stands =
        typeof value === 'string' && /^\d{4}-/.test(value) ? undefined : labels[key]?.[String(value)]
      return plain(stands ?? value)
    }),
  )
}

async function byHand(text: string): Promise<readonly (readonly Cell[])[]> {
  const { rows } = await hand.query<unknown[]>({ text, rowMode: 'array' })
  return rows.map((row) => row.map(plain))
}

const sorted = (rows: readonly (readonly Cell[])[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row)).toSorted()

const won = { '==': [{ var: 'stage' }, 'Won'] }
const value: MeasureDocument = { key: 'value', agg: 'sum', expr: { var: 'value' }, format: '0' }
const velocity = {
  won,
  lost: { '==': [{ var: 'stage' }, 'Lost'] },
  start: { var: 'engaged' },
  end: { var: 'closed' },
  amount: { var: 'value' },
}

describe('the numbers of a public set of sales are those of SQL written by hand', () => {
  it('won amount by agent and quarter', async () => {
    const result = await run({
      filter: won,
      dimensions: [
        { key: 'agent', expr: { var: 'agent' } },
        { key: 'quarter', expr: { var: 'closed' }, bucket: 'quarter' },
      ],
      measures: [value],
    })
    const wanted = await byHand(
      `select agent, to_char(date_trunc('quarter', closed), 'YYYY-MM-DD'), sum(value) from raw.deals where stage = 'Won' group by 1, 2`,
    )
    expect(wanted.length).toBeGreaterThan(20)
    expect(sorted(told(result, ['agent', 'quarter', 'value']))).toEqual(sorted(wanted))
  })

  it('won amount by sets of customers and spans of days, each record in one of them', async () => {
    const customer = { key: 'customer', expr: { var: 'customer' } }
    const { rows, labels } = await run({ filter: won, dimensions: [customer], measures: [value] })
    const ids = rows.flatMap((row) => (typeof row['customer'] === 'string' ? [row['customer']] : []))
    const [big, small] = [ids.slice(0, 4), ids.slice(4, 9)]
    const names = (set: readonly string[]): string => set.map((id) => `'${labels['customer']?.[id]}'`).join()
    const sets = [{ key: 'a', in: big }, { key: 'b', in: small }, { key: 'rest' }]
    const spans = [
      { key: 'before', days: { until: '2017-04-01' } },
      { key: 'spring', days: { from: '2017-04-01', until: '2017-07-01' } },
      { key: 'lastQuarter', days: { range: 'thisQuarter' } },
      { key: 'rest' },
    ]
    const result = await run({
      filter: won,
      dimensions: [
        { ...customer, groups: sets },
        { key: 'closed', expr: { var: 'closed' }, groups: spans },
      ],
      measures: [value, { key: 'n', agg: 'count' }],
    })
    const wanted = await byHand(
      `select case when account in (${names(big)}) then 'a' when account in (${names(small)}) then 'b' when account is not null then 'rest' end,
         case when closed < '2017-04-01' then 'before' when closed < '2017-07-01' then 'spring'
           when closed >= '2017-10-01' and closed < '2018-01-01' then 'lastQuarter' when closed is not null then 'rest' end,
         sum(value), count(*) from raw.deals where stage = 'Won' group by 1, 2`,
    )
    expect(new Set(wanted.map(([set]) => set)).size).toBeGreaterThan(2)
    expect(sorted(told({ ...result, labels: {} }, ['customer', 'closed', 'value', 'n']))).toEqual(
      sorted(wanted),
    )
    // From a set to its records, and no further.
    const drilled = drillFilter(
      { customer: 'b' },
      {
        plan: compileReport(
          {
            key: 'r',
            label: 'r',
            source: { entity: 'sale' },
            filter: won,
            dimensions: [{ ...customer, groups: sets }],
            measures: [value],
          },
          {
            model: (await stage.workspace.published()).model,
            fields: stage.workspace.options.kit.fields,
            language,
          },
        ),
      },
    )
    const behind = await run({ filter: drilled as never, dimensions: [customer], measures: [value] })
    expect(behind.rows.map((row) => String(row['customer'])).toSorted()).toEqual(small.toSorted())
  })

  it('win rate by product', async () => {
    const result = await run({ kind: 'velocity', velocity: { ...velocity, by: { var: 'product' } } })
    const wanted = await byHand(
      `select product, count(*) filter (where stage = 'Won')::numeric / nullif(count(*) filter (where stage in ('Won', 'Lost')), 0),
         count(*) filter (where stage = 'Won'), count(*) filter (where stage = 'Lost'), count(*) filter (where stage not in ('Won', 'Lost'))
       from raw.deals group by 1`,
    )
    expect(sorted(told(result, ['by', 'rate', 'won', 'lost', 'open']))).toEqual(sorted(wanted))
  })

  it('cycle by region, and what a day of selling brings', async () => {
    const result = await run({ kind: 'velocity', velocity: { ...velocity, by: { var: 'agent.region' } } })
    const wanted = await byHand(
      `with f as (select t.region, avg(closed - engaged) filter (where stage = 'Won') as cycle,
           percentile_cont(0.5) within group (order by closed - engaged) filter (where stage = 'Won') as median,
           count(*) filter (where stage = 'Won') as won, count(*) filter (where stage = 'Lost') as lost,
           count(*) filter (where stage not in ('Won', 'Lost')) as open, sum(value) filter (where stage = 'Won') as amount
         from raw.deals join raw.teams t using (agent) group by 1)
       select region, cycle, median, round(open * (won::numeric / (won + lost)) * (amount / won) / cycle, 4) from f`,
    )
    const own = told(result, ['by', 'cycle', 'cycle_median', 'velocity']).map((row) =>
      row.map((cell, at) => (at === 3 ? Math.round(Number(cell) * 1e4) / 1e4 : cell)),
    )
    expect(sorted(own)).toEqual(sorted(wanted))
  })

  it.each(['reached', 'snapshot'] as const)('funnel, %s, for each region beside the others', async (mode) => {
    const result = await run({
      kind: 'funnel',
      funnel: { field: 'stage', amount: 'value', mode, by: { var: 'agent.region' } },
    })
    const counts = mode === 'reached' ? 'd.ord >= s.ord' : 'd.ord = s.ord'
    const wanted = await byHand(
      `with s(stage, ord) as (values ('Prospecting', 1), ('Engaging', 2), ('Won', 3)),
         d as (select t.region, s.ord, coalesce(r.value, 0) as value from raw.deals r join raw.teams t using (agent) left join s using (stage)),
         f as (select s.stage, s.ord, d.region, count(*) filter (where ${counts}) as n, coalesce(sum(d.value) filter (where ${counts}), 0) as amount
           from s cross join d group by 1, 2, 3)
       select stage, region, n, amount, round(n::numeric / nullif(lag(n) over w, 0), 9), round(n::numeric / nullif(first_value(n) over w, 0), 9)
       from f window w as (partition by region order by ord)`,
    )
    expect(sorted(told(result, ['stage', 'by', 'count', 'amount', 'step', 'total']))).toEqual(sorted(wanted))
  })

  it('leaderboard of the quarter, with the places of the one before', async () => {
    const result = await run({
      kind: 'leaderboard',
      filter: won,
      leaderboard: {
        who: { var: 'agent' },
        date: { var: 'closed' },
        period: 'thisQuarter',
        value: { agg: 'sum', expr: { var: 'value' } },
      },
    })
    const wanted = await byHand(
      `with f as (select agent, coalesce(sum(value) filter (where closed >= '2017-10-01'), 0) as now, coalesce(sum(value) filter (where closed < '2017-10-01'), 0) as before
         from raw.deals where stage = 'Won' and closed >= '2017-07-01' and closed < '2018-01-01' group by 1)
       select rank() over (order by now desc), agent, now, before from f`,
    )
    expect(sorted(told(result, ['place', 'who', 'value', 'before']))).toEqual(sorted(wanted))
  })

  it('top 10 accounts with the others in one row', async () => {
    const result = await run({
      filter: won,
      dimensions: [{ key: 'customer', expr: { var: 'customer' } }],
      measures: [value],
      sort: [{ by: 'value', dir: 'desc' }],
      limit: { n: 10, others: true },
    })
    const wanted = await byHand(
      `with f as (select account, sum(value) as value, row_number() over (order by sum(value) desc) as at from raw.deals where stage = 'Won' group by 1)
       select case when at <= 10 then account else '其他' end, sum(value) from f group by 1`,
    )
    expect(wanted).toHaveLength(11)
    expect(sorted(told(result, ['customer', 'value']))).toEqual(sorted(wanted))
  })

  it('share of the total by sector, and the running total by month', async () => {
    const share = await run({
      filter: won,
      dimensions: [{ key: 'sector', expr: { var: 'customer.sector' } }],
      measures: [value, { key: 'share', window: 'percentOfTotal', of: 'value' }],
    })
    expect(sorted(told(share, ['sector', 'value', 'share']))).toEqual(
      sorted(
        await byHand(
          `select sector, sum(value), round(sum(value) / sum(sum(value)) over (), 9) from raw.deals join raw.accounts using (account) where stage = 'Won' group by 1`,
        ),
      ),
    )
    const running = await run({
      filter: won,
      dimensions: [{ key: 'month', expr: { var: 'closed' }, bucket: 'month' }],
      measures: [value, { key: 'so_far', window: 'running', of: 'value' }],
      sort: [{ by: 'month' }],
    })
    expect(told(running, ['month', 'value', 'so_far'])).toEqual(
      await byHand(
        `select to_char(date_trunc('month', closed), 'YYYY-MM-DD') as month, sum(value), sum(sum(value)) over (order by date_trunc('month', closed))
         from raw.deals where stage = 'Won' group by 1, date_trunc('month', closed) order by 1`,
      ),
    )
  })
})

describe('what brought the sales', () => {
  const attribution = {
    at: { var: 'closed' },
    amount: { var: 'value' },
    touches: 'touch',
    conversion: { var: 'sale' },
    touchedAt: { var: 'at' },
    channel: { var: 'channel' },
  }
  const models = ['first', 'last', 'linear', 'position', 'decay']
  const touches = `conv as (select no, value as amount, (closed + 1)::timestamp at time zone 'Asia/Shanghai' as till,
      (closed - 89)::timestamp at time zone 'Asia/Shanghai' as since from raw.deals where stage = 'Won'),
    t as (select c.no, c.amount, t.channel, count(*) over w as n, row_number() over (w order by t.at, t.channel) as i,
      power(2, -extract(epoch from c.till - t.at) / 86400 / 7) as dk from conv c join raw.touches t on t.no = c.no and t.at < c.till and t.at >= c.since
      window w as (partition by c.no)),
    s as (select no, amount, coalesce(channel, 'zz') as channel, (i = 1)::int as first, (i = n)::int as last, 1.0 / n as linear,
      case when n = 1 then 1 when n = 2 then 0.5 when i in (1, n) then 0.4 else 0.2 / (n - 2) end as position, dk / sum(dk) over (partition by no) as decay from t
      union all select no, amount, '直接/未知', 1, 1, 1, 1, 1 from conv c where not exists (select 1 from t where t.no = c.no))`

  it('is shared by five models, and each of them shares all of it', async () => {
    const result = await run({ kind: 'attribution', filter: won, attribution })
    const wanted = await byHand(
      `with ${touches} select channel, ${models.map((one) => `sum(amount * ${one})`).join(', ')} from s group by 1`,
    )
    const cut = (rows: readonly (readonly Cell[])[]): readonly string[] =>
      sorted(
        rows.map((row) =>
          row.map((cell) => (typeof cell === 'number' ? Math.round(cell * 100) / 100 : cell)),
        ),
      )
    expect(wanted).toHaveLength(5)
    expect(cut(told(result, ['channel', ...models]))).toEqual(cut(wanted))
    const [[all]] = (await byHand(`select sum(value) from raw.deals where stage = 'Won'`)) as [[number]]
    for (const model of models) {
      const sum = result.rows.reduce((so, row) => so + Number(row[model]), 0)
      expect(sum).toBeCloseTo(all, 2)
    }
  })

  it('is held against what it cost, customer by customer', async () => {
    const result = await run({
      kind: 'returns',
      filter: won,
      returns: {
        ...attribution,
        model: 'linear',
        profit: { '*': [{ var: 'value' }, 0.25] },
        customer: { var: 'customer' },
        spending: 'spend',
        spentBy: { var: 'channel' },
        spent: { var: 'amount' },
      },
    })
    const wanted = await byHand(
      `with ${touches}, p as (select s.channel, s.amount * s.linear as amount, d.account,
           s.linear / (select count(*) from raw.deals o where o.account = d.account and o.stage = 'Won') as heads from s join raw.deals d using (no)),
         g as (select channel, sum(amount) as amount, sum(heads) as heads from p group by 1)
       select channel, coalesce(e.amount, 0), round(g.amount, 2), round((g.amount * 0.25 - e.amount) / e.amount, 4), round(e.amount / g.heads, 2)
       from g left join raw.spends e using (channel)`,
    )
    // A half may fall to either side: shares are no decimals.
    const coarse = (row: readonly Cell[]): readonly Cell[] =>
      row.map((cell, at) => (at === 3 && cell !== null ? Math.round(Number(cell) * 100) / 100 : cell))
    const own = told(result, ['channel', 'spend', 'revenue', 'roi', 'cac']).map(coarse)
    // What nobody spent anything on costs nothing: no new customer there cost a cent.
    expect(sorted(own)).toEqual(
      sorted(wanted.map((row) => coarse(row).map((cell, at) => (at === 4 ? (cell ?? 0) : cell)))),
    )
  })

  it('leads to the records behind a channel', async () => {
    const report = {
      key: 'by',
      label: 'by',
      source: { entity: 'sale' },
      kind: 'attribution',
      filter: won,
      attribution,
    } as const
    for (const [name, hand] of [
      ['ads', `select count(distinct no) from s where channel = 'ads'`],
      ['zz_direct', `select count(*) from s where channel = '直接/未知'`],
    ] as const) {
      const { published } = await readDoor(stage.workspace, systemActor('test'))
      const context = { model: published.model, fields: stage.workspace.options.kit.fields, language }
      const found = drillFilter({ channel: name }, { plan: compileReport(report, context) })
      const { totals } = await run({ filter: found, measures: [{ key: 'n', agg: 'count' }] })
      expect([[plain(totals?.['n'])]]).toEqual(await byHand(`with ${touches} ${hand}`))
    }
  })
})

describe('a forecast', () => {
  const forecast = {
    field: 'stage',
    amount: { '??': [{ var: 'value' }, 100] },
    close: { dateAdd: [{ var: 'engaged' }, 150, 'day'] },
    closedAt: { var: 'closed' },
  }
  const open = `select case when engaged is not null then greatest(engaged + 150, date '2017-12-31') end as due, case stage when 'Engaging' then 2.0 / 3 else 1.0 / 3 end as p
    from raw.deals where stage in ('Engaging', 'Prospecting')`

  it('counts what is open and nothing that was lost, month by month', async () => {
    const result = await run({ kind: 'forecast', forecast })
    const wanted = await byHand(
      `select to_char(date_trunc('month', due), 'YYYY-MM-DD'), round(sum(100 * p), 2), sum(100), count(*) from (${open}) o group by 1`,
    )
    expect(sorted(told(result, ['month', 'weighted', 'amount', 'count']))).toEqual(sorted(wanted))
  })

  it('tells where the quarter ends and how much is missing, and what was won before', async () => {
    const landing = await run({
      kind: 'forecast',
      forecast: {
        ...forecast,
        show: 'landing',
        targets: 'spend',
        targetDate: { var: 'created_at' },
        target: { '*': [{ var: 'amount' }, 1e6] },
      },
    })
    const of = (item: string): number => Number(landing.rows.find((row) => row['item'] === item)?.['amount'])
    const [[hand = 0] = []] = await byHand(
      `select sum(value) from raw.deals where stage = 'Won' and closed >= '2017-10-01'`,
    )
    expect(of('won')).toBe(hand)
    expect(of('gap')).toBeCloseTo(6e9 - of('won') - of('open') - of('new'), 0)
    const past = await run({ kind: 'forecast', forecast: { ...forecast, show: 'backtest' } })
    expect(told(past, ['period', 'actual'])).toEqual(
      await byHand(
        `select to_char(q, 'YYYY-MM-DD'), coalesce(sum(value), 0) from generate_series(timestamp '2016-10-01', '2017-07-01', '3 months') q
         left join raw.deals on stage = 'Won' and closed >= q and closed < q + interval '3 months' group by q order by q`,
      ),
    )
  })
})

describe('service and customers', () => {
  it('SLA counts what is overdue and not done', async () => {
    const result = await run({
      kind: 'sla',
      sla: {
        start: { var: 'engaged' },
        due: { dateAdd: [{ var: 'engaged' }, 60, 'day'] },
        done: { var: 'closed' },
        by: { var: 'agent.region' },
      },
    })
    const wanted = await byHand(
      `with d as (select t.region, closed, engaged + 60 as due from raw.deals join raw.teams t using (agent) where engaged is not null),
         f as (select region, count(*) filter (where closed <= due) as met, count(*) filter (where closed > due or (closed is null and due < '2017-12-31')) as late,
           count(*) filter (where closed is null and due >= '2017-12-31') as running from d group by 1)
       select region, met, late, running, round(late::numeric / (met + late), 9) from f`,
    )
    expect(sorted(told(result, ['by', 'met', 'breached', 'running', 'breach_rate']))).toEqual(sorted(wanted))
  })

  it('NPS is of answers, told for each group', async () => {
    const result = await run({
      kind: 'satisfaction',
      satisfaction: { scale: 'nps', score: { '%': [{ var: 'value' }, 11] }, by: { var: 'product' } },
    })
    const wanted = await byHand(
      `select product, round(100 * (count(*) filter (where value % 11 >= 9) - count(*) filter (where value % 11 <= 6))::numeric / nullif(count(value), 0), 9),
         count(value), count(*) from raw.deals group by 1`,
    )
    expect(sorted(told(result, ['by', 'nps', 'answered', 'asked']))).toEqual(sorted(wanted))
  })

  it('churn is who was active and is not any more, and its causes add up to the change', async () => {
    const churn = {
      orders: 'sale_by_customer',
      date: { var: 'closed' },
      where: won,
      days: 45,
      period: 'month',
      by: ['sector', 'name'],
    } as const
    const trend = await run({
      kind: 'churn',
      source: { entity: 'customer' },
      churn: { ...churn, show: 'trend' },
    })
    const wanted = await byHand(
      `with p as (select generate_series(timestamp '2017-08-01', '2017-11-01', '1 month')::date as start),
         a as (select p.start, c.account, exists (select 1 from raw.deals d where d.account = c.account and stage = 'Won' and closed >= start - 45 and closed < start) as active,
           exists (select 1 from raw.deals d where d.account = c.account and stage = 'Won' and closed >= (start + interval '1 month')::date - 45 and closed < start + interval '1 month') as stays
           from p cross join raw.accounts c)
       select to_char(start, 'YYYY-MM-DD'), count(*) filter (where active), count(*) filter (where active and not stays) from a group by 1 order by 1`,
    )
    expect(told(trend, ['period', 'active', 'left'])).toEqual(wanted)
    const causes = await run({ kind: 'churn', source: { entity: 'customer' }, churn })
    const rates = trend.rows.map((row) => Number(row['rate']))
    for (const field of churn.by) {
      const own = causes.rows.filter((row) => row['field'] === field)
      const change = own.reduce((sum, row) => sum + Number(row['mix']) + Number(row['effect']), 0)
      expect(change).toBeCloseTo((rates.at(-1) ?? 0) - (rates.at(-2) ?? 0), 9)
    }
    const { published } = await readDoor(stage.workspace, systemActor('test'))
    const context = { model: published.model, fields: stage.workspace.options.kit.fields, language }
    const report = { key: 'c', label: 'c', source: { entity: 'customer' }, kind: 'churn', churn } as const
    const most = causes.rows.find((row) => Number(row['left']) > 0) ?? {}
    const found = drillFilter(most, { plan: compileReport(report, context) })
    const behind = await run({
      source: { entity: 'customer' },
      filter: found,
      measures: [{ key: 'n', agg: 'count' }],
    })
    expect(Number(behind.totals?.['n'])).toBe(Number(most['left']))
  })
})

describe('a funnel over histories that went forth and back', () => {
  const order = ['Prospecting', 'Engaging', 'Won']
  let trips: readonly Trip[] = []
  const asOf = Date.parse('2017-12-20T04:00:00Z')

  beforeAll(async () => {
    trips = await playTrips(stage.workspace, Date.parse('2017-10-05T04:00:00Z'), (at) => (now = at))
    now = asOf
  })
  afterAll(() => {
    now = lastDay
  })

  const ask = (funnel: Partial<NonNullable<ReportDocument['funnel']>>): Promise<ReportResult> =>
    run({
      source: { entity: 'trip' },
      kind: 'funnel',
      funnel: { field: 'stage', by: { var: 'team' }, ...funnel },
    })
  const ofTeam = (team: unknown): readonly Trip[] => trips.filter((one) => one.team === team)
  const days = (from: number, to: number): number => (to - from) / 86_400_000
  const mean = (list: readonly number[]): number | null =>
    list.length === 0 ? null : list.reduce((sum, one) => sum + one, 0) / list.length
  const part = (list: readonly number[], at: number): number | null => {
    const all = list.toSorted((a, b) => a - b)
    const place = (all.length - 1) * at
    const [low, high] = [all[Math.floor(place)], all[Math.ceil(place)]]
    return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place))
  }
  const furthest = ({ visits }: Trip): number =>
    Math.max(...visits.map(({ stage: one }) => order.indexOf(one)))
  const standsIn = ({ visits }: Trip): string => visits.at(-1)?.stage ?? ''
  /** All visits of a record to a stage together, and the last of them where it goes on. */
  const stays = (trip: Trip, at: string): { readonly total: number; readonly since: number | undefined } => {
    const ends = trip.visits.map((_, index) => trip.visits[index + 1]?.from ?? asOf)
    const own = trip.visits.flatMap((visit, index) =>
      visit.stage === at ? [days(visit.from, ends[index] ?? asOf)] : [],
    )
    return {
      total: own.reduce((sum, one) => sum + one, 0),
      since: standsIn(trip) === at ? trip.visits.at(-1)?.from : undefined,
    }
  }
  const near = (got: unknown, wanted: number | null): void => {
    if (wanted === null) expect(got).toBeNull()
    else expect(Number(got)).toBeCloseTo(wanted, 6)
  }

  it('tells who reached, was lost, stayed and is stuck, in every team', async () => {
    const { rows } = await ask({})
    expect(rows).toHaveLength(6)
    for (const row of rows) {
      const at = order.indexOf(String(row['stage']))
      const own = ofTeam(row['by'])
      const here = own.filter((one) => furthest(one) === at)
      const reached = (from: number): number => own.filter((one) => furthest(one) >= from).length
      const lost = here.filter((one) => standsIn(one) === 'Lost').length
      expect([row['count'], row['lost'], row['still']].map(Number)).toEqual([
        reached(at),
        lost,
        here.length - lost,
      ])
      // The law of the funnel: whoever reached a stage went on, was lost there, or is there still.
      expect(Number(row['count'])).toBe(reached(at + 1) + Number(row['lost']) + Number(row['still']))
      const visited = own.filter(({ visits }) => visits.some((one) => one.stage === row['stage']))
      const all = visited.map((one) => stays(one, String(row['stage'])))
      const left = all.filter((one) => one.since === undefined).map((one) => one.total)
      const waits = all.flatMap(({ since }) => (since === undefined ? [] : [days(since, asOf)]))
      near(row['dwell_average'], mean(left))
      near(row['dwell_median'], part(left, 0.5))
      near(row['dwell_p90'], part(left, 0.9))
      near(row['waiting'], mean(waits))
      const limit = part(left, 0.9)
      expect(Number(row['stuck'])).toBe(limit === null ? 0 : waits.filter((one) => one > limit).length)
    }
  })

  /** Records that a click on a row leads to. */
  const behind = async (
    funnel: Partial<NonNullable<ReportDocument['funnel']>>,
    { rows }: ReportResult,
    row: ReportResult['rows'][number],
  ): Promise<number> => {
    const { published, door } = await readDoor(stage.workspace, systemActor('test'))
    const report = {
      key: 'f',
      label: 'f',
      source: { entity: 'trip' },
      kind: 'funnel',
      funnel: { field: 'stage', by: { var: 'team' }, ...funnel },
    } as const
    const context = { model: published.model, fields: stage.workspace.options.kit.fields, language }
    const filter = drillFilter(row, { plan: compileReport(report, context), shown: rows })
    const found = await door.aggregate({
      entity: 'trip',
      filter,
      dimensions: [],
      measures: [{ key: 'n', agg: 'count' }],
    })
    return Number(found.rows[0]?.['n'])
  }

  it('leads to the records that were counted, also where they stand elsewhere by now', async () => {
    const reached = await ask({})
    for (const row of reached.rows) expect(await behind({}, reached, row)).toBe(Number(row['count']))
    const lately = { mode: 'period', period: 'lastMonth' } as const
    const period = await ask(lately)
    const [from, to] = [Date.parse('2017-10-31T16:00:00Z'), Date.parse('2017-11-30T16:00:00Z')]
    for (const row of period.rows) {
      const came = ofTeam(row['by']).filter((one) =>
        one.visits.some((visit) => visit.stage === row['stage'] && visit.from >= from && visit.from < to),
      )
      expect(await behind(lately, period, row)).toBe(came.length)
    }
  })

  it('counts what came in within a period, and what stands where now', async () => {
    const period = await ask({ mode: 'period', period: 'lastMonth' })
    const [from, to] = [Date.parse('2017-10-31T16:00:00Z'), Date.parse('2017-11-30T16:00:00Z')]
    for (const row of period.rows) {
      const visits = ofTeam(row['by']).flatMap((one) => one.visits)
      const came = visits.filter((one) => one.stage === row['stage'] && one.from >= from && one.from < to)
      expect(Number(row['count'])).toBe(came.length)
    }
    const snapshot = await ask({ mode: 'snapshot' })
    for (const row of snapshot.rows) {
      const here = ofTeam(row['by']).filter((one) => standsIn(one) === row['stage'])
      expect(Number(row['count'])).toBe(here.length)
    }
  })
})
