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
}

/** What approvals keep beside their runs: who stands in for whom, drafts of tasks, sheets of ended runs, numbers. */
export type FlowApprovalTables = {
  /** Rules that have not ended at a time, also those to come. */
  readonly agents: (at: string) => Promise<readonly FlowAgentRow[]>
  /** Rules that are made or changed together take turns, so that no two make a circle. */
  readonly lockAgents: () => Promise<void>
  readonly putAgent: (row: Omit<FlowAgentRow, 'createdAt'>) => Promise<FlowAgentRow>
  readonly removeAgent: (id: string) => Promise<void>
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
  /** Tasks of a person that are not decided, with their runs, oldest first. */
  readonly openItemsOf: (
    userId: string,
  ) => Promise<readonly { readonly id: string; readonly instanceId: string }[]>
}
