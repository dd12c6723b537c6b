import type { Send } from './transport.ts'

/** Which runs are counted: days `from` and `to`, by their beginning or end, of a department, version, calendar. */
export type EfficiencyQuery = {
  readonly from: string
  readonly to: string
  readonly by: 'started' | 'ended'
  readonly department?: string | undefined
  readonly version?: string | undefined
  readonly calendar?: string | undefined
}

/** How well flows run. The caller names the type of an answer. */
export type EfficiencyApi = {
  /** Flows that can be asked about. */
  readonly flows: () => Promise<
    readonly { readonly key: string; readonly label: string; readonly runs: boolean }[]
  >
  readonly report: <Report>(flow: string, query: EfficiencyQuery) => Promise<Report>
  /** The runs behind a figure, the longest first, by pages. */
  readonly runs: <Run>(
    flow: string,
    query: EfficiencyQuery & { readonly [filter: string]: string | undefined },
  ) => Promise<{ readonly rows: readonly Run[]; readonly count: number }>
  /** Address of the log as a file. */
  readonly fileUrl: (flow: string, query: EfficiencyQuery, format: 'csv' | 'xes') => string
}

const present = (query: { readonly [name: string]: string | undefined }): { [name: string]: string } =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

/** The part of the client that asks how well flows run. */
export function efficiencyApi(send: Send, baseUrl: string): EfficiencyApi {
  const at = (flow: string): string => `/efficiency/${encodeURIComponent(flow)}`
  return {
    flows: async () =>
      (await send<{ data: Awaited<ReturnType<EfficiencyApi['flows']>> }>('GET', '/efficiency')).data,
    report: async <Report>(flow: string, query: EfficiencyQuery): Promise<Report> =>
      (await send<{ data: Report }>('GET', at(flow), { query: present(query) })).data,
    runs: async <Run>(
      flow: string,
      query: EfficiencyQuery & { readonly [filter: string]: string | undefined },
    ) =>
      (
        await send<{ data: { rows: readonly Run[]; count: number } }>('GET', `${at(flow)}/runs`, {
          query: present(query),
        })
      ).data,
    fileUrl: (flow, query, format) =>
      `${baseUrl}/api${at(flow)}/export?${new URLSearchParams({ ...present(query), format }).toString()}`,
  }
}
