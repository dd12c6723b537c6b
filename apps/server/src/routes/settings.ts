import type { Json } from '@mortise/expressions'
import { actorOf, command } from '../command.ts'
import {
  companyDetails,
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
const known = ['company', 'locale', 'mail'] as const

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
        pictures: await companyPictures(workspace),
      },
    }
  })
  app.put('/api/settings', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      for (const key of known)
        if (Object.hasOwn(body, key)) {
          const before = await unit.tx.side.settings.get(key)
          await unit.tx.side.settings.put(key, withSecrets(unit, key, (body[key] ?? null) as Json, before))
        }
      if (Object.hasOwn(body, 'pictures')) await keepPictures(unit, actor, body['pictures'])
      if (Object.hasOwn(body, 'sites'))
        await keepFrameSites(unit, actor, { sites: body['sites'], own: new URL(context.settings.url).host })
      return { status: 204, body: null }
    }),
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
