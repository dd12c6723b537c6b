import { explainAccess, shareRecord, sharesOf, type SharePartner, unshareRecord } from '@mortise/runtime'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, readObject, textOf } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'user' } as const
type AtRecord = { Params: { entity: string; id: string } }
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

/** With whom a record is shared, and why somebody can or can't see it. */
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
