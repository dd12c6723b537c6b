import type { DashboardDocument } from '@mortise/schema'
import type { RecordValues } from '@mortise/schema'
import type { Send } from './transport.ts'
import type { FilterExpression } from './types.ts'

/** Filter values of a dashboard by filter key, the dashboard they belong to, and a further condition. */
export type ReportAsk = {
  readonly filters?: { readonly [key: string]: unknown }
  readonly filter?: FilterExpression
  readonly dashboard?: string
  /** Other periods for dates of the report, by the key of the dimension. */
  readonly levels?: { readonly [dimension: string]: string }
}

/** Reports, dashboards and prints. The caller names the type of a report's result. */
export type InsightApi = {
  readonly report: <Result>(report: string, ask?: ReportAsk) => Promise<Result>
  /** The records behind one row of a result. */
  readonly drill: (
    report: string,
    row: RecordValues,
    ask?: ReportAsk,
  ) => Promise<{ readonly entity: string; readonly filter: FilterExpression }>
  readonly dashboard: (key: string) => Promise<DashboardDocument>
  readonly printUrl: (template: string, id: string) => string
  /** Many records by one template: one PDF after another in one file, or a ZIP of them. At most 200. */
  readonly printAllUrl: (template: string, ids: readonly string[], as: 'pdf' | 'zip') => string
}

/** The insight part of the client. */
export function insightApi(send: Send, baseUrl: string): InsightApi {
  return {
    report: async <Result>(report: string, ask: ReportAsk = {}): Promise<Result> =>
      (await send<{ data: Result }>('POST', `/reports/${encodeURIComponent(report)}/data`, { body: ask }))
        .data,
    drill: async (report, row, ask = {}) =>
      (
        await send<{ data: { entity: string; filter: FilterExpression } }>(
          'POST',
          `/reports/${encodeURIComponent(report)}/drill`,
          { body: { ...ask, row } },
        )
      ).data,
    dashboard: async (key) =>
      (await send<{ data: DashboardDocument }>('GET', `/dashboards/${encodeURIComponent(key)}`)).data,
    printUrl: (template, id) => `${baseUrl}/api/prints/${encodeURIComponent(template)}/${id}.pdf`,
    printAllUrl: (template, ids, as) =>
      `${baseUrl}/api/prints/${encodeURIComponent(template)}/all.${as}?ids=${ids.join(',')}`,
  }
}
