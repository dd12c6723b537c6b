import { actorOf } from '../command.ts'
import type { Routes } from './index.ts'

const heartbeatMs = 15_000

/** Server-sent events: what changed, by ids only. A person hears of entities they may know and of their own inbox. */
export const events: Routes = (app, { hub }) => {
  app.get('/api/events', { config: { policy: 'user', rateLimit: false } }, (request, reply) => {
    const actor = actorOf(request)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    raw.write('retry: 2000\n\n')
    const unsubscribe = hub.subscribe(actor.userId, (event) =>
      raw.write(`data: ${JSON.stringify(event)}\n\n`),
    )
    const timer = setInterval(() => raw.write(': alive\n\n'), heartbeatMs)
    timer.unref()
    const end = (): void => {
      clearInterval(timer)
      unsubscribe()
    }
    raw.on('close', end)
    raw.on('error', end)
  })
}
