import type { Send } from './transport.ts'

/** Which runs are listed: those that stopped and wait for a hand, those that go on, those that ended, or all. */
export type RunsShown = 'stopped' | 'open' | 'ended' | 'all'

/** Where a run stands, and what it waits for there. */
export type RunPlace = {
  readonly tokenId: string
  readonly nodeId: string
  readonly name: string
  readonly since: string | null
  /** It can't go on by itself, and why. */
  readonly incident: { readonly id: string; readonly code: string; readonly why: string } | null
  readonly tasks: readonly { readonly itemId: string; readonly userId: string; readonly name: string }[]
  readonly wakesAt: string | null
  readonly waits: 'message' | 'signal' | 'condition' | 'runs' | 'turn' | null
  readonly waitsFor: string | null
  /** It collects what several bring, and may go on with what there is. */
  readonly collects: boolean
}

/** A run as whoever keeps its flow sees it. */
export type KeptRun = {
  readonly id: string
  readonly title: string
  readonly number: string | null
  readonly flow: string
  readonly flowName: string
  readonly status: string
  readonly suspended: boolean
  readonly entity: string
  readonly recordId: string
  readonly starter: string
  readonly startedAt: string
  readonly endedAt: string | null
  readonly places: readonly RunPlace[]
}

/** A run with the steps to which it can be brought. */
export type OneKeptRun = KeptRun & {
  readonly steps: readonly { readonly id: string; readonly name: string }[]
}

/** The flows somebody keeps, and a page of their runs. */
export type KeptRuns = {
  readonly flows: readonly { readonly key: string; readonly label: string }[]
  readonly rows: readonly KeptRun[]
  readonly nextCursor: string | null
  /** How many runs of these flows have stopped. */
  readonly stopped: number
}

/** What whoever keeps a flow does with its runs; `commandId` makes a repeated click count once. */
export type RunDeed = {
  readonly commandId: string
  readonly comment?: string
  readonly target?: string
  readonly tokenId?: string
  readonly mode?: 'this' | 'all'
  readonly incidentId?: string
  readonly itemId?: string
  readonly to?: string
}

/** Runs of the flows that somebody keeps. */
export type RunsApi = {
  readonly list: (ask: {
    readonly show: RunsShown
    readonly flow?: string | undefined
    readonly cursor?: string | undefined
  }) => Promise<KeptRuns>
  readonly one: (id: string) => Promise<OneKeptRun>
  readonly act: (id: string, command: string, deed: RunDeed) => Promise<void>
}

/** The part of the client for those who keep flows. */
export function runsApi(send: Send): RunsApi {
  const data = async <T>(answer: Promise<{ data: T }>): Promise<T> => (await answer).data
  return {
    list: ({ show, flow, cursor }) =>
      data(
        send('GET', '/flow-instances', {
          query: {
            show,
            ...(flow === undefined ? {} : { flow }),
            ...(cursor === undefined ? {} : { cursor }),
          },
        }),
      ),
    one: (id) => data(send('GET', `/flow-instances/${id}/standing`)),
    act: async (id, command, body) => {
      await send('POST', `/flow-instances/${id}/${command}`, { body })
    },
  }
}
