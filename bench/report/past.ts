import type { Pool } from 'pg'
import { loaded } from '../kit/load.ts'
import { schema } from '../kit/workspace.ts'

const filled = `${schema}.r_opportunity as o where o.no like 'BS-________'`

/**
 * Gives the opportunities that were filled a past: the stages before the one they are in, each for a day up to five, and
 * none to four touches of campaigns in the 120 days before they were closed.
 */
export async function fillPast(pool: Pool): Promise<void> {
  await loaded(pool, 'field_interval', (client) =>
    client.query(
      `with path as (
       select o.id, o.created_at, 1 + right(o.no, 6)::int % 5 as pace, case o.stage when 'lost' then 1 + right(o.no, 6)::int % 4
         else array_position(array['lead','need','quote','negotiation','won'], o.stage) - 1 end as steps from ${filled}
     ), moved as (
       update ${schema}.field_interval as i set from_at = p.created_at + make_interval(days => p.steps * p.pace)
       from path as p where i.record_id = p.id and i.field = 'f_stage_065' and i.to_at is null
     )
     insert into ${schema}.field_interval (entity, field, record_id, value, from_at, to_at)
     select 'e_opportunity', 'f_stage_065', p.id, (array['lead','need','quote','negotiation'])[step],
       p.created_at + make_interval(days => (step - 1) * p.pace), p.created_at + make_interval(days => step * p.pace)
     from path as p cross join lateral generate_series(1, p.steps) as step`,
    ),
  )
  await loaded(pool, 'r_touch', (client) =>
    client.query(
      `insert into ${schema}.r_touch (id, campaign, opportunity, at, state, owner, department, created_by, created_at,
       updated_by, updated_at, version)
     select uuidv7(), campaigns.id, o.id, coalesce(o.closed_at::timestamptz, o.created_at)
         - make_interval(hours => (right(o.no, 6)::int * 7 + touch * 611) % 2880), 'came', o.owner, o.department, o.owner,
       now(), o.owner, now(), 1
     from (select o.* from ${filled}) as o cross join lateral generate_series(1, right(o.no, 6)::int / 6 % 5) as touch
       join (select id, row_number() over (order by id) - 1 as at, count(*) over () as all_of_them
         from ${schema}.r_campaign) as campaigns on campaigns.at = (right(o.no, 6)::int / 30 + touch) % campaigns.all_of_them`,
    ),
  )
  await pool.query(`vacuum analyze ${schema}.field_interval`)
  await pool.query(`vacuum analyze ${schema}.r_touch`)
}
