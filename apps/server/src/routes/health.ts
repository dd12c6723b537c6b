import type { Routes } from './index.ts'
import { errors } from '../errors.ts'

/** Whether the process lives, and whether it can answer. */
export const health: Routes = (app, { settings, workspace }) => {
  app.get('/healthz', { config: { policy: 'public', rateLimit: false } }, () => ({ ok: true }))
  app.get('/readyz', { config: { policy: 'public', rateLimit: false } }, async () => {
    if (!(await settings.ready())) throw errors.NOT_READY()
    return { ready: true, version: settings.version }
  })
  app.get('/metrics', { config: { policy: 'admin' } }, async (_request, reply) => {
    const { waiting, running, failed } = await workspace.store.jobs.counts()
    const values = {
      mortise_jobs_waiting: waiting,
      mortise_jobs_running: running,
      mortise_jobs_failed: failed,
      process_resident_memory_bytes: process.memoryUsage.rss(),
      process_uptime_seconds: Math.round(process.uptime()),
    }
    const lines = Object.entries(values).map(([name, value]) => `# TYPE ${name} gauge\n${name} ${value}\n`)
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(lines.join(''))
  })
}
