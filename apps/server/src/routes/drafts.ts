import type { Json } from '@mortise/expressions'
import { entityFor } from '@mortise/runtime'
import type { Actor, FormDraftPlace } from '@mortise/store'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { readObject } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'user' } as const
/** How many drafts a person keeps; older ones go. */
const atMost = 200
/** Letters of one draft as JSON: far more than people type, far less than fills a disk. */
const largest = 400_000
const keyShape = /^[a-z][a-z0-9_]{0,47}$/

type Asked = {
  readonly Params: { readonly entity: string; readonly form: string }
  readonly Querystring: { readonly record?: string | readonly string[] }
}

function placeOf({
  params,
  query,
}: {
  params: Asked['Params']
  query: Asked['Querystring']
}): FormDraftPlace {
  const { entity, form } = params
  const { record } = query
  if (!keyShape.test(entity) || !keyShape.test(form)) throw errors.REQUEST_INVALID({ why: 'entity, form' })
  if (record !== undefined && typeof record !== 'string') throw errors.REQUEST_INVALID({ why: 'record' })
  return { entity, form, recordId: record ?? null }
}

/** Whose drafts a call is about: nobody's when it is no person, or somebody who looks through another's eyes. */
const ownerOf = (actor: Actor): string | null => (actor.viewer === undefined ? actor.userId : null)

function whole(value: unknown, why: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 2 ** 31 - 1)
    throw errors.REQUEST_INVALID({ why })
  return value
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What people have typed into forms and not saved, each for themselves alone. */
export const drafts: Routes = (app, context) => {
  const tables = (): typeof context.workspace.store.side.formDrafts => context.workspace.store.side.formDrafts
  app.get('/api/drafts', { config }, async (request) => {
    const owner = ownerOf(actorOf(request))
    return { data: owner === null ? [] : await tables().list(owner) }
  })
  app.get<Asked>('/api/drafts/:entity/:form', { config }, async (request) => {
    const owner = ownerOf(actorOf(request))
    return { data: owner === null ? null : await tables().get(owner, placeOf(request)) }
  })
  app.put<Asked>('/api/drafts/:entity/:form', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const place = placeOf(request)
      const { data, schemaVersion, recordVersion = null } = readObject(request.body)
      const owner = ownerOf(actor)
      entityFor(unit, actor, place.entity)
      if (place.recordId !== null && !uuid.test(place.recordId))
        throw errors.REQUEST_INVALID({ why: 'record' })
      if (JSON.stringify(data ?? null).length > largest) throw errors.REQUEST_TOO_LARGE()
      const draft = {
        ...place,
        data: (data ?? null) as Json,
        schemaVersion: whole(schemaVersion, 'schemaVersion'),
        recordVersion: recordVersion === null ? null : whole(recordVersion, 'recordVersion'),
      }
      if (owner === null) return { body: { data: null } }
      return { body: { data: await unit.tx.side.formDrafts.put(owner, draft, atMost) } }
    }),
  )
  app.delete<Asked>('/api/drafts/:entity/:form', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const owner = ownerOf(actor)
      if (owner !== null) await unit.tx.side.formDrafts.remove(owner, placeOf(request))
      return { status: 204, body: null }
    }),
  )
}
