import { mailIsReady } from '@mortise/runtime'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, readNumber, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'user' } as const

/** What a person was told. */
export const notifications: Routes = (app, context) => {
  app.get<{ Querystring: { limit?: string; cursor?: string } }>(
    '/api/notifications',
    { config },
    async (request) => {
      const { userId } = actorOf(request)
      if (userId === null) return { data: [], unread: 0, nextCursor: null }
      const limit = readNumber(request.query.limit, { name: 'limit', standard: 50, max: 200 })
      const page = await context.workspace.store.side.notifications(userId, limit, request.query.cursor)
      return { data: page.rows, unread: page.unread, nextCursor: page.nextCursor }
    },
  )
  app.get('/api/notifications/channels', { config }, async () => ({
    data: { mail: await mailIsReady(context.workspace) },
  }))
  app.post('/api/notifications/read', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const { ids } = readObject(request.body ?? {})
      if (actor.userId !== null) {
        await unit.tx.side.markRead(actor.userId, Array.isArray(ids) ? ids.map(String) : 'all')
        unit.announce({ topic: 'notification', users: [actor.userId] })
      }
      return { status: 204, body: null }
    }),
  )
  app.post<{ Params: { id: string } }>('/api/notifications/:id/snooze', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const until = Date.parse(neededText(readObject(request.body), 'until'))
      if (!Number.isFinite(until)) throw errors.REQUEST_INVALID({ why: 'until' })
      if (actor.userId !== null) {
        await unit.tx.side.snooze(actor.userId, request.params.id, new Date(until).toISOString())
        unit.announce({ topic: 'notification', users: [actor.userId] })
      }
      return { status: 204, body: null }
    }),
  )
}
