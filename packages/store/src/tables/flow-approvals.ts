import type { Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'

/** Somebody stands in for somebody else. `flows`: only in these; null: in all. */
export type FlowAgentRow = {
  readonly id: string
  readonly principal: string
  readonly agent: string
  readonly startsAt: string
  readonly endsAt: string
  readonly flows: readonly string[] | null
  readonly note: string | null
  readonly createdBy: string | null
  readonly createdAt: string
  /** When it was ended before its time, and by whom; null where it ran, or will run, its whole time. */
  readonly endedAt: string | null
  readonly endedBy: string | null
}

/** A task that somebody decided in the place of whose it was. */
export type StandInRow = {
  readonly id: string
  readonly instanceId: string
  readonly nodeId: string
  readonly nodeName: string
  readonly principal: string
  readonly agent: string
  readonly state: string
  readonly decidedAt: string
} & RunHead

/** What a row about a task tells of its run. */
export type RunHead = {
  readonly flow: string
  readonly entity: string
  readonly recordId: string
  readonly title: string
  /** The title in both languages, where it was filled in both. */
  readonly titles: Localized | null
}

/** A task that waits for somebody. */
export type OpenItemRow = {
  readonly id: string
  readonly instanceId: string
  readonly nodeName: string
  readonly createdAt: string
  /** How many there are of this person in all. */
  readonly total: number
} & RunHead

/** What approvals keep beside their runs: who stands in for whom, drafts of tasks, sheets of ended runs, numbers. */
export type FlowApprovalTables = {
  /** Rules that have not ended at a time, also those to come. */
  readonly agents: (at: string) => Promise<readonly FlowAgentRow[]>
  /** Rules that are made or changed together take turns, so that no two make a circle. */
  readonly lockAgents: () => Promise<void>
  readonly putAgent: (row: Omit<FlowAgentRow, 'createdAt' | 'endedAt' | 'endedBy'>) => Promise<FlowAgentRow>
  /** It stays among those that were. */
  readonly endAgent: (id: string, by: string | null) => Promise<void>
  /** Rules that are over at a time, the last first; of one person, or (null) of everybody. */
  readonly formerAgents: (
    at: string,
    userId: string | null,
    limit: number,
  ) => Promise<readonly FlowAgentRow[]>
  /** What was decided in somebody's place, the last first: by or for one person, or (null) by anybody. */
  readonly standInDecisions: (userId: string | null, limit: number) => Promise<readonly StandInRow[]>
  readonly itemDraft: (
    itemId: string,
    userId: string,
  ) => Promise<{ readonly data: Json; readonly updatedAt: string } | null>
  readonly putItemDraft: (itemId: string, userId: string, data: Json) => Promise<void>
  readonly removeItemDraft: (itemId: string, userId: string) => Promise<void>
  /** Keeps how a run ended; one that was brought back to life and ends again has another. */
  readonly putSheet: (instanceId: string, json: Json, hash: string) => Promise<void>
  readonly sheet: (
    instanceId: string,
  ) => Promise<{ readonly json: Json; readonly hash: string; readonly madeAt: string } | null>
  /** The next number of a flow in a period; the row stays locked until the transaction ends. */
  readonly nextNumber: (flow: string, period: string) => Promise<number>
  /** Tasks of a person that are not decided, with their runs, oldest first; the first of them only, with `limit`. */
  readonly openItemsOf: (userId: string, limit?: number) => Promise<readonly OpenItemRow[]>
}
