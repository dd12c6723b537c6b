import type { LimitRoutes } from '../kit/limit-server.ts'
import { schema } from '../kit/workspace.ts'

/** The same rows by hand in one transaction: the task, the run and its state, one event. No rights, no engine. */
export const routes: LimitRoutes = (app, pool) => {
  app.post<{ Params: { id: string } }>('/nod/:id', async (request) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const { rows } = await client.query<{ instance_id: string }>({
        name: 'item',
        text: `update ${schema}.flow_item set rev = rev + 1, decided_at = now() where id = $1 returning instance_id`,
        values: [request.params.id],
      })
      const run = rows[0]?.instance_id
      await client.query({
        name: 'run',
        text: `update ${schema}.flow_instance set state = state, ended_at = now() where id = $1`,
        values: [run],
      })
      await client.query({
        name: 'event',
        text: `insert into ${schema}.flow_event (instance_id, seq, json)
          select $1, 1000 + coalesce(max(seq), 0), '{}' from ${schema}.flow_event where instance_id = $1`,
        values: [run],
      })
      await client.query('commit')
      return { data: { id: run } }
    } finally {
      client.release()
    }
  })
}
