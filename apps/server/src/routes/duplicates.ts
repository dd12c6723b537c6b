import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import {
  cancelDuplicateSearch,
  type DuplicateSearch,
  duplicateGroups,
  duplicateSearch,
  exportCsv,
  exportXlsx,
  keepApart,
  latestDuplicateSearch,
  openDuplicateExport,
  startDuplicateSearch,
} from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { readObject } from './asked.ts'
import { xlsxType } from './exports.ts'
import type { Routes } from './index.ts'
import { disposition } from './upload.ts'
import { wire } from './wire.ts'

const config = { policy: 'user' } as const
type AtEntity = { Params: { entity: string } }
type AtSearch = { Params: { id: string }; Querystring: { [name: string]: string | undefined } }

function progressOf(row: DuplicateSearch) {
  const { id, entity, rules, state, error, done, groups, createdAt, finishedAt } = row
  return { id, entity, rules, state, error, done, groups: Number(groups), createdAt, finishedAt }
}

/** Searches of a whole entity for duplicates: begun, watched, looked through, exported. */
export const duplicates: Routes = (app, { workspace }) => {
  app.post<AtEntity>('/api/records/:entity/duplicate-searches', { config }, async (request, reply) => {
    const { rules } = readObject(request.body ?? {})
    const row = await startDuplicateSearch(workspace, actorOf(request), {
      entity: request.params.entity,
      rules: rules === undefined ? undefined : texts(rules, 'rules'),
    })
    return reply.status(202).send({ data: progressOf(row) })
  })
  app.get<AtEntity>('/api/records/:entity/duplicate-searches', { config }, async (request) => {
    const row = await latestDuplicateSearch(workspace, actorOf(request), { entity: request.params.entity })
    return { data: row === null ? [] : [progressOf(row)] }
  })
  app.get<AtSearch>('/api/duplicate-searches/:id', { config }, async (request) => ({
    data: progressOf(await duplicateSearch(workspace, actorOf(request), request.params.id)),
  }))
  app.post<AtSearch>('/api/duplicate-searches/:id/cancel', { config }, async (request) => ({
    data: progressOf(await cancelDuplicateSearch(workspace, actorOf(request), request.params.id)),
  }))
  app.get<AtSearch>('/api/duplicate-searches/:id/groups', { config }, async (request) => {
    const { groups, refs, next } = await duplicateGroups(workspace, actorOf(request), {
      id: request.params.id,
      after: whole(request.query['after'], { least: 0, most: 2 ** 31 - 1, standard: 0 }),
      limit: whole(request.query['limit'], { least: 1, most: 50, standard: 20 }),
    })
    const data = groups.map(({ records, ...group }) => ({
      ...group,
      records: records.map(({ entity, record }) => ({ entity, record: wire(record) })),
    }))
    return { data, refs, next }
  })
  app.post<AtSearch>('/api/duplicate-searches/:id/apart', { config }, async (request) => {
    const { n, record, undo } = readObject(request.body)
    if (!isPlace(n)) throw errors.REQUEST_INVALID({ why: 'n' })
    if (record !== undefined && typeof record !== 'string') throw errors.REQUEST_INVALID({ why: 'record' })
    const pairs = await keepApart(workspace, actorOf(request), {
      id: request.params.id,
      n,
      record,
      undo: undo === undefined ? undefined : readPairs(undo),
    })
    return { data: pairs }
  })
  app.get<AtSearch>('/api/duplicate-searches/:id/export', { config }, async (request, reply) => {
    const format = request.query['format'] ?? 'xlsx'
    if (format !== 'csv' && format !== 'xlsx') throw errors.REQUEST_INVALID({ why: 'format csv | xlsx' })
    const table = await openDuplicateExport(workspace, actorOf(request), request.params.id)
    const stream =
      format === 'csv'
        ? Readable.from(exportCsv(table))
        : Readable.fromWeb(exportXlsx(table) as NodeReadableStream<Uint8Array>)
    return reply
      .header('content-disposition', disposition('attachment', `${table.fileName}.${format}`))
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : xlsxType)
      .send(stream)
  })
}

function texts(given: unknown, why: string): readonly string[] {
  if (!Array.isArray(given) || given.some((one) => typeof one !== 'string'))
    throw errors.REQUEST_INVALID({ why })
  return given as readonly string[]
}

const isPlace = (given: unknown): given is number =>
  Number.isInteger(given) && Number(given) > 0 && Number(given) < 2 ** 31

function whole(
  given: string | undefined,
  of: { readonly least: number; readonly most: number; readonly standard: number },
): number {
  if (given === undefined) return of.standard
  const value = Number(given)
  if (!Number.isInteger(value) || value < of.least || value > of.most)
    throw errors.REQUEST_INVALID({ why: `${of.least} … ${of.most}` })
  return value
}

function readPairs(given: unknown): readonly (readonly [string, string])[] {
  const pairs = Array.isArray(given) ? (given as readonly unknown[]).map((one) => texts(one, 'undo')) : []
  if (!Array.isArray(given) || pairs.some((pair) => pair.length !== 2))
    throw errors.REQUEST_INVALID({ why: 'undo' })
  return pairs.map(([a = '', b = '']) => [a, b])
}
