import { to } from 'pg-copy-streams'
import type { LimitRoutes } from '../kit/limit-server.ts'
import { schema } from '../kit/workspace.ts'
import { columns } from './columns.ts'

const shown = columns.map((name) => (name === 'owner' ? 'p.name as owner' : `r.${name}`)).join(', ')

/** COPY of the same columns straight to the caller, the owner by name. No right, no label, no guard. */
export const routes: LimitRoutes = (app, pool) => {
  app.get('/export', async (_request, reply) => {
    const client = await pool.connect()
    const rows = client.query(
      to(`copy (select ${shown} from ${schema}.r_lead r left join ${schema}."user" p on p.id = r.owner
        where r._deleted_at is null order by r.id desc) to stdout with (format csv, header)`),
    )
    rows.once('close', () => client.release())
    return reply.type('text/csv').send(rows)
  })
}
