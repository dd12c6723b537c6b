import {
  createShare,
  keepSharingRoles,
  listShares,
  mayShareReports,
  revokeShare,
  sharingRoles,
} from '@mortise/runtime'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { type QueryText, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'user' } as const
const inside = { policy: 'admin' } as const

/** Links that show a report or dashboard to strangers: for people whose role was allowed to make them. */
export const reportShares: Routes = (app, context) => {
  const { workspace } = context
  app.get<{ Querystring: QueryText }>('/api/report-shares', { config }, async (request) => {
    const { kind, target, all } = request.query
    if (kind !== undefined && kind !== 'report' && kind !== 'dashboard')
      throw errors.REQUEST_INVALID({ why: 'kind report | dashboard' })
    const actor = actorOf(request)
    const links = await listShares(workspace, actor, {
      ...(kind === undefined || target === undefined ? {} : { targetKind: kind, target }),
      everybody: all === 'true',
    })
    return { data: { links, allowed: await mayShareReports(workspace, actor) } }
  })
  app.post('/api/report-shares', { config }, async (request, reply) =>
    reply.code(201).send({
      data: await createShare(workspace, actorOf(request), readObject(request.body)),
    }),
  )
  app.delete<{ Params: { id: string } }>('/api/report-shares/:id', { config }, async (request, reply) => {
    await revokeShare(workspace, actorOf(request), request.params.id)
    return reply.code(204).send()
  })
  app.get('/api/report-shares/roles', { config: inside }, async () => ({
    data: { roles: await sharingRoles(workspace) },
  }))
  app.put('/api/report-shares/roles', { config: inside }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      await keepSharingRoles(unit, actor, readObject(request.body)['roles'])
      return { status: 204, body: null }
    }),
  )
}
