import type { LimitRoutes } from '../kit/limit-server.ts'
import { schema } from '../kit/workspace.ts'
import { listFields } from './query.ts'

/** A page of leads: filter, the department's rule, order and place written into one prepared statement. */
export const routes: LimitRoutes = (app, pool) => {
  app.get<{ Querystring: { department: string; score: string; id: string } }>('/lead', async (request) => {
    const { department, score, id } = request.query
    const { rows } = await pool.query({
      name: 'list',
      text: `select id, version, ${listFields.join(', ')} from ${schema}.r_lead
        where source = 'search' and department = $1 and _deleted_at is null and (score, id) < ($2::int, $3::uuid)
        order by score desc, id desc limit 51`,
      values: [department, score, id],
    })
    return { data: rows.slice(0, 50), more: rows.length > 50 }
  })
}
