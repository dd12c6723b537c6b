import {
  dashboardFor,
  drillReport,
  previewReport,
  runReport,
  runtimeErrors,
  type ReportAsk,
} from '@mortise/runtime'
import type { ReportDocument } from '@mortise/schema'
import { actorOf } from '../command.ts'
import { present, readFilter, readObject } from './asked.ts'
import type { Routes } from './index.ts'

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
  app.get<{ Params: { key: string } }>('/api/dashboards/:key', { config }, async (request) => {
    const published = await workspace.published()
    const { key } = request.params
    const found = dashboardFor(published, actorOf(request), { kit: workspace.options.kit, key })
    if (found === undefined) throw runtimeErrors.REPORT_NOT_FOUND({ name: key })
    return { data: found }
  })
}
