import type { Send } from './transport.ts'

/** A version of a flow that runs are still on. */
export type FlowVersion = {
  readonly version: string
  /** It is the one that is published now. */
  readonly current: boolean
  readonly count: number
  readonly firstAt: string
  readonly lastAt: string
}

/** What moving all open runs to the published version means, or has meant. */
export type MovedRuns = {
  readonly total: number
  readonly moved: number
  /** Runs that can not move, where they stand, and why. */
  readonly stuck: readonly {
    readonly instanceId: string
    readonly title: string
    readonly nodeId: string
    readonly nodeName: string
    readonly why: string
  }[]
  /** Steps that want a word, with those they could become. */
  readonly lost: readonly LostStep[]
}

/** A step of an old version without a counterpart at which runs stand. */
export type LostStep = {
  readonly id: string
  readonly name: string
  readonly runs: number
  readonly choices: readonly { readonly id: string; readonly name: string }[]
}

/** How runs are to move: steps of the new version by those of the old, and what becomes of deadlines. */
export type MoveAsk = {
  readonly nodes: { readonly [from: string]: string }
  readonly timers: 'keep' | 'restart' | 'shorten'
}

/** Open runs of flows and their versions. */
export type FlowVersionsApi = {
  /** `may`: whether the caller may move them. */
  readonly open: (
    flow: string,
  ) => Promise<{ readonly versions: readonly FlowVersion[]; readonly may: boolean }>
  /** What moving would mean; nothing moves. */
  readonly look: (flow: string, ask: MoveAsk) => Promise<MovedRuns>
  /** All or none. */
  readonly move: (flow: string, ask: MoveAsk & { readonly commandId: string }) => Promise<MovedRuns>
}

/** The part of the client about versions that runs are on. */
export function flowVersionsApi(send: Send): FlowVersionsApi {
  const place = (flow: string, rest: string): string => `/flows/${encodeURIComponent(flow)}/${rest}`
  const migrate = async (flow: string, body: object): Promise<MovedRuns> =>
    (await send<{ readonly data: MovedRuns }>('POST', place(flow, 'migrate'), { body })).data
  return {
    open: async (flow) => {
      const { data, may } = await send<{ readonly data: readonly FlowVersion[]; readonly may: boolean }>(
        'GET',
        place(flow, 'versions'),
      )
      return { versions: data, may }
    },
    look: (flow, ask) => migrate(flow, { ...ask, dryRun: true }),
    move: (flow, ask) => migrate(flow, ask),
  }
}
