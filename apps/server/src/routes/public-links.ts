import {
  changePublicLink,
  createPublicLink,
  type LinkSettings,
  publicLinks as listLinks,
  publicSubmissions,
  renewPublicKey,
  renewPublicLink,
  revokePublicLink,
  runtimeErrors,
  settleHeld,
  shutProgress,
} from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'design' } as const
// What came in is records: only who may see all of them sees what waits.
const inside = { policy: 'admin' } as const
type AtId = { Params: { id: string } }
type Body = { readonly [key: string]: unknown }

const wrong = (why: string): Error => runtimeErrors.PUBLIC_LINK_INVALID({ why })

function timeIn(body: Body, key: string): string | null | undefined {
  const value = body[key]
  if (value === undefined || value === null) return value
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(at) || at < 0 || at > 253_370_764_800_000) throw wrong(key)
  return new Date(at).toISOString()
}

function wholeIn(
  body: Body,
  key: string,
  bounds: { readonly min: number; readonly max: number },
): number | undefined {
  const value = body[key]
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value) || value < bounds.min || value > bounds.max)
    throw wrong(key)
  return value
}

/** An origin as a header may hold it. */
function originOf(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : ''
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`
  const { origin } = URL.canParse(address) ? new URL(address) : { origin: '' }
  if (!/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(origin)) throw wrong(`sites: ${text.slice(0, 80)}`)
  return origin
}

function settingsIn(body: Body): LinkSettings {
  const { channel, enabled, sites, owner, quota } = body
  if (
    channel !== undefined &&
    (typeof channel !== 'string' || channel.length > 60 || /\p{Cc}/u.test(channel))
  )
    throw wrong('channel')
  if (enabled !== undefined && typeof enabled !== 'boolean') throw wrong('enabled')
  if (sites !== undefined && (!Array.isArray(sites) || sites.length > 30)) throw wrong('sites')
  if (owner !== undefined && owner !== null && (typeof owner !== 'string' || !/^[0-9a-f-]{36}$/i.test(owner)))
    throw wrong('owner')
  const opensAt = timeIn(body, 'opensAt')
  const closesAt = timeIn(body, 'closesAt')
  if (typeof opensAt === 'string' && typeof closesAt === 'string' && closesAt <= opensAt)
    throw wrong('closesAt')
  const most = quota === null ? null : wholeIn(body, 'quota', { min: 1, max: 10_000_000 })
  const difficulty = wholeIn(body, 'difficulty', { min: 8, max: 22 })
  return {
    ...(typeof channel === 'string' ? { channel: channel.trim() } : {}),
    ...(typeof enabled === 'boolean' ? { enabled } : {}),
    ...(Array.isArray(sites) ? { sites: [...new Set(sites.map(originOf))] } : {}),
    ...(owner === null || typeof owner === 'string' ? { owner } : {}),
    ...(opensAt === undefined ? {} : { opensAt }),
    ...(closesAt === undefined ? {} : { closesAt }),
    ...(most === undefined ? {} : { quota: most }),
    ...(difficulty === undefined ? {} : { difficulty }),
  }
}

/** Links that open forms to the world: for those who design, since what is open is part of the design. */
export const publicLinks: Routes = (app, { workspace }) => {
  app.get<{ Querystring: { form?: string } }>('/api/public-links', { config }, async (request) => ({
    data: await listLinks(workspace, request.query.form),
  }))
  app.post('/api/public-links', { config }, async (request, reply) => {
    const body = readObject(request.body)
    const given = { form: neededText(body, 'form'), settings: settingsIn(body) }
    return reply.code(201).send({ data: await createPublicLink(workspace, actorOf(request), given) })
  })
  app.patch<AtId>('/api/public-links/:id', { config }, async (request) => {
    const settings = settingsIn(readObject(request.body))
    return { data: await changePublicLink(workspace, actorOf(request), { id: request.params.id, settings }) }
  })
  app.post<AtId>('/api/public-links/:id/renew', { config }, async (request) => ({
    data: await renewPublicLink(workspace, actorOf(request), request.params.id),
  }))
  app.post('/api/public-links/key', { config: inside }, async (request) => ({
    data: { links: await renewPublicKey(workspace, actorOf(request)) },
  }))
  app.delete<AtId>('/api/public-links/:id', { config }, async (request, reply) => {
    await revokePublicLink(workspace, actorOf(request), request.params.id)
    return reply.code(204).send()
  })
  app.get<AtId & { Querystring: { state?: string } }>(
    '/api/public-links/:id/submissions',
    { config: inside },
    async (request) => {
      const { state } = request.query
      const rows = await publicSubmissions(
        workspace,
        request.params.id,
        state === 'held' ? 'held' : undefined,
      )
      return {
        data: rows.map(({ session: _session, digest: _digest, onceKey: _onceKey, ...row }) => row),
      }
    },
  )
  app.post<AtId>('/api/public-submissions/:id', { config: inside }, async (request) => {
    const { make } = readObject(request.body)
    if (typeof make !== 'boolean') throw wrong('make')
    const { id } = request.params
    return {
      data: { record: await settleHeld(workspace, actorOf(request), { id, make, requestId: request.id }) },
    }
  })
  app.delete<AtId>('/api/public-submissions/:id/progress', { config: inside }, async (request, reply) => {
    await shutProgress(workspace, actorOf(request), request.params.id)
    return reply.code(204).send()
  })
}
