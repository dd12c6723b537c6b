import type { RecordQuery, RecordValues } from '@mortise/schema'
import {
  entityFor,
  readableFields,
  readDoor,
  refsOf,
  removeRecord,
  rootCause,
  runtimeErrors,
  saveRecord,
} from '@mortise/runtime'
import type { FastifyRequest } from 'fastify'
import { actorOf, command } from '../command.ts'
import type { ServerContext } from '../types.ts'
import { formAsked, type QueryText, readObject, readQuery } from './asked.ts'
import { readGroupBody, readQueryBody } from './asked-body.ts'
import { withBothVersions } from './conflict.ts'
import type { Routes } from './index.ts'
import { saved, withoutHead } from './saved.ts'
import { expectedVersion, wire } from './wire.ts'

const config = { policy: 'user' } as const
const reading = { ...config, whileViewing: true } as const

type AtEntity = { Params: { entity: string }; Querystring: { [name: string]: string | undefined } }
type AtRecord = {
  Params: { entity: string; id: string }
  Querystring: { [name: string]: string | undefined }
}

async function list(
  context: ServerContext,
  request: FastifyRequest,
  asked: Partial<RecordQuery> & { entity: string },
) {
  const actor = actorOf(request)
  const { door, published } = await readDoor(context.workspace, actor)
  const entity = entityFor({ published }, actor, asked.entity)
  const kit = context.workspace.options.kit
  const fields = asked.fields ?? readableFields({ published, kit }, actor, entity)
  const page = await door.query({ limit: 50, ...asked, fields })
  return {
    data: page.records.map(wire),
    nextCursor: page.nextCursor,
    refs: page.refs,
    ...(page.count === undefined ? {} : { count: page.count }),
  }
}

/** Reading and writing records, one by one and in lists. */
export const records: Routes = (app, context) => {
  const { workspace } = context
  app.get<AtEntity>('/api/records/:entity', { config }, (request) =>
    list(context, request, { ...readQuery(request.query as QueryText), entity: request.params.entity }),
  )
  app.post<AtEntity>('/api/records/:entity/query', { config: reading }, async (request) => {
    const { entity } = request.params
    const group = readGroupBody(request.body)
    if (group === undefined) return list(context, request, { ...readQueryBody(request.body), entity })
    const { door } = await readDoor(workspace, actorOf(request))
    const { groups, refs, nextCursor } = await door.groups({ ...group, entity })
    return { data: groups, refs, nextCursor }
  })
  app.get<AtRecord>('/api/records/:entity/:id', { config }, async (request) => {
    const actor = actorOf(request)
    const { door, published } = await readDoor(workspace, actor)
    const entity = entityFor({ published }, actor, request.params.entity)
    const record = await door.get(entity.key, request.params.id, { rows: 'all' })
    if (record === null) throw runtimeErrors.RECORD_NOT_FOUND()
    const refs = await refsOf({ door, published, kit: workspace.options.kit }, entity, record.values)
    return { data: wire(record), refs }
  })
  app.patch<AtRecord>('/api/records/:entity/:id', { config, compress: false }, (request, reply) =>
    withBothVersions(context, request, () =>
      command(context, { request, reply }, async (unit, actor) => {
        const body = readObject(request.body)
        const version = expectedVersion(request, body)
        const done = await saveRecord(unit, actor, {
          request: {
            op: 'update',
            ...request.params,
            values: withoutHead(body as RecordValues),
            ...(version === undefined ? {} : { expectedVersion: version }),
            ...(request.query['ignoreDuplicates'] === 'true' ? { ignoreDuplicates: true } : {}),
            ...formAsked(request.query['form']),
          },
          cause: rootCause(request.id),
        })
        return { body: await saved(unit, actor, { entity: request.params.entity, done, request }) }
      }),
    ),
  )
  app.delete<AtRecord>('/api/records/:entity/:id', { config }, (request, reply) =>
    withBothVersions(context, request, () =>
      command(context, { request, reply }, async (unit, actor) => {
        const version = expectedVersion(request)
        const purge = request.query['purge'] === 'true' && actor.admin
        await removeRecord(unit, actor, {
          op: purge ? 'purge' : 'delete',
          ...request.params,
          ...(version === undefined ? {} : { expectedVersion: version }),
          cause: rootCause(request.id),
        })
        return { status: 204, body: null }
      }),
    ),
  )
}
