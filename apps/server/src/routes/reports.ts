import {
  dashboardFor,
  drillReport,
  previewReport,
  reportPdf,
  type ReportPdfAsk,
  runReport,
  runtimeErrors,
  type ReportAsk,
} from '@mortise/runtime'
import type { ReportDocument } from '@mortise/schema'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { present, readFilter, readObject } from './asked.ts'
import type { Routes } from './index.ts'
import { disposition } from './upload.ts'

type AtReport = { Params: { report: string }; Querystring: { [name: string]: string | undefined } }
const config = { policy: 'user' } as const
const reading = { ...config, whileViewing: true } as const

function readAsk(body: unknown): ReportAsk {
  const { filters, filter, dashboard, levels } = readObject(body ?? {})
  return present({
    filters: filters === undefined || filters === null ? undefined : readObject(filters),
    filter,
    dashboard,
    levels: levels === undefined || levels === null ? undefined : readObject(levels),
  }) as ReportAsk
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw errors.REQUEST_INVALID({ why: 'filters' })
  }
}

/** Numbers: reports, the records behind them, and dashboards. */
export const reports: Routes = (app, { workspace }) => {
  app.get<AtReport>('/api/reports/:report/data', { config }, async (request) => {
    const filter = readFilter(request.query['filter'])
    const ask = { report: request.params.report, ...(filter === undefined ? {} : { filter }) }
    return { data: await runReport(workspace, actorOf(request), ask) }
  })
  app.post<AtReport>('/api/reports/:report/data', { config: reading }, async (request) => ({
    data: await runReport(workspace, actorOf(request), {
      ...readAsk(request.body),
      report: request.params.report,
    }),
  }))
  app.post<AtReport>('/api/reports/:report/drill', { config: reading }, async (request) => {
    const { row } = readObject(request.body)
    return {
      data: await drillReport(workspace, actorOf(request), {
        ...readAsk(request.body),
        report: request.params.report,
        row: readObject(row) as never,
      }),
    }
  })
  app.post('/api/reports/preview', { config: { policy: 'design' } }, async (request) => {
    const { report } = readObject(request.body)
    return {
      data: await previewReport(workspace, actorOf(request), readObject(report) as unknown as ReportDocument),
    }
  })
  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    ask: ReportPdfAsk,
  ): Promise<FastifyReply> => {
    const { fileName, bytes } = await reportPdf(workspace, actorOf(request), ask)
    return reply
      .header('content-disposition', disposition('attachment', fileName))
      .type('application/pdf')
      .send(Buffer.from(bytes))
  }
  app.get<AtReport>('/api/reports/:report/file.pdf', { config }, (request, reply) => {
    const filter = readFilter(request.query['filter'])
    return send(request, reply, {
      report: request.params.report,
      ...(filter === undefined ? {} : { filter }),
    } as ReportPdfAsk)
  })
  app.get<{ Params: { key: string }; Querystring: { filters?: string } }>(
    '/api/dashboards/:key/file.pdf',
    { config },
    (request, reply) => {
      const { filters } = request.query
      return send(request, reply, {
        dashboard: request.params.key,
        ...(filters === undefined ? {} : { filters: readObject(parsed(filters)) as never }),
      })
    },
  )
  app.get<{ Params: { key: string } }>('/api/dashboards/:key', { config }, async (request) => {
    const published = await workspace.published()
    const { key } = request.params
    const found = dashboardFor(published, actorOf(request), { kit: workspace.options.kit, key })
    if (found === undefined) throw runtimeErrors.REPORT_NOT_FOUND({ name: key })
    return { data: found }
  })
}
