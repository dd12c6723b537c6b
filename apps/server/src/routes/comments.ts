import { type Localized, say, text } from '@mortise/errors'
import { openRecord, readersAmong, runtimeErrors, tellPeople } from '@mortise/runtime'
import { actorOf, command } from '../command.ts'
import { neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const mentioned = (name: string): Localized =>
  text(`${name} 在备注里提到了你`, `${name} mentioned you in a note`)

const config = { policy: 'user' } as const
type AtRecord = { Params: { entity: string; id: string } }

/** What people say about a record. Whoever may read it may speak; who is mentioned and may read it hears of it. */
export const comments: Routes = (app, context) => {
  const { workspace } = context
  app.get<AtRecord>('/api/records/:entity/:id/comments', { config }, async (request) => {
    await openRecord(workspace, actorOf(request), request.params)
    const people = await workspace.people()
    const rows = await workspace.store.side.comments(request.params.entity, request.params.id, 200)
    return {
      data: rows.map((row) => ({ ...row, authorName: people.directory.user(row.author)?.name ?? null })),
    }
  })
  app.post<AtRecord>('/api/records/:entity/:id/comments', { config }, async (request, reply) => {
    await openRecord(workspace, actorOf(request), request.params)
    return command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const mentions = Array.isArray(body['mentions']) ? body['mentions'].map(String) : []
      if (actor.userId === null) throw runtimeErrors.FORBIDDEN({ what: 'comment' })
      const { entity, id } = request.params
      const row = await unit.tx.side.addComment({
        entity,
        recordId: id,
        author: actor.userId,
        body: neededText(body, 'text').slice(0, 10_000),
        mentions: await readersAmong(unit, mentions, { entity, id }),
      })
      await tellPeople(
        unit,
        row.mentions.map((userId) => ({
          userId,
          title: say(
            mentioned(actor.name),
            unit.people.users.find((one) => one.id === userId)?.locale ?? 'zh',
          ),
          body: row.body.slice(0, 200),
          entity,
          recordId: id,
          topic: 'mention' as const,
          key: `comment:${row.id}:${userId}`,
        })),
      )
      unit.announce({ topic: 'record', entity })
      if (row.mentions.length > 0) unit.announce({ topic: 'notification', users: row.mentions })
      return { status: 201, body: { data: { ...row, authorName: actor.name } } }
    })
  })
}
