// The limit: a bare Fastify with the routes of one measurement's `limit.ts` over a bare pool. Started as a child process.
import { resolve } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { Pool } from 'pg'

/** What a `limit.ts` exports as `routes`. */
export type LimitRoutes = (app: FastifyInstance, pool: Pool) => void

const name = process.argv[2] ?? ''
const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 })
// Only the end of the measurement cuts connections.
pool.on('error', () => undefined)
const app = fastify({ logger: false, bodyLimit: 1024 * 1024 * 1024 })
app.get('/readyz', () => ({ ready: true }))
const { routes } = (await import(resolve(import.meta.dirname, '..', name, 'limit.ts'))) as {
  routes: LimitRoutes
}
routes(app, pool)
await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })
process.once('SIGTERM', () => process.exit(0))
