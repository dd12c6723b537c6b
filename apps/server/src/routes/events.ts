import { actorOf } from '../command.ts'
import { callerNow } from '../plugins/caller.ts'
import type { Routes } from './index.ts'

const heartbeatMs = 15_000

/**
 * Server-sent events: hints of what to read again, without values or records. A person hears of entities they may know
 * and of their own inbox. The line ends with the session, and whenever it stands for somebody else.
 */
export const events: Routes = (app, { hub, workspace, settings }) => {
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
    const check = async (): Promise<void> => {
      const now = await callerNow(workspace, request, settings.url)
      if (now?.userId !== actor.userId) raw.end()
      else raw.write(': alive\n\n')
    }
    // A database that can't be asked ends the line, too: the screen opens another when it can.
    const ask = (): void => void check().catch(() => raw.end())
    const timer = setInterval(ask, heartbeatMs)
    timer.unref()
    const forget = workspace.store.onChange(({ topic }) => topic === 'people' && ask())
    const end = (): void => {
      clearInterval(timer)
      forget()
      unsubscribe()
    }
    raw.on('close', end)
    raw.on('error', end)
  })
}
