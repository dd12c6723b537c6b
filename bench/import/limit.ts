import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { from } from 'pg-copy-streams'
import type { LimitRoutes } from '../kit/limit-server.ts'
import { schema } from '../kit/workspace.ts'
import { columns } from './file.ts'

/** COPY straight into a table of the same columns, the same indexes built after. Nothing is looked at on the way. */
export const routes: LimitRoutes = (app, pool) => {
  app.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload))
  app.post<{ Body: Readable }>('/import', async (request) => {
    const client = await pool.connect()
    try {
      await client.query(`drop table if exists bench_lead`)
      await client.query(`create table bench_lead (like ${schema}.r_lead)`)
      await client.query(`alter table bench_lead alter id set default uuidv7(), alter version set default 1,
        alter created_at set default now(), alter updated_at set default now()`)
      await pipeline(
        request.body,
        client.query(from(`copy bench_lead (${columns.join(', ')}) from stdin with (format csv, header)`)),
      )
      const { rows } = await client.query<{ indexdef: string }>(
        `select indexdef from pg_indexes where schemaname = '${schema}' and tablename = 'r_lead'`,
      )
      for (const { indexdef } of rows)
        await client.query(indexdef.replace(/ INDEX \S+ ON \S+ /, ' INDEX ON bench_lead '))
      return { indexes: rows.length }
    } finally {
      client.release()
    }
  })
}
