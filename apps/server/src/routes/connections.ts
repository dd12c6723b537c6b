import {
  accountList,
  connectionKinds,
  connectionList,
  isTestMode,
  matchPeople,
  removeConnection,
  rotateKey,
  saveAccount,
  saveConnection,
  setTestMode,
  tryConnection,
} from '@mortise/runtime'
import { type Localized, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FastifyRequest } from 'fastify'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { localeOf } from '../plugins/failures.ts'
import { neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'admin' } as const
const capturedShown = 200

type AtKey = { Params: { key: string } }
type Values = { readonly [key: string]: Json }

const valuesIn = (body: unknown): Values => readObject(readObject(body)['values'] ?? {}) as Values

function nameIn(body: unknown): string {
  const name = neededText(readObject(body), 'name').trim()
  if (name === '' || name.length > 80) throw errors.REQUEST_INVALID({ why: 'name' })
  return name
}

/** Why something did not work, in the language of whoever asked. */
function told<T extends { readonly why?: Localized }>(
  request: FastifyRequest,
  { why, ...rest }: T,
): Omit<T, 'why'> & { readonly why?: string } {
  return { ...rest, ...(why === undefined ? {} : { why: say(why, localeOf(request)) }) }
}

/** Accounts at systems outside, whom they know people as, and the mode in which nothing leaves: for administrators. */
export const connections: Routes = (app, context) => {
  const { workspace } = context
  app.get('/api/connections', { config }, async () => ({
    data: {
      kinds: connectionKinds(workspace),
      connections: await connectionList(workspace),
      testMode: await isTestMode(workspace),
      keyId: workspace.options.vault?.keyId() ?? null,
    },
  }))
  // Who designs names the account that a message goes by, and learns nothing else of it.
  app.get('/api/connections/names', { config: { policy: 'design' } }, async () => ({
    data: (await connectionList(workspace)).map(({ key, type, name }) => ({ key, type, name })),
  }))
  app.post('/api/connections', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const type = neededText(readObject(request.body), 'type')
      const given = { key: undefined, type, name: nameIn(request.body), values: valuesIn(request.body) }
      return { status: 201, body: { data: await saveConnection(unit, actor, given) } }
    }),
  )
  app.put<AtKey>('/api/connections/:key', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const { key } = request.params
      const type = neededText(readObject(request.body), 'type')
      const given = { key, type, name: nameIn(request.body), values: valuesIn(request.body) }
      return { body: { data: await saveConnection(unit, actor, given) } }
    }),
  )
  app.delete<AtKey>('/api/connections/:key', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      await removeConnection(unit, actor, request.params.key)
      return { status: 204, body: null }
    }),
  )
  app.post<AtKey>('/api/connections/:key/try', { config }, async (request) => {
    const values = valuesIn(request.body ?? {})
    return { data: told(request, await tryConnection(workspace, { key: request.params.key, values })) }
  })
  app.get<AtKey>('/api/connections/:key/people', { config }, async ({ params }) => ({
    data: await accountList(workspace, params.key),
  }))
  app.put<AtKey>('/api/connections/:key/people', { config }, async (request) => {
    const { userId, account } = readObject(request.body)
    const isId = typeof userId === 'string' && /^[0-9a-f-]{36}$/i.test(userId)
    if (!isId || typeof account !== 'string' || account.length > 200)
      throw errors.REQUEST_INVALID({ why: 'userId, account' })
    return { data: told(request, await saveAccount(workspace, { key: request.params.key, userId, account })) }
  })
  app.post<AtKey>('/api/connections/:key/match', { config }, async ({ params }) => ({
    data: await matchPeople(workspace, params.key),
  }))
  app.post('/api/connections/rotate-key', { config }, async (request) => ({
    data: await rotateKey(workspace, actorOf(request)),
  }))
  app.put('/api/outbound/test-mode', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const { on } = readObject(request.body)
      if (typeof on !== 'boolean') throw errors.REQUEST_INVALID({ why: 'on' })
      await setTestMode(unit, actor, on)
      return { status: 204, body: null }
    }),
  )
  app.get('/api/outbound/captured', { config }, async () => ({
    data: await workspace.store.side.connections.captured(capturedShown),
  }))
  app.delete('/api/outbound/captured', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit) => {
      await unit.tx.side.connections.clearCaptured()
      return { status: 204, body: null }
    }),
  )
}
