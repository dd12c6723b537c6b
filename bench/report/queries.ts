import { schema } from '../kit/workspace.ts'

/** A report of the CRM and the SQL that a person would write for the same numbers. */
export type Twin = {
  readonly report: string
  /** The measure that both sides are compared by. */
  readonly measure: string
  readonly sql: string
}

const deals = `${schema}.r_opportunity`
const leads = `${schema}.r_lead`
const live = `_deleted_at is null`
const startOf = (unit: 'month' | 'year'): string =>
  `date_trunc('${unit}', now() at time zone 'Asia/Shanghai')`

/** Reports that read the records as they stand. */
export const twins: readonly Twin[] = [
  {
    report: 'accounts_by_industry',
    measure: 'n',
    sql: `select case when place <= 8 then industry end as industry, sum(n) as n, sum(won) as won from (
        select industry, count(*) as n, sum(won_amount) as won, row_number() over (order by count(*) desc, industry) as place
        from ${schema}.r_account where ${live} group by 1) as each_one
      group by least(place, 9), case when place <= 8 then industry end order by least(place, 9)`,
  },
  {
    report: 'leaderboard',
    measure: 'amount',
    sql: `select o.owner, u.name, sum(o.amount) as amount, count(*) as n, rank() over (order by sum(o.amount) desc)
      from ${deals} as o left join ${schema}."user" as u on u.id = o.owner
      where o.stage = 'won' and o.${live} group by 1, 2 order by amount desc limit 10`,
  },
  {
    report: 'leads_by_source',
    measure: 'n',
    sql: `select source, count(*) as n, count(*) filter (where score >= 60) as hot from ${leads} where ${live} group by 1 order by n desc`,
  },
  {
    report: 'new_leads',
    measure: 'n',
    sql: `select count(*) as n from ${leads} where ${live} and created_at >= ${startOf('month')} at time zone 'Asia/Shanghai'
      and created_at < (${startOf('month')} + interval '1 month') at time zone 'Asia/Shanghai'`,
  },
  {
    report: 'open_by_stage',
    measure: 'amount',
    sql: `select stage, sum(amount) as amount, sum(weighted) as weighted, count(*) as n from ${deals}
      where stage not in ('won', 'lost') and ${live} group by 1`,
  },
  {
    report: 'open_total',
    measure: 'amount',
    sql: `select sum(amount) as amount from ${deals} where stage not in ('won', 'lost') and ${live}`,
  },
  {
    report: 'tasks_open',
    measure: 'n',
    sql: `select count(*) as n from ${schema}.r_task where state = 'todo' and ${live}`,
  },
  {
    report: 'won_by_month',
    measure: 'amount',
    sql: `select date_trunc('month', closed_at)::date as month, sum(amount) as amount, count(*) as n from ${deals}
      where stage = 'won' and ${live} group by 1 order by 1`,
  },
  {
    report: 'won_by_source',
    measure: 'amount',
    sql: `select source, sum(amount) as amount, count(*) as n from ${deals} where stage = 'won' and ${live} group by 1 order by amount desc`,
  },
  {
    report: 'won_total',
    measure: 'amount',
    sql: `select sum(amount) as amount from ${deals} where stage = 'won' and ${live}
      and closed_at >= ${startOf('year')}::date and closed_at < (${startOf('year')} + interval '1 year')::date`,
  },
]

const opportunities = `${schema}.r_opportunity as o where o.${live}`
const closed = `closed_at >= (now() at time zone 'Asia/Shanghai')::date - 364 and closed_at < (now() at time zone 'Asia/Shanghai')::date + 1`

/** Reports that read what came before: stages that were passed, touches before a sale, and the middle of how long it took. */
export const twinsOfPast: readonly Twin[] = [
  {
    report: 'pipeline_funnel',
    measure: 'count',
    sql: `with stage as (select name, ord from unnest(array['lead','need','quote','negotiation','won']) with ordinality as s(name, ord)),
        c as (select id, stage, amount from ${opportunities}),
        v as (select h.record_id, s.ord, extract(epoch from coalesce(h.to_at, now()) - h.from_at) / 86400 as d, h.to_at is null as op
          from ${schema}.field_interval as h join c on c.id = h.record_id join stage as s on s.name = h.value
          where h.entity = 'e_opportunity' and h.field = 'f_stage_065'),
        m as (select record_id, max(ord) as mx from v group by 1), w as (select record_id, ord, sum(d) as d, bool_or(op) as op from v group by 1, 2)
      select s.name, r.*, t.* from stage as s
        cross join lateral (select count(*) filter (where mx >= s.ord) as count, sum(c.amount) filter (where mx >= s.ord) as amount,
          count(*) filter (where mx = s.ord and c.stage = 'lost') as lost from m join c on c.id = m.record_id) as r
        cross join lateral (select avg(d), percentile_cont(0.5) within group (order by d), percentile_cont(0.9) within group (order by d)
          from w where w.ord = s.ord and not op) as t order by s.ord`,
  },
  {
    report: 'attribution_models',
    measure: 'first',
    sql: `with conv as (select id, amount, (closed_at + 1)::timestamp at time zone 'Asia/Shanghai' as until,
          (closed_at - 89)::timestamp at time zone 'Asia/Shanghai' as since from ${opportunities} and o.stage = 'won' and o.closed_at is not null),
        t as (select t.campaign as channel, c.id, c.amount, count(*) over w as n, row_number() over (w order by t.at, t.campaign) as i,
            power(2, -extract(epoch from c.until - t.at)::float8 / 86400 / 7) as dk
          from conv as c join ${schema}.r_touch as t on t.opportunity = c.id and t.at >= c.since and t.at < c.until and t.${live}
          window w as (partition by c.id)),
        s as (select *, dk / sum(dk) over (partition by id) as share from t)
      select channel, sum(amount) filter (where i = 1) as first, sum(amount) filter (where i = n) as last, sum(amount / n) as linear,
        sum(amount * case when n = 1 then 1 when n = 2 then 0.5 when i in (1, n) then 0.4 else 0.2 / (n - 2) end) as position,
        sum(amount * share) as decay from s group by 1
      union all select null, sum(amount), sum(amount), sum(amount), sum(amount), sum(amount) from conv
        where not exists (select 1 from t where t.id = conv.id)`,
  },
  {
    report: 'win_rate_by_owner',
    measure: 'won',
    sql: `with d as (select owner, amount, stage, (created_at at time zone 'Asia/Shanghai')::date as began, closed_at, ${closed} as lately
          from ${opportunities})
      select owner, count(*) filter (where stage = 'won' and lately) as won, count(*) filter (where stage = 'lost' and lately) as lost,
        count(*) filter (where stage not in ('won', 'lost')) as open, sum(amount) filter (where stage = 'won' and lately) as amount,
        avg(closed_at - began) filter (where stage = 'won' and lately) as cycle,
        percentile_cont(0.5) within group (order by closed_at - began) filter (where stage = 'won' and lately) as median
      from d where lately or stage not in ('won', 'lost') group by 1`,
  },
]
