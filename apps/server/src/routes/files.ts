import type { RecordValues } from '@mortise/schema'
import { readDoor, runtimeErrors } from '@mortise/runtime'
import { type Actor, uploader } from '@mortise/store'
import { actorOf } from '../command.ts'
import type { ServerContext } from '../types.ts'
import type { Routes } from './index.ts'
import { disposition, readUpload } from './upload.ts'

const config = { policy: 'user' } as const

/** Stores an upload: bytes by hash, and who brought them. */
export async function storeFile(
  context: ServerContext,
  actor: Actor,
  upload: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
): Promise<{ readonly id: string; readonly name: string; readonly size: number; readonly type: string }> {
  const { workspace } = context
  const { hash, size } = await workspace.options.files.put(upload.bytes)
  const { name, type } = upload
  const row = await workspace.store.side.addFile({
    id: workspace.newId(),
    hash,
    name,
    type,
    size,
    createdBy: uploader(actor),
  })
  return { id: row.id, name, size, type }
}

/**
 * Files. One may be fetched by who brought it, and by whoever may read a record that holds it: the address names the
 * record (`?entity=quote&record=…`). Always served as a download of plain bytes, so that nothing in it runs.
 */
export const files: Routes = (app, context) => {
  const { workspace } = context
  app.post('/api/files', { config }, async (request, reply) => {
    const stored = await storeFile(context, actorOf(request), await readUpload(request))
    return reply.code(201).send({ data: stored })
  })
  app.get<{ Params: { id: string }; Querystring: { entity?: string; record?: string } }>(
    '/api/files/:id',
    { config },
    async (request, reply) => {
      const actor = actorOf(request)
      const row = await workspace.store.side.file(request.params.id)
      if (
        row === null ||
        !(
          (row.createdBy !== null && row.createdBy === uploader(actor)) ||
          (await holds(context, actor, { ...request.query, id: row.id }))
        )
      )
        throw runtimeErrors.FILE_NOT_FOUND()
      const bytes = await workspace.options.files.get(row.hash)
      if (bytes === null) throw runtimeErrors.FILE_NOT_FOUND()
      return reply
        .header('content-disposition', disposition('attachment', row.name))
        .header('content-security-policy', "sandbox; default-src 'none'")
        .header('x-content-type-options', 'nosniff')
        .type('application/octet-stream')
        .send(Buffer.from(bytes))
    },
  )
}

/** Whether a record that the actor may read holds the file in a field that the actor may read. */
async function holds(
  context: ServerContext,
  actor: Actor,
  given: { readonly id: string; readonly entity?: string; readonly record?: string },
): Promise<boolean> {
  const { entity, record, id } = given
  if (entity === undefined || record === undefined) return false
  const { door } = await readDoor(context.workspace, actor)
  if (door.access.entity(entity) === undefined) return false
  const found = await door.get(entity, record, { rows: 'all' })
  return found !== null && mentions(found.values, id)
}

function mentions(value: RecordValues | RecordValues[string], id: string): boolean {
  if (Array.isArray(value)) return (value as readonly RecordValues[string][]).some((one) => mentions(one, id))
  if (typeof value !== 'object' || value === null) return false
  const entry = value as RecordValues
  return (
    (entry['id'] === id && typeof entry['size'] === 'number') ||
    Object.values(entry).some((one) => mentions(one, id))
  )
}
