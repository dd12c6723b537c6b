import { changePassword, runtimeErrors, signIn, verifyPassword } from '@mortise/runtime'
import type { Actor } from '@mortise/store'
import { actorOf } from '../command.ts'
import { clearSession, sessionsEnded, setSession } from '../plugins/caller.ts'
import { neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'

/** Signing in and out, and one's password. */
export const auth: Routes = (app, { workspace, settings }) => {
  const { store } = workspace
  const note = ({ userId, name, via, ip }: Actor, action: string): Promise<void> =>
    store.side.audit({
      action,
      actor: userId,
      actorName: name,
      via,
      ip: ip ?? null,
      entity: null,
      recordId: null,
      data: {},
    })
  app.post(
    '/api/auth/sign-in',
    { config: { policy: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const body = readObject(request.body)
      const signed = await signIn(
        store,
        { email: neededText(body, 'email'), password: neededText(body, 'password') },
        { ip: request.ip, agent: request.headers['user-agent'] ?? null, now: workspace.options.clock() },
      )
      setSession(reply, settings.url, signed)
      const { id, name, locale } = signed.user
      return { data: { user: { id, name, locale }, expiresAt: signed.expiresAt } }
    },
  )
  app.post(
    '/api/auth/sign-out',
    { config: { policy: 'public', whileViewing: true } },
    async (request, reply) => {
      const { caller } = request
      if (caller?.sessionId !== undefined) {
        await store.people.endSession(caller.sessionId)
        await note(caller, 'sign_out')
        sessionsEnded(workspace)
      }
      clearSession(reply, settings.url)
      return reply.code(204).send()
    },
  )
  app.post('/api/auth/password', { config: { policy: 'user' } }, async (request, reply) => {
    const actor = actorOf(request)
    const body = readObject(request.body)
    const person = actor.userId === null ? null : await store.people.user(actor.userId)
    if (person === null) throw runtimeErrors.FORBIDDEN({ what: 'password' })
    const found = await store.people.credentials(person.email)
    if (!(await verifyPassword(neededText(body, 'current'), found?.passwordHash ?? '')))
      throw runtimeErrors.SIGN_IN_FAILED()
    await changePassword(store, {
      userId: person.id,
      password: neededText(body, 'password'),
      ...(actor.sessionId === undefined ? {} : { keepSession: actor.sessionId }),
    })
    await note(actor, 'password_changed')
    sessionsEnded(workspace)
    return reply.code(204).send()
  })
}
