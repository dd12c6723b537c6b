import type { Json } from '@mortise/expressions'
import { actorOf, command } from '../command.ts'
import {
  changeCompany,
  companyDetails,
  companyPicture,
  companyPictures,
  frameSites,
  keepFrameSites,
  keepPictures,
  placeOfSecret,
  runtimeErrors,
  seal,
  tryMailServer,
  type Unit,
} from '@mortise/runtime'
import { say } from '@mortise/errors'
import { localeOf } from '../plugins/failures.ts'
import { errors } from '../errors.ts'
import { readObject } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'admin' } as const
/** Settings of a workspace that administrators may change here. */
const known = ['locale', 'mail'] as const

type Values = { readonly [key: string]: Json }
const isValues = (json: Json): json is Values =>
  typeof json === 'object' && json !== null && !Array.isArray(json)
const secret = 'password'

/** A password goes in and never comes out: who reads the settings learns that there is one. */
function withoutSecrets(json: Json): Json {
  if (!isValues(json) || !Object.hasOwn(json, secret)) return json
  const { [secret]: kept, ...rest } = json
  return { ...rest, [`${secret}Set`]: kept !== null && kept !== '' }
}

/** Settings that say nothing of the password leave it as it is. */
function withSecrets(unit: Unit, key: string, next: Json, before: Json): Json {
  if (next !== null && typeof next === 'object' && !isValues(next)) throw errors.REQUEST_INVALID({ why: key })
  if (!isValues(next)) return next
  const { [`${secret}Set`]: _told, ...rest } = next
  const kept = isValues(before) && !Object.hasOwn(rest, secret) ? before[secret] : undefined
  if (kept !== undefined) return { ...rest, [secret]: kept }
  const said = rest[secret] ?? null
  if (said === null || said === '') return rest
  // What is no text could not be sealed, and would lie there open.
  if (typeof said !== 'string') throw errors.REQUEST_INVALID({ why: `${key}.${secret}` })
  return { ...rest, [secret]: seal(unit.options, said, placeOfSecret('setting', key, secret)) }
}

function readShared(shared: unknown): 'me' | 'team' | 'all' {
  if (shared !== 'me' && shared !== 'team' && shared !== 'all')
    throw errors.REQUEST_INVALID({ why: 'shared' })
  return shared
}

/** Settings of the workspace, and each person's saved views. */
export const settings: Routes = (app, context) => {
  const { workspace } = context
  app.get('/api/settings', { config }, async () => {
    const found: Record<string, Json> = {}
    for (const key of known) found[key] = withoutSecrets(await workspace.store.side.settings.get(key))
    return {
      data: {
        ...found,
        company: await workspace.unit((unit) => companyDetails(unit)),
        sites: await frameSites(workspace),
        // The bytes are fetched apart, by hash, and kept by the browser.
        pictures: Object.fromEntries(
          (await companyPictures(workspace)).map(({ name, ...picture }) => [name, picture]),
        ),
      },
    }
  })
  app.put('/api/settings', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      for (const key of known)
        if (Object.hasOwn(body, key)) {
          const before = await unit.tx.side.settings.locked(key)
          await unit.tx.side.settings.put(key, withSecrets(unit, key, (body[key] ?? null) as Json, before))
        }
      if (Object.hasOwn(body, 'company'))
        await changeCompany(unit, { details: body['company'], was: body['companyWas'] })
      if (Object.hasOwn(body, 'pictures')) await keepPictures(unit, actor, body['pictures'])
      if (Object.hasOwn(body, 'sites'))
        await keepFrameSites(unit, actor, { sites: body['sites'], own: new URL(context.settings.url).host })
      return { status: 204, body: null }
    }),
  )
  app.get<{ Params: { name: string; hash: string } }>(
    '/api/settings/pictures/:name/:hash',
    { config },
    async (request, reply) => {
      const found = await companyPicture(workspace, request.params)
      if (found === null) throw runtimeErrors.FILE_NOT_FOUND()
      return reply
        .header('cache-control', 'private, max-age=31536000, immutable')
        .header('content-security-policy', "sandbox; default-src 'none'")
        .header('x-content-type-options', 'nosniff')
        .type(found.type)
        .send(Buffer.from(found.bytes))
    },
  )
  app.post('/api/settings/mail/try', { config }, async (request) => {
    const { sent, why } = await tryMailServer(workspace, actorOf(request))
    return { data: { sent, ...(why === undefined ? {} : { why: say(why, localeOf(request)) }) } }
  })
  app.get<{ Params: { entity: string } }>(
    '/api/saved-views/:entity',
    { config: { policy: 'user' } },
    async (request) => {
      const { userId } = actorOf(request)
      return {
        data: userId === null ? [] : await workspace.store.side.savedViews(userId, request.params.entity),
      }
    },
  )
  app.put<{ Params: { entity: string } }>(
    '/api/saved-views/:entity',
    { config: { policy: 'user' } },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => {
        const { id, name, json, shared, default: first } = readObject(request.body)
        // What everybody gets to see is part of how the application looks.
        if (shared === 'all' && !actor.design) throw runtimeErrors.FORBIDDEN({ what: 'shared' })
        const view = {
          name: String(name ?? ''),
          json: (json ?? null) as Json,
          ...(shared === undefined ? {} : { shared: readShared(shared) }),
          default: first === true,
          ...(typeof id === 'string' ? { id } : {}),
        }
        const saved =
          actor.userId === null
            ? null
            : await unit.tx.side.putSavedView(actor.userId, request.params.entity, view)
        return { body: { data: { id: saved } } }
      }),
  )
  app.delete<{ Params: { entity: string; id: string } }>(
    '/api/saved-views/:entity/:id',
    { config: { policy: 'user' } },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => {
        if (actor.userId !== null) await unit.tx.side.deleteSavedView(actor.userId, request.params.id)
        return { status: 204, body: null }
      }),
  )
}
