import {
  changeWatch,
  createWatch,
  leaveWatch,
  listWatches,
  readFilters,
  removeWatch,
  reportFile,
  reportFormats,
  runFile,
  tryWatch,
  watchRuns,
} from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { type QueryText, readNumber, readObject } from './asked.ts'
import type { Routes } from './index.ts'
import { disposition } from './upload.ts'

const config = { policy: 'user' } as const
type AtId = { Params: { id: string } }

/** What kind of thing is asked about; undefined where nothing is said. */
function kindIn(value: string | undefined): 'report' | 'dashboard' | undefined {
  if (value === undefined || value === 'report' || value === 'dashboard') return value
  throw errors.REQUEST_INVALID({ why: 'kind report | dashboard' })
}

/** Fixed filters as they stand in an address. */
function filtersIn(text: string | undefined): ReturnType<typeof readFilters> {
  if (text === undefined || text === '') return {}
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    throw errors.REQUEST_INVALID({ why: 'filters' })
  }
  return readFilters(given)
}

/** Reports and dashboards as files, now and at times, and figures that tell when something is amiss. */
export const reportWatches: Routes = (app, { workspace }) => {
  app.get<{ Params: { kind: string; key: string }; Querystring: QueryText }>(
    '/api/report-files/:kind/:key',
    { config },
    async (request, reply) => {
      const asked = request.query['format'] ?? 'xlsx'
      const format = reportFormats.find((one) => one === asked)
      if (format === undefined) throw errors.REQUEST_INVALID({ why: `format ${reportFormats.join(' | ')}` })
      const file = await reportFile(workspace, actorOf(request), {
        targetKind: kindIn(request.params.kind) ?? 'report',
        target: request.params.key,
        filters: filtersIn(request.query['filters']),
        format,
      })
      return reply
        .header('content-disposition', disposition('attachment', file.fileName))
        .type(file.type)
        .send(Buffer.from(file.bytes))
    },
  )
  app.get<{ Querystring: QueryText }>('/api/report-watches', { config }, async (request) => {
    const { kind, target, all, limit, cursor } = request.query
    const page = await listWatches(workspace, actorOf(request), {
      targetKind: kindIn(kind),
      target,
      everybody: all === 'true',
      limit: readNumber(limit, { name: 'limit', standard: 100, max: 200 }),
      before: cursor,
    })
    return { data: page.rows, nextCursor: page.nextCursor }
  })
  app.post('/api/report-watches', { config }, async (request, reply) => {
    const watch = await createWatch(workspace, actorOf(request), readObject(request.body))
    return reply.code(201).send({ data: { id: watch.id, nextAt: watch.nextAt } })
  })
  app.patch<AtId>('/api/report-watches/:id', { config }, async (request) => {
    const { id } = request.params
    const watch = await changeWatch(workspace, actorOf(request), { id, given: readObject(request.body) })
    return { data: { id: watch.id, nextAt: watch.nextAt } }
  })
  app.delete<AtId>('/api/report-watches/:id', { config }, async (request, reply) => {
    await removeWatch(workspace, actorOf(request), request.params.id)
    return reply.code(204).send()
  })
  app.post<AtId>('/api/report-watches/:id/leave', { config }, async (request, reply) => {
    const { leave } = readObject(request.body)
    if (typeof leave !== 'boolean') throw errors.REQUEST_INVALID({ why: 'leave' })
    await leaveWatch(workspace, actorOf(request), { id: request.params.id, leave })
    return reply.code(204).send()
  })
  app.post<AtId>('/api/report-watches/:id/try', { config }, async (request) => ({
    data: { begun: await tryWatch(workspace, actorOf(request), request.params.id) },
  }))
  app.get<AtId>('/api/report-watches/:id/runs', { config }, async (request) => ({
    data: await watchRuns(workspace, actorOf(request), request.params.id),
  }))
  app.get<AtId>('/api/report-runs/:id/file', { config }, async (request, reply) => {
    const file = await runFile(workspace, actorOf(request), request.params.id)
    return reply
      .header('content-disposition', disposition('attachment', file.name))
      .type(file.type)
      .send(Buffer.from(file.bytes))
  })
}
