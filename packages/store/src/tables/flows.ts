import type { Json } from '@mortise/expressions'
import type { FlowApprovalTables } from './flow-approvals.ts'
import type { FlowWaitTables } from './flow-waits.ts'

/** Parts of flow instances as JSON-plain rows; the flow engine's types are folded by the runtime. */
export type FlowTables = FlowApprovalTables &
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
    /** Puts running instances on another definition of the same meaning. */
    readonly moveInstances: (flow: string, from: string, to: string) => Promise<void>
    readonly insertInstance: (row: FlowInstanceRow) => Promise<void>
    /** Locks the instance row when `lock`. */
    readonly instance: (id: string, options?: { readonly lock?: boolean }) => Promise<FlowInstanceRow | null>
    /** Saves the new state, and items and timers as rows beside it so that they can be searched. */
    readonly saveInstance: (
      row: FlowInstanceRow,
      change: { readonly items: readonly FlowItemRow[]; readonly events: readonly Json[] },
    ) => Promise<void>
    /** False when the command was seen before. */
    readonly recordCommand: (instanceId: string, commandId: string) => Promise<boolean>
    readonly runningOf: (entity: string, recordId: string) => Promise<readonly FlowInstanceRow[]>
    readonly instancesOf: (entity: string, recordId: string) => Promise<readonly FlowInstanceRow[]>
    readonly events: (instanceId: string) => Promise<readonly Json[]>
    readonly item: (id: string) => Promise<FlowItemRow | null>
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
    readonly todoCount: (
      userId: string,
      entities: readonly string[],
      standsFor?: readonly StandsFor[],
    ) => Promise<number>
    readonly putDefinition: (flow: string, hash: string, json: Json) => Promise<void>
    readonly definition: (flow: string, hash: string) => Promise<Json | null>
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
}
