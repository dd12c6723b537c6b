import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import {
  commandImport,
  dryRunImport,
  exportCsv,
  exportXlsx,
  type FixAsk,
  fixCells,
  importList,
  importState,
  lastCheck,
  createImport,
  encodings,
  addOptions,
  mapImport,
  type MappingAsk,
  openedImport,
  openImportErrors,
  receiveTable,
  rereadImport,
  type ReviewDecision,
  reviewList,
  reviewRows,
  type SourceForm,
  unknownTexts,
} from '@mortise/runtime'
import type { FastifyRequest } from 'fastify'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { localeOf } from '../plugins/failures.ts'
import { importLimit } from '../plugins/headers.ts'
import { neededText, present, readObject } from './asked.ts'
import type { Routes } from './index.ts'
import { disposition, openUpload } from './upload.ts'

const config = { policy: 'user' } as const
type AtImport = { Params: { id: string } }

/** Reads a mapping, flat or with its options apart. */
function readMapping(body: unknown): MappingAsk {
  const { mapping, columns, values, options, match, matchBy, ...rest } = readObject(body)
  const apart = options === undefined ? {} : readObject(options)
  const by = apart['matchBy'] ?? matchBy ?? (match === undefined ? undefined : [match])
  return present({
    columns: readObject(columns ?? mapping ?? {}),
    values: values === undefined ? undefined : readObject(values),
    matchBy: Array.isArray(by) ? by.map(String) : undefined,
    ...Object.fromEntries(
      ['onMatch', 'runRules', 'keepBlanks', 'wholeOrNothing', 'createMissing', 'answers'].map((key) => [
        key,
        apart[key] ?? rest[key],
      ]),
    ),
  }) as MappingAsk
}

/** Reads how a file is to be read. */
function readForm(body: unknown): SourceForm {
  const { encoding, delimiter, headerRow, sheet } = readObject(body)
  const known = encodings.find((one) => one === encoding)
  if (encoding !== undefined && known === undefined) throw errors.REQUEST_INVALID({ why: 'encoding' })
  if (delimiter !== undefined && (typeof delimiter !== 'string' || delimiter.length !== 1))
    throw errors.REQUEST_INVALID({ why: 'delimiter' })
  if (
    headerRow !== undefined &&
    !(Number.isInteger(headerRow) && Number(headerRow) >= 1 && Number(headerRow) <= 100)
  )
    throw errors.REQUEST_INVALID({ why: 'headerRow 1–100' })
  return present({
    encoding: known,
    delimiter,
    headerRow,
    sheet: sheet === undefined ? undefined : String(sheet),
  }) as SourceForm
}

const mostFixes = 500
const longestFix = 50_000

function readFixes(body: unknown): readonly FixAsk[] {
  const { fixes } = readObject(body)
  if (!Array.isArray(fixes) || fixes.length > mostFixes)
    throw errors.REQUEST_INVALID({ why: `fixes ≤ ${mostFixes}` })
  return fixes.map((one): FixAsk => {
    const { column, index, original, words, shown } = readObject(one)
    const isText = typeof words === 'string' && words.length <= longestFix
    const isPlace = index === undefined || (Number.isInteger(index) && Number(index) >= 0)
    if (typeof column !== 'string' || typeof original !== 'string' || !isPlace || !(isText || words === null))
      throw errors.REQUEST_INVALID({ why: 'column, index, original, words' })
    return present({
      column,
      index: index === undefined ? undefined : Number(index),
      original,
      words,
      shown: typeof shown === 'string' ? shown.slice(0, 500) : undefined,
    }) as FixAsk
  })
}

function readTexts(body: unknown): { readonly field: string; readonly texts: readonly string[] } {
  const { field, texts } = readObject(body)
  if (typeof field !== 'string' || !Array.isArray(texts) || texts.length === 0)
    throw errors.REQUEST_INVALID({ why: 'field, texts' })
  return { field, texts: texts.map(String) }
}

function readColumns(body: unknown): { readonly [column: string]: string } {
  const { columns } = readObject(body)
  const named = Object.entries(readObject(columns)).filter(([, field]) => typeof field === 'string')
  return Object.fromEntries(named) as { readonly [column: string]: string }
}

const mostDecisions = 500

function readDecisions(body: unknown): readonly ReviewDecision[] {
  const { decisions } = readObject(body)
  if (!Array.isArray(decisions) || decisions.length > mostDecisions)
    throw errors.REQUEST_INVALID({ why: `decisions ≤ ${mostDecisions}` })
  return decisions.map((one) => {
    const { index, do: what, id } = readObject(one)
    const known = (['create', 'update', 'skip'] as const).find((name) => name === what)
    if (!Number.isInteger(index) || known === undefined) throw errors.REQUEST_INVALID({ why: 'index, do' })
    return { index: Number(index), do: known, ...(typeof id === 'string' ? { id } : {}) }
  })
}

/** Messages are told in the language that the person reads now. */
function localActor(request: FastifyRequest): ReturnType<typeof actorOf> {
  return { ...actorOf(request), locale: localeOf(request) }
}

/** A file's way into an entity: upload, mapping, dry run, and the run itself with all that can be asked of it. */
export const imports: Routes = (app, context) => {
  const { workspace } = context
  app.get('/api/imports', { config }, async (request) => ({
    data: await importList(workspace, actorOf(request)),
  }))
  app.post<{ Querystring: { entity?: string } }>('/api/imports', { config }, async (request, reply) => {
    const entity = neededText(request.query, 'entity')
    const upload = await openUpload(request, importLimit)
    const received = await receiveTable(workspace, actorOf(request), { entity, ...upload })
    return command(context, { request, reply }, async (unit, actor) => ({
      status: 201,
      body: { data: await createImport(unit, actor, received) },
    }))
  })
  app.get<AtImport>('/api/imports/:id', { config }, async (request) => ({
    data: await importState(workspace, actorOf(request), request.params.id),
  }))
  app.put<AtImport>('/api/imports/:id/mapping', { config }, async (request, reply) => {
    await mapImport(workspace, actorOf(request), { id: request.params.id, ask: readMapping(request.body) })
    return reply.code(204).send()
  })
  app.get<AtImport>('/api/imports/:id/read', { config }, async (request) => ({
    data: await openedImport(workspace, actorOf(request), request.params.id),
  }))
  app.post<AtImport>('/api/imports/:id/read', { config }, async (request) => ({
    data: await rereadImport(workspace, actorOf(request), {
      id: request.params.id,
      form: readForm(request.body),
    }),
  }))
  app.get<AtImport & { Querystring: { after?: string } }>(
    '/api/imports/:id/review',
    { config },
    async (request) => ({
      data: await reviewList(workspace, actorOf(request), {
        id: request.params.id,
        after: Number(request.query.after ?? -1),
        limit: 50,
      }),
    }),
  )
  app.post<AtImport>('/api/imports/:id/review', { config }, async (request, reply) => {
    const decisions = readDecisions(request.body)
    return command(context, { request, reply }, async (unit, actor) => ({
      body: { data: await reviewRows(unit, actor, { id: request.params.id, decisions }) },
    }))
  })
  app.post<AtImport>('/api/imports/:id/dry-run', { config }, async (request) => ({
    data: await dryRunImport(workspace, localActor(request), request.params.id),
  }))
  app.get<AtImport>('/api/imports/:id/dry-run', { config }, async (request) => ({
    data: await lastCheck(workspace, localActor(request), request.params.id),
  }))
  app.put<AtImport>('/api/imports/:id/fixes', { config }, async (request) => {
    const fixes = readFixes(request.body)
    return { data: await fixCells(workspace, localActor(request), { id: request.params.id, fixes }) }
  })
  app.post<AtImport>('/api/imports/:id/unknown', { config }, async (request) => {
    const columns = readColumns(request.body)
    return { data: await unknownTexts(workspace, localActor(request), { id: request.params.id, columns }) }
  })
  app.post<AtImport>('/api/imports/:id/options', { config }, async (request) => {
    const given = { id: request.params.id, ...readTexts(request.body) }
    return { data: { version: await addOptions(workspace, localActor(request), given) } }
  })
  app.post<AtImport & { Params: { command: string } }>(
    '/api/imports/:id/:command',
    { config },
    async (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => {
        await commandImport(unit, actor, request.params)
        return { status: 204, body: null }
      }),
  )
  app.get<AtImport>('/api/imports/:id/errors.csv', { config }, async (request, reply) => {
    const table = await openImportErrors(workspace, actorOf(request), request.params.id)
    return reply
      .header('content-disposition', disposition('attachment', `${table.fileName}.csv`))
      .type('text/csv; charset=utf-8')
      .send(Readable.from(exportCsv(table)))
  })
  app.get<AtImport>('/api/imports/:id/errors.xlsx', { config }, async (request, reply) => {
    const table = await openImportErrors(workspace, actorOf(request), request.params.id)
    return reply
      .header('content-disposition', disposition('attachment', `${table.fileName}.xlsx`))
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .send(Readable.fromWeb(exportXlsx(table) as NodeReadableStream<Uint8Array>))
  })
}
