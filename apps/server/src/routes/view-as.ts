import { runtimeErrors } from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { sessionsEnded } from '../plugins/caller.ts'
import { neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'

/** Looking through somebody's eyes: everything is read with that person's rights, and nothing can be changed. */
export const viewAs: Routes = (app, { workspace }) => {
  const { store } = workspace
  const audit = (
    action: string,
    by: { readonly id: string; readonly name: string },
    user: string,
    ip: string,
  ) =>
    store.side.audit({
      action,
      actor: by.id,
      actorName: by.name,
      via: 'ui',
      ip,
      entity: null,
      recordId: null,
      data: { user },
    })
  app.post('/api/view-as', { config: { policy: 'admin' } }, async (request, reply) => {
    const actor = actorOf(request)
    const wanted = neededText(readObject(request.body), 'user')
    const user = (await workspace.people()).users.find((one) => one.id === wanted && one.active)
    if (actor.userId === null || actor.sessionId === undefined)
      throw runtimeErrors.FORBIDDEN({ what: 'view as' })
    if (user === undefined) throw runtimeErrors.SHARE_NOBODY()
    await audit('view_as_started', { id: actor.userId, name: actor.name }, user.id, request.ip)
    await store.people.viewAs(actor.sessionId, user.id)
    sessionsEnded(workspace)
    return reply.code(204).send()
  })
  // Reached in somebody's name: who looks may always stop looking.
  app.delete('/api/view-as', { config: { policy: 'user', whileViewing: true } }, async (request, reply) => {
    const { viewer, sessionId, userId } = actorOf(request)
    if (viewer !== undefined && sessionId !== undefined) {
      await audit('view_as_ended', viewer, userId ?? '', request.ip)
      await store.people.viewAs(sessionId, null)
      sessionsEnded(workspace)
    }
    return reply.code(204).send()
  })
}
