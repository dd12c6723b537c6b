import type { LocalizedText } from '@mortise/errors'
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

/** What a print leaves short, with the block that it is of. */
export type PrintRemark = {
  readonly block: LocalizedText
  /** They print as boxes: the fonts do not have them. */
  readonly letters?: readonly string[]
  /** Name of a picture that the workspace does not have. */
  readonly picture?: string
  /** What a code was to say and does not carry. */
  readonly unfit?: string
  /** Name of a stored file that does not print as a picture, and why. */
  readonly file?: string
  readonly fault?: 'kind' | 'broken' | 'missing' | 'large' | 'many'
}

/** A document that was printed to be kept, with the code by which anybody can check it. */
export type KeptPrint = {
  readonly id: string
  /** Name of its file. */
  readonly name: string
  readonly label: LocalizedText
  /** What the record was called then. */
  readonly number: string
  readonly code: string
  /** SHA-256 of its bytes. */
  readonly hash: string
  readonly size: number
  readonly version: number
  readonly by: string
  readonly at: string
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
  /** `preview` names the screen that shows it, by an id of its own: its remarks are then of this very paper. */
  readonly printUrl: (template: string, id: string, preview?: string) => string
  /** What a print of a record would leave short. */
  readonly printRemarks: (template: string, id: string, preview?: string) => Promise<readonly PrintRemark[]>
  /** Many records by one template: one PDF after another in one file, or a ZIP of them. At most 200. */
  readonly printAllUrl: (template: string, ids: readonly string[], as: 'pdf' | 'zip') => string
  /** Prints a record to be kept: stored as it is now, with a code by which it can be checked. */
  readonly keepPrint: (template: string, id: string, key: string) => Promise<KeptPrint>
  /** Kept documents of a record that the person may have, the newest first; `before` goes on behind an id. */
  readonly keptPrints: (
    entity: string,
    id: string,
    before?: string,
  ) => Promise<{ readonly rows: readonly KeptPrint[]; readonly next: string | null }>
  readonly keptUrl: (id: string) => string
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
    printUrl: (template, id, preview) => {
      const asked = preview === undefined ? '' : `?preview=${encodeURIComponent(preview)}`
      return `${baseUrl}/api/prints/${encodeURIComponent(template)}/${id}.pdf${asked}`
    },
    printRemarks: async (template, id, preview) => {
      const path = `/prints/${encodeURIComponent(template)}/${encodeURIComponent(id)}/remarks`
      return (await send<{ data: readonly PrintRemark[] }>('GET', path, { query: { preview } })).data
    },
    printAllUrl: (template, ids, as) =>
      `${baseUrl}/api/prints/${encodeURIComponent(template)}/all.${as}?ids=${ids.join(',')}`,
    keepPrint: async (template, id, key) =>
      (
        await send<{ data: KeptPrint }>('POST', `/prints/${encodeURIComponent(template)}/keep`, {
          body: { id },
          headers: { 'idempotency-key': key },
        })
      ).data,
    keptPrints: async (entity, id, before) => {
      const path = `/records/${encodeURIComponent(entity)}/${id}/kept-prints`
      const { data, next } = await send<{ data: readonly KeptPrint[]; next: string | null }>('GET', path, {
        query: { before },
      })
      return { rows: data, next }
    },
    keptUrl: (id) => `${baseUrl}/api/kept-prints/${id}`,
  }
}
