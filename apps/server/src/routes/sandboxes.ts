import {
  draftPromotion,
  isSandbox,
  makeSandbox,
  planPromotion,
  removeSandbox,
  runtimeErrors,
  sandboxes,
  sandboxKeys,
  tokenHash,
} from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { cookieName } from '../plugins/caller.ts'
import { leadInto } from '../plugins/sandbox.ts'
import { neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'
import { choicesOf, mergeTold } from './merge-plan.ts'

const config = { policy: 'design' } as const
const hoursInside = 12

type AtSandbox = { readonly Params: { readonly key: string } }

/** Copies of the workspace to try things in: making one, going in and out, and bringing home what was changed in it. */
export const sandboxRoutes: Routes = (app, { workspace, sandboxes: host, settings }) => {
  const open = host.workspace
  app.get('/api/sandboxes', { config }, async () => ({
    data: isSandbox(workspace.key) ? [] : await sandboxes(workspace, open),
  }))
  app.post('/api/sandboxes', { config }, async (request, reply) => {
    const name = neededText(readObject(request.body), 'name').slice(0, 60)
    const key = await makeSandbox(workspace, actorOf(request), { name, open })
    return reply.code(201).send({ data: { key } })
  })
  app.delete<AtSandbox>('/api/sandboxes/:key', { config }, async (request, reply) => {
    const { key } = request.params
    await removeSandbox(workspace, actorOf(request), { key, close: host.close })
    return reply.code(204).send()
  })
  // Whoever is known here is known there for a while, as the same person, by the same cookie.
  app.post<AtSandbox>('/api/sandboxes/:key/enter', { config }, async (request, reply) => {
    const { key } = request.params
    const { userId } = actorOf(request)
    const token = request.cookies[cookieName(settings.url)]
    const there = (await sandboxKeys(workspace)).some((one) => one.key === key)
    if (!there) throw runtimeErrors.SANDBOX_NOT_FOUND({ key })
    if (userId === null || token === undefined) throw runtimeErrors.FORBIDDEN({ what: 'sandbox' })
    const { people } = open(key).store
    // Asked of the copy itself: what is remembered of it may be from before somebody was brought in.
    if (!(await people.users()).some(({ id, active }) => id === userId && active))
      throw runtimeErrors.SANDBOX_STRANGER()
    const hash = tokenHash(token)
    if ((await people.sessionByToken(hash)) === null) {
      const until = workspace.options.clock() + hoursInside * 3_600_000
      await people.createSession({
        tokenHash: hash,
        userId,
        expiresAt: new Date(until).toISOString(),
        ip: request.ip,
        agent: request.headers['user-agent'] ?? null,
      })
    }
    leadInto(reply, settings.url, key)
    return reply.code(204).send()
  })
  app.post('/api/sandboxes/leave', { config: { policy: 'public' } }, async (_request, reply) => {
    leadInto(reply, settings.url, null)
    return reply.code(204).send()
  })
  app.post<AtSandbox>('/api/sandboxes/:key/promotion', { config }, async (request) => {
    const body = readObject(request.body)
    const given = {
      sandbox: request.params.key,
      app: neededText(body, 'app'),
      choices: choicesOf(body['choices']),
      open,
    }
    const made =
      body['plan'] === true
        ? await planPromotion(workspace, given)
        : await draftPromotion(workspace, actorOf(request), given)
    return { data: mergeTold(made, request) }
  })
}
