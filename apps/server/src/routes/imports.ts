import { Readable } from 'node:stream'
import {
  commandImport,
  dryRunImport,
  importErrors,
  importList,
  importState,
  mapImport,
  type MappingAsk,
  uploadImport,
} from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { localeOf } from '../plugins/failures.ts'
import { neededText, present, readObject } from './asked.ts'
import type { Routes } from './index.ts'
import { disposition, readUpload } from './upload.ts'

const config = { policy: 'user' } as const
type AtImport = { Params: { id: string } }

/** Reads a mapping, flat or with its options apart. */
function readMapping(body: unknown): MappingAsk {
  const { mapping, columns, values, options, match, matchBy, onMatch, runRules, keepBlanks } =
    readObject(body)
  const apart = options === undefined ? {} : readObject(options)
  const by = apart['matchBy'] ?? matchBy ?? (match === undefined ? undefined : [match])
  return present({
    columns: readObject(columns ?? mapping ?? {}),
    values: values === undefined ? undefined : readObject(values),
    matchBy: Array.isArray(by) ? by.map(String) : undefined,
    onMatch: apart['onMatch'] ?? onMatch,
    runRules: apart['runRules'] ?? runRules,
    keepBlanks: apart['keepBlanks'] ?? keepBlanks,
  }) as MappingAsk
}

/** A file's way into an entity: upload, mapping, dry run, and the run itself with all that can be asked of it. */
export const imports: Routes = (app, { workspace }) => {
  app.get('/api/imports', { config }, async (request) => ({
    data: await importList(workspace, actorOf(request)),
  }))
  app.post<{ Querystring: { entity?: string } }>('/api/imports', { config }, async (request, reply) => {
    const entity = neededText(request.query, 'entity')
    const data = await uploadImport(workspace, actorOf(request), { entity, ...(await readUpload(request)) })
    return reply.code(201).send({ data })
  })
  app.get<AtImport>('/api/imports/:id', { config }, async (request) => ({
    data: await importState(workspace, actorOf(request), request.params.id),
  }))
  app.put<AtImport>('/api/imports/:id/mapping', { config }, async (request, reply) => {
    await mapImport(workspace, actorOf(request), { id: request.params.id, ask: readMapping(request.body) })
    return reply.code(204).send()
  })
  app.post<AtImport>('/api/imports/:id/dry-run', { config }, async (request) => ({
    data: await dryRunImport(
      workspace,
      { ...actorOf(request), locale: localeOf(request) },
      request.params.id,
    ),
  }))
  app.post<AtImport & { Params: { command: string } }>(
    '/api/imports/:id/:command',
    { config },
    async (request, reply) => {
      await commandImport(workspace, actorOf(request), request.params)
      return reply.code(204).send()
    },
  )
  app.get<AtImport>('/api/imports/:id/errors.csv', { config }, async (request, reply) => {
    const actor = actorOf(request)
    // Known to exist before the first byte is sent.
    await importState(workspace, actor, request.params.id)
    return reply
      .header('content-disposition', disposition('attachment', 'errors.csv'))
      .type('text/csv; charset=utf-8')
      .send(Readable.from(importErrors(workspace, actor, request.params.id)))
  })
}
