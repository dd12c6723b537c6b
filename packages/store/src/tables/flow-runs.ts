import type { FlowInstanceRow } from './flows.ts'

/** Which runs are listed: those that stopped and wait for a hand, those that go on, those that ended, or all. */
export type RunsShown = 'stopped' | 'open' | 'ended' | 'all'

/** Lists of runs, for those who keep flows. */
export type FlowRunTables = {
  /** Runs of these flows (null: of all), the latest first, by pages. */
  readonly runPage: (ask: {
    readonly flows: readonly string[] | null
    readonly show: RunsShown
    readonly limit: number
    readonly cursor?: string
  }) => Promise<{ readonly rows: readonly FlowInstanceRow[]; readonly nextCursor: string | null }>
  /** How many runs of these flows have stopped; 1,000 for that many or more. */
  readonly stoppedCount: (flows: readonly string[] | null) => Promise<number>
}
