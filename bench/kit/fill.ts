import type { Pool } from 'pg'
import { loaded } from './load.ts'
import { schema } from './workspace.ts'

/**
 * Fills the leads up to `rows`, straight into the table: half of them belong to the seller's department, so that
 * a right on rows has something to keep away. Ids grow with time, as the product's own do.
 */
export async function fillLeads(pool: Pool, rows: number): Promise<void> {
  await loaded(pool, 'r_lead', (client) =>
    client.query(
      `insert into ${schema}.r_lead (id, no, name, company, title, phone, email, source, status, industry, size, city,
       country, need, budget, visits, page_seconds, score, grade, do_not_email, owner, department, created_by,
       created_at, updated_by, updated_at, version)
     select uuidv7(make_interval(secs => n - $1)), 'BX-' || lpad(n::text, 8, '0'), '线索 ' || n, '公司 ' || n % 5000, '经理',
       '139' || lpad(n::text, 8, '0'), 'lead' || n || '@example.com',
       (array['promotion','search','direct','chat','referral','ads','form','event','phone','visit'])[1 + n / 2 % 10],
       (array['new','following','converted','invalid'])[1 + n % 4],
       (array['it','finance','retail','media','health'])[1 + n % 5], (array['s','m','l','xl'])[1 + n % 4],
       (array['上海','北京','杭州','深圳'])[1 + n % 4], '中国', '需要会议桌', (n % 1000) * 100, n % 9, n % 1200, n % 100,
       case when n % 100 >= 60 then 'hot' when n % 100 >= 30 then 'warm' else 'cold' end, false, people.id,
       people.department_id, people.id, now() - make_interval(secs => $1 - n), people.id,
       now() - make_interval(secs => $1 - n), 1
     from generate_series(1, $1::int) as n
       join lateral (select id, department_id from ${schema}."user"
         where key = case when n % 2 = 0 then 'wu_lei' else 'chu_ran' end) as people on true`,
      [rows],
    ),
  )
  await pool.query(`vacuum analyze ${schema}.r_lead`)
}

/** Fills the plain enquiries with what the leads hold. */
export async function fillEnquiries(pool: Pool): Promise<void> {
  const columns = `name, company, title, phone, email, source, status, industry, size, city, country, need, budget, visits,
    page_seconds, do_not_email, owner, department, created_by, created_at, updated_by, updated_at, version`
  await pool.query(
    `insert into ${schema}.r_enquiry_plain (id, ${columns}) select uuidv7(), ${columns} from ${schema}.r_lead`,
  )
  await pool.query(`vacuum analyze ${schema}.r_enquiry_plain`)
}

/** Fills opportunities for reports, with the intervals of their stages. */
export async function fillOpportunities(pool: Pool, rows: number): Promise<void> {
  await loaded(pool, 'r_opportunity', (client) =>
    client.query(
      `insert into ${schema}.r_opportunity (id, no, name, account, amount, stage, probability, weighted, close_date,
       closed_at, source, type, forecast, owner, department, created_by, created_at, updated_by, updated_at, version)
     select uuidv7(make_interval(secs => n - $1)), 'BS-' || lpad(n::text, 8, '0'), '商机 ' || n, accounts.id,
       (n % 1000) * 100 + 0.5, stage, 0.5, round(((n % 1000) * 100 + 0.5) * 0.5, 2), current_date - n % 700,
       case when stage in ('won', 'lost') then current_date - n % 700 end,
       (array['search','direct','referral','ads','event'])[1 + n % 5], 'new', 'pipeline', people.id,
       people.department_id, people.id, now() - make_interval(hours => n % 9000), people.id, now(), 1
     from generate_series(1, $1::int) as n
       cross join lateral (select (array['lead','need','quote','negotiation','won','lost'])[1 + n % 6] as stage) as stages
       join (select id, row_number() over (order by id) - 1 as at, count(*) over () as all_of_them
         from ${schema}.r_account) as accounts on accounts.at = n % accounts.all_of_them
       join (select id, department_id, row_number() over (order by id) - 1 as at, count(*) over () as all_of_them
         from ${schema}."user" where 'sales' = any(roles)) as people on people.at = n % people.all_of_them`,
      [rows],
    ),
  )
  await loaded(pool, 'field_interval', (client) =>
    client.query(
      `insert into ${schema}.field_interval (entity, field, record_id, value, from_at, to_at)
     select 'e_opportunity', 'f_stage_065', id, stage, created_at, null from ${schema}.r_opportunity as o
     where not exists (select 1 from ${schema}.field_interval as i where i.record_id = o.id and i.field = 'f_stage_065')`,
    ),
  )
  await pool.query(`vacuum analyze ${schema}.r_opportunity`)
  await pool.query(`vacuum analyze ${schema}.field_interval`)
}
