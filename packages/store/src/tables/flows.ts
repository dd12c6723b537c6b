import type { Json } from '@mortise/expressions'
import type { FlowApprovalTables } from './flow-approvals.ts'
import type { FlowFactTables, FlowVisitRow } from './flow-facts.ts'
import type { FlowPromiseTables } from './flow-promises.ts'
import type { FlowRunTables } from './flow-runs.ts'
import type { FlowWaitTables } from './flow-waits.ts'

/** Parts of flow instances as JSON-plain rows; the flow engine's types are folded by the runtime. */
export type FlowTables = FlowApprovalTables &
  FlowFactTables &
  FlowPromiseTables &
  FlowRunTables &
  FlowWaitTables & {
    /** Definitions that instances still run on, with how many do. */
    readonly openDefinitions: () => Promise<
      readonly {
        readonly flow: string
        readonly hash: string
        readonly count: number
        readonly json: Json | null
      }[]
    >
    /** Versions of one flow that instances still run on, with how many do and since when. */
    readonly openVersions: (flow: string) => Promise<
      readonly {
        readonly hash: string
        readonly count: number
        readonly first: string
        readonly last: string
      }[]
    >
    /** Running instances of a flow that are on another version than one, oldest first; locked when `lock`. */
    readonly openOnOthers: (
      flow: string,
      version: string,
      options: { readonly limit: number; readonly lock?: boolean },
    ) => Promise<readonly FlowInstanceRow[]>
    /** Puts running instances on another definition of the same meaning. */
    readonly moveInstances: (flow: string, from: string, to: string) => Promise<void>
    /**
     * A new run, with what its first command brought: what it is asked for once more is known by `commandId`. `from` is the
     * state its events begin at, of which nothing is kept.
     */
    readonly insertInstance: (
      row: FlowInstanceRow,
      change?: FlowChange & { readonly commandId: string; readonly from: Json },
    ) => Promise<void>
    /** Locks the instance row when `lock`. */
    readonly instance: (id: string, options?: { readonly lock?: boolean }) => Promise<FlowInstanceRow | null>
    /** Saves the new state, and items and timers as rows beside it so that they can be searched. */
    readonly saveInstance: (row: FlowInstanceRow, change: FlowChange) => Promise<void>
    /** False when the command was seen before. */
    readonly recordCommand: (instanceId: string, commandId: string) => Promise<boolean>
    /**
     * What somebody must know who starts a flow on a record: the flows that run there, once for each run, the runs that wait
     * for it to change, and whether this version of the flow is kept already.
     */
    readonly atStart: (start: {
      readonly entity: string
      readonly recordId: string
      readonly flow: string
      readonly version: string
    }) => Promise<{
      readonly running: readonly string[]
      readonly waiting: readonly string[]
      readonly known: boolean
    }>
    readonly runningOf: (entity: string, recordId: string) => Promise<readonly FlowInstanceRow[]>
    readonly instancesOf: (entity: string, recordId: string) => Promise<readonly FlowInstanceRow[]>
    /** Takes the open tasks about a record off people's desks while it lies in the bin, or puts them back. */
    readonly layAside: (entity: string, recordId: string, aside: boolean) => Promise<void>
    readonly events: (instanceId: string) => Promise<readonly Json[]>
    readonly item: (id: string) => Promise<FlowItemRow | null>
    /** An item and its run in one go; the item is read behind the run's lock. */
    readonly itemAndRun: (
      id: string,
      options?: { readonly lock?: boolean },
    ) => Promise<{ readonly item: FlowItemRow; readonly run: FlowInstanceRow } | null>
    readonly inbox: (query: {
      readonly userId: string
      readonly box: 'todo' | 'done' | 'started' | 'cc'
      readonly limit: number
      readonly cursor?: string
      /** Entities there are: tasks about any other wait unseen until it comes back. */
      readonly entities: readonly string[]
      /** Whose tasks are theirs too, for now. */
      readonly standsFor?: readonly StandsFor[]
    }) => Promise<{
      readonly rows: readonly (FlowItemRow & { readonly instance: FlowInstanceRow })[]
      readonly nextCursor: string | null
    }>
    /** How many tasks wait for somebody; 1,000 for that many or more. */
    readonly todoCount: (
      userId: string,
      entities: readonly string[],
      standsFor?: readonly StandsFor[],
    ) => Promise<number>
    readonly putDefinition: (flow: string, hash: string, json: Json) => Promise<void>
    readonly definition: (flow: string, hash: string) => Promise<Json | null>
  }

/** What a command changed beside the state: tasks as they are now, and what happened. */
export type FlowChange = {
  readonly items: readonly FlowItemRow[]
  readonly events: readonly Json[]
  /** Stays at nodes that began or ended with it. */
  readonly visits?: readonly FlowVisitRow[]
}

/** Somebody whose tasks are to be seen too: in these flows, or (null) in all. */
export type StandsFor = { readonly userId: string; readonly flows: readonly string[] | null }

export type FlowInstanceRow = {
  readonly id: string
  readonly flow: string
  readonly definitionVersion: string
  readonly entity: string
  readonly recordId: string
  readonly starter: string
  readonly status: string
  readonly title: string
  /** The whole frozen instance of the flow engine. */
  readonly state: Json
  readonly startedAt: string
  readonly endedAt: string | null
  /** It waits for whoever keeps it: it stopped at a step, or was suspended. Only told when it is saved. */
  readonly stopped?: boolean
}

export type FlowItemRow = {
  readonly id: string
  readonly instanceId: string
  readonly nodeId: string
  readonly nodeName: string
  readonly assignee: string
  readonly state: string
  readonly kind: 'task' | 'cc'
  readonly rev: number
  readonly createdAt: string
  readonly decidedAt: string | null
  readonly dueAt: string | null
  /** Who decided it in the assignee's place. */
  readonly decidedBy?: string | null
  /** What it is measured by; only told when it is saved. `held`: when it came onto the desk or left it with this change. */
  readonly measure?: {
    readonly tokenId: string
    readonly task: string
    readonly readAt: string | null
    readonly held: readonly string[]
  }
}
