import type { Json } from '@mortise/expressions'

/** What is looked at: a report or a dashboard, by its stable name. */
export type ReportTarget = { readonly targetKind: 'report' | 'dashboard'; readonly target: string }

/** Whom something goes to: a person, a group or everybody with a role. */
export type WatchRecipient = { readonly kind: 'user' | 'group' | 'role'; readonly id: string }

/** A wish to be sent a report at times, or told when a figure of it says so. */
export type ReportWatchRow = ReportTarget & {
  readonly id: string
  readonly kind: 'delivery' | 'alert'
  readonly name: string
  readonly recipients: readonly WatchRecipient[]
  readonly schedule: Json
  readonly settings: Json
  readonly enabled: boolean
  /** When it is due next; null for never. */
  readonly nextAt: string | null
  readonly createdBy: string
  readonly createdAt: string
}

/**
 * What became of a time for one person. `waiting`: not worked out yet; `sent`: told, with a file or without; `empty`: nothing
 * to send; `refused`: the person may not see it any more; `calm`, `fired`, `held`, `recovered`: a figure that was looked at
 * (`held`: would have fired, but somebody was told not long ago); `failed`: given up.
 */
export type WatchState =
  | 'waiting'
  | 'sent'
  | 'empty'
  | 'refused'
  | 'failed'
  | 'calm'
  | 'fired'
  | 'held'
  | 'recovered'

export type WatchRunRow = {
  readonly id: string
  readonly watchId: string
  readonly userId: string
  readonly dueAt: string
  readonly state: WatchState
  readonly detail: { readonly [key: string]: Json }
  readonly fileId: string | null
  /** When it was last brought forward. */
  readonly at: string
}

/** What may be changed of a wish. */
export type ReportWatchPatch = Partial<
  Pick<ReportWatchRow, 'name' | 'recipients' | 'schedule' | 'settings' | 'enabled' | 'nextAt'>
>

export type ReportWatchTables = {
  readonly create: (row: Omit<ReportWatchRow, 'id' | 'createdAt'>) => Promise<ReportWatchRow>
  readonly update: (id: string, patch: ReportWatchPatch) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  readonly get: (id: string) => Promise<ReportWatchRow | null>
  /** Newest first, at most `limit`, of one report or dashboard or of all; `before` is the id of the last one seen. */
  readonly list: (asked: {
    readonly of?: ReportTarget | undefined
    readonly before?: string | undefined
    readonly limit: number
  }) => Promise<readonly ReportWatchRow[]>
  readonly countOf: (createdBy: string) => Promise<number>
  /** Whether one is due: asked before anything is locked. */
  readonly isDue: (now: string) => Promise<boolean>
  /** Those that are due, locked until the transaction ends; what another process holds is left out. */
  readonly take: (now: string, limit: number) => Promise<readonly ReportWatchRow[]>
  /** Notes that people are to be served for a time; answers the runs that are new. */
  readonly begin: (
    watchId: string,
    dueAt: string,
    userIds: readonly string[],
  ) => Promise<readonly { readonly id: string; readonly userId: string }[]>
  readonly run: (id: string) => Promise<WatchRunRow | null>
  /** Ends a run that waits; false when somebody else has. */
  readonly settle: (id: string, outcome: Pick<WatchRunRow, 'state' | 'detail' | 'fileId'>) => Promise<boolean>
  /** Adds to what is known of a run that has ended. */
  readonly note: (id: string, detail: { readonly [key: string]: Json }) => Promise<void>
  /** Runs of a wish, newest first; of one person or of all. */
  readonly runs: (
    watchId: string,
    asked: { readonly userId?: string; readonly states?: readonly WatchState[]; readonly limit: number },
  ) => Promise<readonly WatchRunRow[]>
  /** The last run of each wish for a person. */
  readonly lastRuns: (watchIds: readonly string[], userId: string) => Promise<readonly WatchRunRow[]>
  readonly leave: (watchId: string, userId: string) => Promise<void>
  readonly comeBack: (watchId: string, userId: string) => Promise<void>
  /** Who left which of these wishes. */
  readonly left: (
    watchIds: readonly string[],
  ) => Promise<readonly { readonly watchId: string; readonly userId: string }[]>
}
