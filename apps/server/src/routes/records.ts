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
  type Saved,
  type Unit,
} from '@mortise/runtime'
import { say, type ErrorDetail } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import type { FastifyRequest } from 'fastify'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { localeOf } from '../plugins/failures.ts'
import type { ServerContext } from '../types.ts'
import { type QueryText, readObject, readQuery } from './asked.ts'
import { withBothVersions } from './conflict.ts'
import type { Routes } from './index.ts'
import { expectedVersion, wire } from './wire.ts'

const config = { policy: 'user' } as const
const createLimit = 1000

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

function warningsOf(warnings: readonly ErrorDetail[], request: FastifyRequest) {
  return warnings.map(({ path, code, message }) => ({ path, code, message: say(message, localeOf(request)) }))
}

async function one(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: string; readonly saved: Saved; readonly request: FastifyRequest },
) {
  const { saved, request } = given
  const door = unit.door(actor)
  const entity = entityFor(unit, actor, given.entity)
  // Rules may have changed it since it was written; and its owner may have given it away.
  const fresh = (await door.get(entity.key, saved.record.id, { rows: 'all' })) ?? saved.record
  const refs = await refsOf({ door, published: unit.published, kit: unit.options.kit }, entity, fresh.values)
  return { data: wire(fresh), refs, warnings: warningsOf(saved.warnings, request) }
}

/** Reading and writing records, one by one and in lists. */
export const records: Routes = (app, context) => {
  const { workspace } = context
  app.get<AtEntity>('/api/records/:entity', { config }, (request) =>
    list(context, request, { ...readQuery(request.query as QueryText), entity: request.params.entity }),
  )
  app.post<AtEntity>('/api/records/:entity/query', { config }, (request) => {
    const { fields, filter, sort, search, limit, cursor, count, deleted } = readObject(request.body ?? {})
    const asked = { fields, filter, sort, search, limit, cursor, count, deleted }
    const given = Object.fromEntries(
      Object.entries(asked).filter(([, value]) => value !== undefined && value !== null),
    )
    return list(context, request, { ...given, entity: request.params.entity })
  })
  app.post<AtEntity>('/api/records/:entity', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const { entity } = request.params
      const body = request.body as RecordValues | readonly RecordValues[]
      const ignore = request.query['ignoreDuplicates'] === 'true' ? { ignoreDuplicates: true } : {}
      const save = (values: RecordValues) =>
        saveRecord(unit, actor, {
          request: { op: 'create', entity, values: withoutHead(values), ...ignore },
          cause: rootCause(request.id),
        })
      if (!Array.isArray(body))
        return {
          status: 201,
          body: await one(unit, actor, {
            entity,
            saved: await save(readObject(body) as RecordValues),
            request,
          }),
        }
      if (body.length > createLimit) throw errors.RECORDS_TOO_MANY({ limit: createLimit })
      const data = []
      for (const values of body as readonly RecordValues[])
        data.push(wire((await save(readObject(values) as RecordValues)).record))
      return { status: 201, body: { data } }
    }),
  )
  app.get<AtRecord>('/api/records/:entity/:id', { config }, async (request) => {
    const actor = actorOf(request)
    const { door, published } = await readDoor(workspace, actor)
    const entity = entityFor({ published }, actor, request.params.entity)
    const record = await door.get(entity.key, request.params.id, { rows: 'all' })
    if (record === null) throw runtimeErrors.RECORD_NOT_FOUND()
    const refs = await refsOf({ door, published, kit: workspace.options.kit }, entity, record.values)
    return { data: wire(record), refs }
  })
  app.patch<AtRecord>('/api/records/:entity/:id', { config }, (request, reply) =>
    withBothVersions(context, request, () =>
      command(context, { request, reply }, async (unit, actor) => {
        const body = readObject(request.body)
        const version = expectedVersion(request, body)
        const saved = await saveRecord(unit, actor, {
          request: {
            op: 'update',
            ...request.params,
            values: withoutHead(body as RecordValues),
            ...(version === undefined ? {} : { expectedVersion: version }),
            ...(request.query['ignoreDuplicates'] === 'true' ? { ignoreDuplicates: true } : {}),
          },
          cause: rootCause(request.id),
        })
        return { body: await one(unit, actor, { entity: request.params.entity, saved, request }) }
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

/** Values without what only says which record is meant. */
function withoutHead(values: RecordValues): RecordValues {
  const { id: _id, version: _version, ...rest } = values
  return rest
}
