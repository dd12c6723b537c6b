import type { LimitRoutes } from '../kit/limit-server.ts'
import { schema } from '../kit/workspace.ts'

/** One record by its id: a prepared statement and nothing else. */
export const routes: LimitRoutes = (app, pool) => {
  app.get<{ Params: { id: string } }>('/lead/:id', async (request) => {
    const { rows } = await pool.query({
      name: 'get',
      text: `select * from ${schema}.r_lead where id = $1 and _deleted_at is null`,
      values: [request.params.id],
    })
    return { data: rows[0] }
  })
}
