import type { Json } from '@mortise/expressions'
import { openRecord, rootCause, runtimeErrors, saveRecord } from '@mortise/runtime'
import { actorOf, command } from '../command.ts'
import { fileLimit } from '../plugins/headers.ts'
import { storeFile } from './files.ts'
import type { Routes } from './index.ts'
import { openUpload } from './upload.ts'
import { neededText } from './asked.ts'

/** Adds an uploaded file to a file field of a record: a change like any other, with rights, rules and history. */
export const attachments: Routes = (app, context) => {
  app.post<{ Params: { entity: string; id: string }; Querystring: { field?: string } }>(
    '/api/records/:entity/:id/attachments',
    { config: { policy: 'user' } },
    async (request, reply) => {
      const actor = actorOf(request)
      const field = neededText(request.query, 'field')
      await openRecord(context.workspace, actor, request.params)
      const file = await storeFile(context, actor, await openUpload(request, fileLimit))
      return command(context, { request, reply }, async (unit) => {
        const { entity, id } = request.params
        const now = await unit.door(actor).get(entity, id, { lock: true, fields: [field] })
        if (now === null) throw runtimeErrors.RECORD_NOT_FOUND()
        const held = now.values[field]
        const list: readonly Json[] = Array.isArray(held) ? (held as readonly Json[]) : []
        const values = { [field]: [...list, file] }
        await saveRecord(unit, actor, {
          request: { op: 'update', entity, id, values },
          cause: rootCause(request.id),
        })
        return { status: 201, body: { data: file } }
      })
    },
  )
}
