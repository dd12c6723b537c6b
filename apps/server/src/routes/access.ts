import {
  explainAccess,
  openRecord,
  shareRecord,
  sharesOf,
  type SharePartner,
  unshareRecord,
} from '@mortise/runtime'
import type { RecordAct } from '@mortise/store'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, readObject, textOf } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'user' } as const
type AtRecord = { Params: { entity: string; id: string } }
/** What a screen offers to do with a record. */
const acts = ['update', 'delete', 'share', 'print'] as const satisfies readonly RecordAct[]
const kinds = new Set(['user', 'department', 'role'])

function readPartner(body: { readonly [key: string]: unknown }): SharePartner {
  const { kind, id } = readObject(body['with'])
  if (typeof kind !== 'string' || !kinds.has(kind) || typeof id !== 'string')
    throw errors.REQUEST_INVALID({ why: 'with: {kind, id}' })
  return { kind: kind as SharePartner['kind'], id }
}

function readUntil(body: { readonly [key: string]: unknown }): string | null {
  const until = textOf(body, 'until')
  if (until === undefined) return null
  const at = new Date(until)
  if (Number.isNaN(at.getTime())) throw errors.REQUEST_INVALID({ why: 'until' })
  return at.toISOString()
}

/** What somebody may do with a record, with whom it is shared, and why somebody can or can't see it. */
export const access: Routes = (app, context) => {
  const { workspace } = context
  app.get<AtRecord & { Querystring: { user?: string } }>(
    '/api/records/:entity/:id/access',
    { config: { policy: 'admin' } },
    async (request) => {
      const actor = actorOf(request)
      const user = request.query.user ?? actor.userId ?? ''
      return { data: await workspace.unit((unit) => explainAccess(unit, actor, { ...request.params, user })) }
    },
  )
  app.get<AtRecord>('/api/records/:entity/:id/may', { config }, async (request) => {
    const { entity, id } = request.params
    const { door } = await openRecord(workspace, actorOf(request), { entity, id })
    const answers = await Promise.all(
      acts.map(async (act) => [act, await door.may(entity, id, act)] as const),
    )
    return { data: Object.fromEntries(answers) }
  })
  app.get<AtRecord>('/api/records/:entity/:id/shares', { config }, async (request) => ({
    data: await workspace.unit((unit) => sharesOf(unit, actorOf(request), request.params)),
  }))
  app.post<AtRecord>('/api/records/:entity/:id/shares', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const level = neededText(body, 'level')
      if (level !== 'read' && level !== 'write') throw errors.REQUEST_INVALID({ why: 'level read | write' })
      const given = { ...request.params, with: readPartner(body), level, until: readUntil(body) } as const
      return { status: 201, body: { data: await shareRecord(unit, actor, given) } }
    }),
  )
  app.delete<{ Params: { entity: string; id: string; share: string } }>(
    '/api/records/:entity/:id/shares/:share',
    { config },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => {
        await unshareRecord(unit, actor, request.params)
        return { status: 204, body: null }
      }),
  )
}
