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

/** Every report with rows of its own; the funnel, whose SQL is a matter of taste, is not among them. */
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
