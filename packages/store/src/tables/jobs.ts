import type { Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { ClaimedJob, NewJob } from '../types.ts'

/** Where a job stands: it waits for its time, is at work, failed and is tried again, or failed for good. */
export type JobState = 'waiting' | 'running' | 'retrying' | 'gaveUp'

/** A job as those who look after the work see it. Times are ISO instants. */
export type JobRow = {
  readonly id: string
  readonly kind: string
  readonly payload: Json
  readonly state: JobState
  /** When it is due or tried next; for one at work, when its worker has to have said that it is alive. */
  readonly dueAt: string
  readonly attempts: number
  readonly maxAttempts: number
  /** What the log was told of the last failure: never rows or parameters. */
  readonly lastError: string | null
  /** The last failure in the words of the product; null where the program itself was at fault. */
  readonly lastWords: Localized | null
  readonly failedAt: string | null
  readonly createdAt: string
}

/** Asks for a page of jobs: those that failed for good the latest first, others the next due first. */
export type JobAsk = {
  readonly state: JobState
  readonly kind?: string
  readonly limit: number
  readonly cursor?: string
}

/** What looks after jobs. Only what failed can be begun anew or thrown away: what waits has its time, and others count on it. */
export type JobCare = {
  /** Throws RECORD_CURSOR_INVALID for a cursor that is none, or of another state. */
  readonly page: (
    ask: JobAsk,
  ) => Promise<{ readonly rows: readonly JobRow[]; readonly nextCursor: string | null }>
  readonly one: (id: string) => Promise<JobRow | null>
  /** How many there are, by state and kind; counting stops at 10,000 of a state. */
  readonly tally: () => Promise<
    readonly { readonly state: JobState; readonly kind: string; readonly count: number }[]
  >
  /**
   * Has one that failed, or up to `limit` of a kind that failed for good, tried at once and some times more; how many.
   * Where a newer job has the key of one, that one is left to it.
   */
  readonly again: (
    which: { readonly id: string } | { readonly kind: string; readonly limit: number },
    now: string,
  ) => Promise<number>
  /** Takes away one that failed; null where there is no such job any more. */
  readonly discard: (id: string) => Promise<JobRow | null>
  /** Takes away up to `limit` of a kind that failed for good, the oldest first; how many. */
  readonly discardAll: (kind: string, limit: number) => Promise<number>
  /** Puts those to the failed ones that are overdue since then and of none of these kinds: nobody here can do them. */
  readonly strand: (given: {
    readonly kinds: readonly string[]
    readonly dueBefore: string
    readonly limit: number
    readonly error: string
    readonly words: Localized
  }) => Promise<readonly JobRow[]>
}

/** Jobs of a workspace. Claims by SKIP LOCKED with a lease; the lease is a fencing token that completing must name. */
export type JobTables = JobCare & {
  readonly add: (jobs: readonly NewJob[]) => Promise<void>
  readonly remove: (key: string) => Promise<void>
  /** Takes jobs away that wait, by how their key begins, and gives what they were to do. Those at work go on. */
  readonly withdraw: (keyStart: string) => Promise<readonly Json[]>
  /** Takes due jobs. One that its workers left again and again comes as `spent`: it is to be given up, not done. */
  readonly claim: (options: {
    readonly limit: number
    readonly leaseSeconds: number
    readonly kinds?: readonly string[]
    readonly now: string
  }) => Promise<readonly ClaimedJob[]>
  /** Makes the lease of a job that is still being worked on longer. False when it was lost. */
  readonly extend: (
    job: ClaimedJob,
    lease: { readonly leaseSeconds: number; readonly now: string },
  ) => Promise<boolean>
  /** False when the lease was lost: the work must be rolled back. */
  readonly complete: (job: ClaimedJob) => Promise<boolean>
  readonly fail: (
    job: ClaimedJob,
    failure: {
      readonly error: string
      /** The same in the words of the product, for a failure of its own. */
      readonly words?: Localized | null
      readonly retryAt: string | null
    },
  ) => Promise<boolean>
  /** Why the last job of this key failed for good; null where none did, or another one waits or runs. */
  readonly failure: (key: string) => Promise<{ readonly error: string; readonly at: string } | null>
  readonly counts: () => Promise<{
    readonly waiting: number
    readonly running: number
    readonly failed: number
  }>
}
