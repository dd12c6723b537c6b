import type { LimitRoutes } from '../kit/limit-server.ts'
import { twins, twinsOfPast } from './queries.ts'

/** Each report's SQL as a prepared statement, its rows as they come. */
export const routes: LimitRoutes = (app, pool) => {
  for (const { report, sql } of [...twins, ...twinsOfPast])
    app.get(`/${report}`, async () => {
      const { rows } = await pool.query<{ [column: string]: unknown }>({ name: report, text: sql })
      return { data: { rows } }
    })
}
