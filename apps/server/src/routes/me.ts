import type { Json } from '@mortise/expressions'
import { meOf, modelFor } from '@mortise/runtime'
import { actorOf, command } from '../command.ts'
import { readObject } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'user' } as const

/** Who is signed in, and the metadata they may know. */
export const me: Routes = (app, context) => {
  const { workspace } = context
  app.get('/api/me', { config }, async (request) => ({ data: await meOf(workspace, actorOf(request)) }))
  app.put('/api/me', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const { locale, preferences } = readObject(request.body)
      if (actor.userId !== null) {
        await unit.tx.people.updateUser(actor.userId, {
          ...(locale === 'zh' || locale === 'en' ? { locale } : {}),
          ...(preferences === undefined
            ? {}
            : { preferences: readObject(preferences) as { [key: string]: Json } }),
        })
        unit.tx.afterCommit(workspace.expire)
      }
      return { status: 204, body: null }
    }),
  )
  app.get('/api/model', { config }, async (request) => ({
    data: modelFor(await workspace.published(), actorOf(request), workspace.options.kit),
  }))
}
