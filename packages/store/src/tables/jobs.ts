import type { Json } from '@mortise/expressions'
import type { ClaimedJob, NewJob } from '../types.ts'

/** Jobs of a workspace. Claims by SKIP LOCKED with a lease; the lease is a fencing token that completing must name. */
export type JobTables = {
  readonly add: (jobs: readonly NewJob[]) => Promise<void>
  readonly remove: (key: string) => Promise<void>
  /** Takes jobs away that wait, by how their key begins, and gives what they were to do. Those at work go on. */
  readonly withdraw: (keyStart: string) => Promise<readonly Json[]>
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
    failure: { readonly error: string; readonly retryAt: string | null },
  ) => Promise<boolean>
  /** Why the last job of this key failed for good; null where none did, or another one waits or runs. */
  readonly failure: (key: string) => Promise<{ readonly error: string; readonly at: string } | null>
  readonly counts: () => Promise<{
    readonly waiting: number
    readonly running: number
    readonly failed: number
  }>
}
