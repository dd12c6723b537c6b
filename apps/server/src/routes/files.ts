import { Readable } from 'node:stream'
import type { RecordValues } from '@mortise/schema'
import { looseFor, readDoor, runHoldsFile, runtimeErrors } from '@mortise/runtime'
import { type Actor, uploader } from '@mortise/store'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import type { ServerContext } from '../types.ts'
import type { Routes } from './index.ts'
import { fileLimit } from '../plugins/headers.ts'
import { readObject } from './asked.ts'
import { disposition, openUpload, safeName, safeType, type StreamedUpload } from './upload.ts'

const config = { policy: 'user' } as const
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Whether something is written as an id. */
export const isId = (id: unknown): id is string => typeof id === 'string' && idShape.test(id)

/** Stores an upload as it comes, never whole in memory: bytes by hash, and who brought them. */
export async function storeFile(
  context: ServerContext,
  actor: Actor,
  upload: StreamedUpload,
  looseSeconds: number = looseFor.whole,
): Promise<{ readonly id: string; readonly name: string; readonly size: number; readonly type: string }> {
  const { workspace } = context
  const { hash, size } = await workspace.options.files.putStream(upload.pieces)
  const { name, type } = upload
  const given = { id: workspace.newId(), hash, name, type, size, createdBy: uploader(actor) }
  const row = await workspace.store.side.addFile(given, looseSeconds)
  return { id: row.id, name, size, type }
}

/** So many parts may make up one file. */
const mostParts = 200

/** The bytes of parts one after another; every part must have been brought by whoever joins them. */
async function* joined(
  context: ServerContext,
  actor: Actor,
  parts: readonly string[],
): AsyncIterable<Uint8Array> {
  const { store, options } = context.workspace
  let size = 0
  for (const id of parts) {
    const row = await store.side.file(id)
    const mine = row !== null && row.createdBy !== null && row.createdBy === uploader(actor)
    const file = mine ? await options.files.open(row.hash) : null
    if (file === null) throw runtimeErrors.FILE_NOT_FOUND()
    size += file.size
    if (size > fileLimit) throw errors.FILE_TOO_LARGE({ limit: Math.round(fileLimit / 1_000_000) })
    yield* file.pieces()
  }
}

/**
 * Files. One may be fetched by who brought it, and by whoever may read a record that holds it: the address names the
 * record (`?entity=quote&record=…`), or the task of a flow it came with (`?item=…`). Always served as a download of plain bytes, so that nothing in it runs. A large one
 * may come in parts, each a file of its own, that are then joined: what broke off goes on with the part that is missing.
 */
export const files: Routes = (app, context) => {
  const { workspace } = context
  app.post<{ Querystring: { part?: string } }>('/api/files', { config }, async (request, reply) => {
    const seconds = request.query.part === '1' ? looseFor.part : looseFor.whole
    const upload = await openUpload(request, fileLimit)
    const stored = await storeFile(context, actorOf(request), upload, seconds)
    return reply.code(201).send({ data: stored })
  })
  app.post('/api/files/join', { config }, async (request, reply) => {
    const actor = actorOf(request)
    const { name, type, parts } = readObject(request.body)
    const wanted = Array.isArray(parts) && parts.length > 0 && parts.length <= mostParts
    if (!wanted || typeof name !== 'string' || typeof type !== 'string' || !parts.every(isId))
      throw errors.REQUEST_INVALID({ why: 'name, type, parts' })
    const upload = { name: safeName(name), type: safeType(type), pieces: joined(context, actor, parts) }
    const stored = await storeFile(context, actor, upload)
    // Whoever did not hear the answer asks once more within the day.
    await workspace.store.side.looseFiles.shorten(parts, looseFor.joined)
    return reply.code(201).send({ data: stored })
  })
  app.get<{ Params: { id: string }; Querystring: { entity?: string; record?: string; item?: string } }>(
    '/api/files/:id',
    { config },
    async (request, reply) => {
      const actor = actorOf(request)
      const row = await workspace.store.side.file(request.params.id)
      if (
        row === null ||
        !(
          (row.createdBy !== null && row.createdBy === uploader(actor)) ||
          (await holds(context, actor, { ...request.query, id: row.id })) ||
          (await heldByRun(context, actor, { item: request.query.item, id: row.id }))
        )
      )
        throw runtimeErrors.FILE_NOT_FOUND()
      const file = await workspace.options.files.open(row.hash)
      if (file === null) throw runtimeErrors.FILE_NOT_FOUND()
      return reply
        .header('content-disposition', disposition('attachment', row.name))
        .header('content-security-policy', "sandbox; default-src 'none'")
        .header('x-content-type-options', 'nosniff')
        .header('content-length', file.size)
        .type('application/octet-stream')
        .send(Readable.from(file.pieces(), { objectMode: false }))
    },
  )
}

/** Whether a run in which the actor has a part came with the file: a signature, or what was handed in with a decision. */
async function heldByRun(
  { workspace }: ServerContext,
  actor: Actor,
  { item, id }: { readonly item: string | undefined; readonly id: string },
): Promise<boolean> {
  if (item === undefined) return false
  return workspace.unit((unit) => runHoldsFile(unit, actor, { itemId: item, fileId: id }))
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
