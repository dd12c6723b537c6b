import type { Routes } from './index.ts'
import { errors } from '../errors.ts'

/** Whether the process lives, and whether it can answer. */
export const health: Routes = (app, { settings }) => {
  app.get('/healthz', { config: { policy: 'public', rateLimit: false } }, () => ({ ok: true }))
  app.get('/readyz', { config: { policy: 'public', rateLimit: false } }, async () => {
    if (!(await settings.ready())) throw errors.NOT_READY()
    return { ready: true, version: settings.version }
  })
}
