import type { RecordValues } from '@mortise/schema'
import {
  bulkChange,
  type BulkChange,
  type BulkJob,
  bulkJob,
  cancelBulkJob,
  lookForDuplicates,
  mergeRecords,
  mergesOf,
  readDoor,
  rootCause,
  startBulkJob,
  unmergeRecords,
} from '@mortise/runtime'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { readObject, textOf } from './asked.ts'
import { readAggregateBody } from './asked-body.ts'
import type { Routes } from './index.ts'
import { wire } from './wire.ts'

const config = { policy: 'user' } as const
const reading = { ...config, whileViewing: true } as const
type AtRecord = { Params: { entity: string; id: string } }
type AtEntity = { Params: { entity: string } }

type AtJob = { Params: { id: string } }

function progressOf(job: BulkJob) {
  const { id, state, total, done, failed, problems, createdAt, finishedAt } = job
  return { id, state, total, done, failed, problems, createdAt, finishedAt }
}

/** Many records at once: change, count, how long they stand, look for doubles. */
export const bulk: Routes = (app, context) => {
  const { workspace } = context
  app.post<AtEntity>('/api/records/:entity/bulk', { config }, async (request, reply) => {
    const body = readObject(request.body)
    const change = readChange(body)
    const { ids, filter } = body
    if ((ids === undefined) === (filter === undefined)) throw errors.REQUEST_INVALID({ why: 'ids | filter' })
    const { entity } = request.params
    const actor = actorOf(request)
    if (body['background'] === true && ids === undefined) {
      const search = textOf(body, 'search')
      const job = await startBulkJob(workspace, actor, { entity, filter: filter as never, search, change })
      return reply.status(202).send({ data: progressOf(job) })
    }
    const done = await bulkChange(workspace, actor, {
      entity,
      change,
      ...(ids === undefined ? { filter: filter as never } : { ids: readIds(ids) }),
    })
    return { data: done }
  })
  app.get<AtJob>('/api/bulk-jobs/:id', { config }, async (request) => ({
    data: progressOf(await bulkJob(workspace, actorOf(request), request.params.id)),
  }))
  app.post<AtJob>('/api/bulk-jobs/:id/cancel', { config }, async (request) => ({
    data: progressOf(await cancelBulkJob(workspace, actorOf(request), request.params.id)),
  }))
  app.post<AtEntity>('/api/records/:entity/aggregate', { config: reading }, async (request) => {
    const query = readAggregateBody(request.body)
    const { door } = await readDoor(workspace, actorOf(request))
    const { rows, refs } = await door.aggregate({ ...query, entity: request.params.entity })
    return { data: rows, refs }
  })
  app.post<AtEntity>('/api/records/:entity/since', { config: reading }, async (request) => {
    const { field, ids } = readObject(request.body)
    if (typeof field !== 'string') throw errors.REQUEST_INVALID({ why: 'field' })
    const { door } = await readDoor(workspace, actorOf(request))
    return { data: await door.since({ entity: request.params.entity, field, ids: readIds(ids) }) }
  })
  app.post<AtEntity>('/api/records/:entity/merge', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const { keep, ids, choices = {} } = readObject(request.body)
      const chosen = readObject(choices)
      if (typeof keep !== 'string') throw errors.REQUEST_INVALID({ why: 'keep' })
      if (Object.values(chosen).some((one) => typeof one !== 'string'))
        throw errors.REQUEST_INVALID({ why: 'choices' })
      const { merge, record } = await mergeRecords(unit, actor, {
        entity: request.params.entity,
        keep,
        ids: readIds(ids),
        choices: chosen as { readonly [field: string]: string },
        cause: rootCause(request.id),
      })
      return { body: { data: wire(record), merge } }
    }),
  )
  app.get<AtRecord>('/api/records/:entity/:id/merges', { config }, async (request) => ({
    data: await workspace.unit((unit) => mergesOf(unit, actorOf(request), request.params)),
  }))
  app.post<AtEntity>('/api/records/:entity/unmerge', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const { merge } = readObject(request.body)
      if (typeof merge !== 'string') throw errors.REQUEST_INVALID({ why: 'merge' })
      const { record, ids } = await unmergeRecords(unit, actor, {
        entity: request.params.entity,
        merge,
        cause: rootCause(request.id),
      })
      return { body: { data: wire(record), ids } }
    }),
  )
  app.post<AtEntity>('/api/records/:entity/duplicates', { config: reading }, async (request) => {
    const { record } = readObject(request.body)
    const values = readObject(record) as RecordValues
    const { id, version: _version, ...rest } = values
    const { found, refs } = await lookForDuplicates(workspace, actorOf(request), {
      entity: request.params.entity,
      values: rest,
      exceptId: typeof id === 'string' ? id : undefined,
    })
    return { data: found.map(({ on, ...one }) => ({ ...one, level: on })), refs }
  })
}

function readChange(body: { readonly [key: string]: unknown }): BulkChange {
  if (body['delete'] === true) return { delete: true }
  if (body['restore'] === true) return { restore: true }
  return { set: readObject(body['set']) as RecordValues }
}

function readIds(ids: unknown): readonly string[] {
  if (!Array.isArray(ids) || ids.some((one) => typeof one !== 'string'))
    throw errors.REQUEST_INVALID({ why: 'ids' })
  return ids as readonly string[]
}
