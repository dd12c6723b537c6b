import type { Pool } from 'pg'
import { schema } from './workspace.ts'

/** Ids of leads, or of another entity's records, that the seller may read and change, spread over the table. */
export async function ownLeads(
  pool: Pool,
  count: number,
  entity: string = 'lead',
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from ${schema}.r_${entity} where owner = (select id from ${schema}."user" where key = 'wu_lei')
     order by md5(id::text) limit $1`,
    [count],
  )
  return rows.map(({ id }) => id)
}

/** Values of the nth new lead, 20 fields; never one twice in a run, and too cold for the rule on hot leads. */
export function newLead(index: number): { readonly [field: string]: string | number | boolean } {
  const mark = String(index).padStart(8, '0')
  return {
    name: `新线索 ${index}`,
    company: `新公司 ${index % 500}`,
    title: '采购',
    phone: `137${mark}`,
    email: `new${index}@example.com`,
    wechat: `wx_${index}`,
    source: 'phone',
    status: 'new',
    industry: 'it',
    size: 'm',
    city: '上海',
    country: '中国',
    need: '需要二十张会议桌，下个月交货',
    budget: '50000.00',
    visits: 1,
    page_seconds: 30,
    do_not_email: false,
    next_at: '2026-12-01T02:00:00.000Z',
    last_follow_at: '2026-11-01T02:00:00.000Z',
    external_no: `EX-${mark}`,
  }
}
