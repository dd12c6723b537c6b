import type { LocalizedText } from '@mortise/errors'
import type { ReportDocument, WidgetDocument } from '@mortise/schema'
import { type ClientOptions, createSend, type Send } from './transport.ts'

/** A report or dashboard by its key. */
export type ReportPlace = { readonly targetKind: 'report' | 'dashboard'; readonly target: string }

/** Whom something goes to. */
export type WatchRecipient = { readonly kind: 'user' | 'group' | 'role'; readonly id: string }

/** When something is sent or looked at, by the clock of the workspace. */
export type WatchSchedule = {
  readonly every: 'hour' | 'day' | 'week' | 'month'
  readonly at?: string
  /** Monday (1) to Sunday (7). */
  readonly weekdays?: readonly number[]
  /** Day of the month, -1 the last one. */
  readonly day?: number
  readonly daysOff?: 'run' | 'skip' | 'next'
}

/** What numbers can be taken away as: a table, pages, or one picture. */
export type ReportFileFormat = 'xlsx' | 'csv' | 'pdf' | 'png'

/** What is sent, and how. */
export type DeliverySettings = {
  readonly format: ReportFileFormat | 'link'
  readonly filters?: { readonly [key: string]: unknown }
  readonly skipEmpty?: boolean
  readonly mail?: boolean
  /** The mail itself shows it as a picture. */
  readonly picture?: boolean
}

/** What is watched for in a figure of a report. */
export type AlertSettings = {
  readonly measure: string
  readonly row: 'total' | 'last' | 'any'
  readonly op: 'above' | 'below' | 'change' | 'noData'
  readonly value?: number
  readonly against?: 'check' | 'period'
  readonly direction?: 'up' | 'down' | 'either'
  readonly backTo?: number | null
  readonly coolDownHours?: number
  readonly recovery?: boolean
  readonly mail?: boolean
  /** The mail itself shows the report as a picture. */
  readonly picture?: boolean
}

/** A subscription or alert as it is made. */
export type NewWatch = ReportPlace & {
  readonly name: string
  readonly recipients: readonly WatchRecipient[]
  readonly schedule: WatchSchedule
} & (
    | { readonly kind: 'delivery'; readonly settings: DeliverySettings }
    | { readonly kind: 'alert'; readonly settings: AlertSettings }
  )

/** How a time went for somebody. */
export type WatchRun = {
  readonly id: string
  readonly state:
    | 'waiting'
    | 'sent'
    | 'empty'
    | 'refused'
    | 'failed'
    | 'calm'
    | 'fired'
    | 'held'
    | 'recovered'
  readonly dueAt: string
  readonly at: string
  readonly person: string
  readonly file: boolean
  readonly mail: string | null
  readonly why: string | null
  readonly value?: number | null
  readonly where?: string
}

/** A subscription or alert in a list. */
export type ReportWatch = {
  readonly id: string
  readonly kind: 'delivery' | 'alert'
  readonly targetKind: ReportPlace['targetKind']
  readonly target: string | null
  readonly label: string | null
  readonly path: string | null
  readonly name: string
  readonly schedule: WatchSchedule
  readonly settings: DeliverySettings | AlertSettings
  readonly enabled: boolean
  readonly nextAt: string | null
  readonly createdByName: string
  readonly mine: boolean
  readonly receives: boolean
  readonly left: boolean
  readonly recipients?: readonly (WatchRecipient & { readonly name: string })[]
  readonly last?: WatchRun
}

/** A link that shows a report or dashboard to strangers. */
export type ReportShare = {
  readonly id: string
  readonly targetKind: ReportPlace['targetKind']
  readonly target: string | null
  readonly label: string | null
  readonly title: string
  readonly path: string | null
  readonly sites: readonly string[]
  readonly expiresAt: string
  readonly views: number
  readonly createdByName: string
  readonly createdAt: string
  readonly open: boolean
}

/** Reports as files, by subscription, watched, and shown by links. Every method throws ApiError. */
export type ReportDeliveryApi = {
  readonly fileUrl: (
    place: ReportPlace,
    format: ReportFileFormat,
    filters?: { readonly [key: string]: unknown },
  ) => string
  readonly runFileUrl: (run: string) => string
  /** What the caller made or is sent; of everybody for who administers and asks for it. */
  readonly watches: (place?: ReportPlace, all?: boolean) => Promise<readonly ReportWatch[]>
  readonly create: (watch: NewWatch) => Promise<{ readonly id: string; readonly nextAt: string | null }>
  readonly change: (id: string, patch: Partial<NewWatch> & { readonly enabled?: boolean }) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  readonly leave: (id: string, leave: boolean) => Promise<void>
  /** False where it was sent within this minute already. */
  readonly tryNow: (id: string) => Promise<boolean>
  readonly runs: (id: string) => Promise<readonly WatchRun[]>
  readonly shares: (
    place?: ReportPlace,
    all?: boolean,
  ) => Promise<{ readonly links: readonly ReportShare[]; readonly allowed: boolean }>
  readonly share: (
    place: ReportPlace,
    settings: {
      readonly days: number
      readonly sites: readonly string[]
      readonly filters?: { readonly [key: string]: unknown }
    },
  ) => Promise<ReportShare>
  readonly revoke: (id: string) => Promise<void>
  /** Roles whose people may show reports to the world; for administrators. */
  readonly sharingRoles: () => Promise<readonly string[]>
  readonly keepSharingRoles: (roles: readonly string[]) => Promise<void>
}

type Data<T> = { readonly data: T }

/** The part of the client for the delivery of reports. */
export function reportDeliveryApi(send: Send, baseUrl: string): ReportDeliveryApi {
  const at = (id: string): string => `/report-watches/${encodeURIComponent(id)}`
  const asked = (place?: ReportPlace, all = false) => ({
    ...(place === undefined ? {} : { kind: place.targetKind, target: place.target }),
    ...(all ? { all: 'true' } : {}),
  })
  return {
    fileUrl: ({ targetKind, target }, format, filters) => {
      const chosen = filters === undefined ? '' : `&filters=${encodeURIComponent(JSON.stringify(filters))}`
      return `${baseUrl}/api/report-files/${targetKind}/${encodeURIComponent(target)}?format=${format}${chosen}`
    },
    runFileUrl: (run) => `${baseUrl}/api/report-runs/${encodeURIComponent(run)}/file`,
    watches: async (place, all) => {
      const rows: ReportWatch[] = []
      let cursor: string | undefined
      do {
        const page = await send<Data<readonly ReportWatch[]> & { readonly nextCursor: string | null }>(
          'GET',
          '/report-watches',
          { query: { ...asked(place, all), limit: '200', ...(cursor === undefined ? {} : { cursor }) } },
        )
        rows.push(...page.data)
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      return rows
    },
    create: async (watch) =>
      (
        await send<Data<{ readonly id: string; readonly nextAt: string | null }>>('POST', '/report-watches', {
          body: watch,
        })
      ).data,
    change: async (id, patch) => {
      await send('PATCH', at(id), { body: patch })
    },
    remove: async (id) => {
      await send('DELETE', at(id))
    },
    leave: async (id, leave) => {
      await send('POST', `${at(id)}/leave`, { body: { leave } })
    },
    tryNow: async (id) =>
      (await send<Data<{ readonly begun: boolean }>>('POST', `${at(id)}/try`, { body: {} })).data.begun,
    runs: async (id) => (await send<Data<readonly WatchRun[]>>('GET', `${at(id)}/runs`)).data,
    shares: async (place, all) =>
      (
        await send<Data<{ readonly links: readonly ReportShare[]; readonly allowed: boolean }>>(
          'GET',
          '/report-shares',
          { query: asked(place, all) },
        )
      ).data,
    share: async (place, settings) =>
      (await send<Data<ReportShare>>('POST', '/report-shares', { body: { ...place, ...settings } })).data,
    revoke: async (id) => {
      await send('DELETE', `/report-shares/${encodeURIComponent(id)}`)
    },
    sharingRoles: async () =>
      (await send<Data<{ readonly roles: readonly string[] }>>('GET', '/report-shares/roles')).data.roles,
    keepSharingRoles: async (roles) => {
      await send('PUT', '/report-shares/roles', { body: { roles } })
    },
  }
}

/** A tile as strangers get it. */
export type SharedPart = Pick<WidgetDocument, 'x' | 'y' | 'w' | 'h' | 'tab' | 'phone'> & {
  readonly id: string
  readonly title: LocalizedText
  readonly chart?: ReportDocument['chart']
  readonly layout?: ReportDocument['layout']
  readonly measures?: ReportDocument['measures']
}

/** What a link shows, before its numbers. */
export type SharedReport = {
  readonly label: LocalizedText
  readonly kind: 'report' | 'dashboard'
  readonly grid: number
  readonly tabs: readonly { readonly id: string; readonly label: LocalizedText }[]
  readonly parts: readonly SharedPart[]
  readonly expiresAt: string
  readonly timeZone: string
}

/** What strangers may ask by the token of a link. The caller names the type of a result. */
export type SharedReportVisit = {
  readonly page: () => Promise<SharedReport>
  readonly result: <Result>(part: string) => Promise<Result>
}

/** A visit by a link; nobody is signed in. */
export function visitSharedReport(
  token: string,
  options: Partial<ClientOptions> & Pick<ClientOptions, 'locale'>,
): SharedReportVisit {
  const send = createSend({ baseUrl: '', ...options })
  const at = `/public/reports/${encodeURIComponent(token)}`
  return {
    page: async () => (await send<Data<SharedReport>>('GET', at)).data,
    result: async <Result>(part: string): Promise<Result> =>
      (await send<Data<Result>>('GET', `${at}/parts/${encodeURIComponent(part)}`)).data,
  }
}
