import type { LimitRoutes } from '../kit/limit-server.ts'
import { schema } from '../kit/workspace.ts'

/** Two columns of one row, by a prepared statement. */
export const routes: LimitRoutes = (app, pool) => {
  for (const entity of ['enquiry_plain', 'lead'])
    app.patch<{ Params: { id: string }; Body: { title: string; visits: number } }>(
      `/${entity}/:id`,
      async (request) => {
        const { rows } = await pool.query({
          name: entity,
          text: `update ${schema}.r_${entity} set title = $2, visits = $3, updated_at = now(), version = version + 1
        where id = $1 and _deleted_at is null returning *`,
          values: [request.params.id, request.body.title, request.body.visits],
        })
        return { data: rows[0] }
      },
    )
}
