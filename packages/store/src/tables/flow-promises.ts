import type { Json } from '@mortise/expressions'

/** The log of one promise about one stay at a step. */
export type FlowPromiseRow = {
  readonly tokenId: string
  readonly instanceId: string
  readonly nodeId: string
  /** Name of the promise, as its entity makes it. */
  readonly sla: string
  readonly events: readonly Json[]
  readonly state: string
  readonly dueAt: string | null
  /** How many steps people were told of: 1 that it is getting late, 2 that it is due, further ones after that. */
  readonly told: number
}

/** Promises about steps of runs. */
export type FlowPromiseTables = {
  readonly promises: {
    /** Those of a run that are open. */
    readonly openOf: (instanceId: string) => Promise<readonly FlowPromiseRow[]>
    /** Keeps one, and shows when it is due at its tasks and its stay. */
    readonly put: (row: FlowPromiseRow) => Promise<void>
    /** Runs with an open promise of a name, in the order of their ids behind `after`. */
    readonly runsWith: (sla: string, after: string | null, limit: number) => Promise<readonly string[]>
  }
}
