import { openRecord, restoreFromHistory, runtimeErrors } from '@mortise/runtime'
import { actorOf, command } from '../command.ts'
import { readObject } from './asked.ts'
import { withBothVersions } from './conflict.ts'
import type { Routes } from './index.ts'
import { saved } from './saved.ts'
import { expectedVersion } from './wire.ts'

const config = { policy: 'user' } as const
type AtChange = { Params: { entity: string; id: string; seq: string } }

/** Bringing back what a record's history holds. */
export const history: Routes = (app, context) => {
  app.post<AtChange>('/api/records/:entity/:id/history/:seq/restore', { config }, async (request, reply) => {
    const { entity, id, seq } = request.params
    await openRecord(context.workspace, actorOf(request), { entity, id })
    if (!/^\d{1,15}$/.test(seq)) throw runtimeErrors.HISTORY_NOT_FOUND({ seq })
    return withBothVersions(context, request, () =>
      command(context, { request, reply }, async (unit, actor) => {
        const body = readObject(request.body ?? {})
        const version = expectedVersion(request, body)
        const fields = Array.isArray(body['fields']) ? body['fields'].map(String) : undefined
        const done = await restoreFromHistory(unit, actor, {
          entity,
          id,
          seq: Number(seq),
          as: body['as'] === 'version' ? 'version' : 'undo',
          ...(fields === undefined ? {} : { fields }),
          ...(version === undefined ? {} : { expectedVersion: version }),
        })
        return { body: await saved(unit, actor, { entity, done, request }) }
      }),
    )
  })
}
