import type { Pool, PoolClient } from 'pg'
import type { LimitRoutes } from '../kit/limit-server.ts'
import { schema } from '../kit/workspace.ts'

const lanes = 4
const batch = 10

type Claimed = { readonly id: string; readonly lease: string; readonly payload: { readonly id: string } }

/** A queue by hand: a batch is claimed, then each job is taken out in the transaction of its two writes. No rights, no engine. */
export const routes: LimitRoutes = (app, pool) => {
  app.post('/drain', async () => {
    let done = 0
    for (;;) {
      const jobs = await claim(pool)
      if (jobs.length === 0) return { data: { done } }
      await Promise.all(
        Array.from({ length: lanes }, async (_, lane) => {
          const client = await pool.connect()
          try {
            for (let at = lane; at < jobs.length; at += lanes) await carryOut(client, jobs[at] as Claimed)
          } finally {
            client.release()
          }
        }),
      )
      done += jobs.length
    }
  })
}

async function claim(pool: Pool): Promise<readonly Claimed[]> {
  const { rows } = await pool.query<Claimed>({
    name: 'claim',
    text: `with due as materialized (
        select id from ${schema}.bare_job where failed_at is null and due_at <= now()
        order by due_at, id limit $1 for update skip locked)
      update ${schema}.bare_job j set lease = gen_random_uuid(), due_at = now() + interval '20 seconds'
      from due where j.id = due.id returning j.id, j.lease, j.payload`,
    values: [batch],
  })
  return rows
}

async function carryOut(client: PoolClient, { id, lease, payload }: Claimed): Promise<void> {
  await client.query('begin')
  await client.query({
    name: 'done',
    text: `delete from ${schema}.bare_job where id = $1 and lease = $2`,
    values: [id, lease],
  })
  await client.query({
    name: 'set',
    text: `update ${schema}.r_paper set state = 'done', version = version + 1, updated_at = now() where id = $1`,
    values: [payload.id],
  })
  await client.query({
    name: 'make',
    text: `insert into ${schema}.r_slip (id, name, about, created_at, updated_at, version)
      select uuidv7(), 'slip', name, now(), now(), 1 from ${schema}.r_paper where id = $1`,
    values: [payload.id],
  })
  await client.query('commit')
}
