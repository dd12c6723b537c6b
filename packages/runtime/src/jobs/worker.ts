import { loggedError } from '@mortise/errors'
import type { ClaimedJob, Transaction, WorkspaceStore } from '@mortise/store'
import type { Log } from '../types.ts'

/**
 * Does one kind of job. `inTransaction` jobs do all their work in the transaction that completes the job, so their
 * effects happen exactly once. `outside` jobs (mail, HTTP) act first and complete after: at least once, with the job's
 * id as idempotency key.
 */
export type JobHandler =
  | { readonly mode: 'inTransaction'; readonly run: (job: ClaimedJob, tx: Transaction) => Promise<void> }
  | { readonly mode: 'outside'; readonly run: (job: ClaimedJob) => Promise<void> }

export type WorkerOptions = {
  readonly workspace: WorkspaceStore
  readonly handlers: { readonly [kind: string]: JobHandler }
  readonly clock: () => number
  readonly log: Log
  /** Longest sleep between looks, in milliseconds. */
  readonly pollMs?: number
  readonly batch?: number
  /** Done before each look for jobs: what makes jobs of what has come due. */
  readonly tick?: () => Promise<void>
  /**
   * Done when jobs were taken, before they are: what this process remembers of the workspace may be older than they are,
   * and a job would do nothing for a rule that was published, or a person who left, just before it was asked for.
   */
  readonly catchUp?: () => Promise<void>
  /** Told of a job that is not tried any more, in the transaction that says so. */
  readonly gaveUp?: (of: {
    readonly job: ClaimedJob
    readonly error: unknown
    readonly tx: Transaction
  }) => Promise<void>
}

/**
 * A running worker. `drain` does everything that is due now, behind the look that is under way if there is one, and
 * returns how many jobs it did.
 */
export type Worker = { readonly drain: () => Promise<number>; readonly stop: () => Promise<void> }

/** Puts a job to the failed ones and has that told, both or neither; where it can't be told, it is a failed one all the same. */
async function giveUp(
  job: ClaimedJob,
  error: unknown,
  options: Required<Pick<WorkerOptions, 'workspace' | 'gaveUp' | 'log'>> & {
    readonly failure: Parameters<WorkspaceStore['jobs']['fail']>[1]
  },
): Promise<void> {
  const { workspace, gaveUp, failure, log } = options
  try {
    await workspace.transaction(async (tx) => {
      if (await tx.jobs.fail(job, failure)) await gaveUp({ job, error, tx })
    })
  } catch (untold) {
    log.error('failure not told', { job: job.id, kind: job.kind, error: loggedError(untold) })
    await workspace.jobs.fail(job, failure)
  }
}

/** How long the jobs of a worker that was killed wait for the next one. Kept short; a living worker asks for more. */
const leaseSeconds = 20
const heartbeatMs = 6_000

/** Thrown inside a job's transaction when the lease went to somebody else: rolls the work back. */
class LeaseLost extends Error {}

/** Wait before try n+1: 2, 8, 32 s … up to an hour, spread so that many jobs don't wake at once. */
export function retryDelaySeconds(attempts: number, spread: number): number {
  return Math.min(3600, 2 * 4 ** (attempts - 1)) * (0.75 + spread * 0.5)
}

/** Work that takes longer than a lease keeps it. Work in a transaction needs none of that: its row is locked. */
async function whileAlive(job: ClaimedJob, options: WorkerOptions, work: () => Promise<void>): Promise<void> {
  const { workspace, clock, log } = options
  const beat = setInterval(() => {
    const now = new Date(clock()).toISOString()
    workspace.jobs.extend(job, { leaseSeconds, now }).catch((error: unknown) => {
      log.error('lease not extended', { job: job.id, kind: job.kind, error: loggedError(error) })
    })
  }, heartbeatMs)
  try {
    await work()
  } finally {
    clearInterval(beat)
  }
}

async function runOne(job: ClaimedJob, options: WorkerOptions): Promise<void> {
  const handler = options.handlers[job.kind]
  if (handler === undefined) throw new Error(`no handler for job kind ${job.kind}`)
  if (handler.mode === 'outside') {
    await whileAlive(job, options, () => handler.run(job))
    await options.workspace.jobs.complete(job)
    return
  }
  await options.workspace.transaction(async (tx) => {
    // First the claim: it locks the job's row, so a second worker waits here and then finds the lease gone. The work's
    // first questions go out with it; where the lease is gone they are undone with all that followed.
    const [claim, work] = await Promise.allSettled([tx.jobs.complete(job), handler.run(job, tx)])
    if (claim.status === 'rejected') throw claim.reason
    if (!claim.value) throw new LeaseLost()
    if (work.status === 'rejected') throw work.reason
  })
}

async function settle(job: ClaimedJob, options: WorkerOptions): Promise<void> {
  try {
    await runOne(job, options)
  } catch (error) {
    if (error instanceof LeaseLost) return
    const last = job.attempts >= job.maxAttempts
    // The id's last digits spread retries; no random source is needed for that.
    const spread = Number.parseInt(job.id.replaceAll('-', '').slice(-4), 16) / 0xffff || 0
    const retryAt = last
      ? null
      : new Date(options.clock() + retryDelaySeconds(job.attempts, spread) * 1000).toISOString()
    options.log.error('job failed', {
      job: job.id,
      kind: job.kind,
      attempts: job.attempts,
      last,
      error: loggedError(error),
    })
    const failure = { error: loggedError(error).message, retryAt }
    if (!last || options.gaveUp === undefined) await options.workspace.jobs.fail(job, failure)
    else await giveUp(job, error, { ...options, gaveUp: options.gaveUp, failure })
  }
}

// A job in a transaction holds a connection and may ask for another to read what is published: were all of a pool's
// connections held so, each would wait for the others for ever.
const transactionsAtOnce = 4

/** Does jobs side by side: those that wait for the outside all at once, those in transactions a few at a time. */
async function settleAll(jobs: readonly ClaimedJob[], options: WorkerOptions): Promise<void> {
  const isOutside = ({ kind }: ClaimedJob): boolean => options.handlers[kind]?.mode === 'outside'
  const waiting = jobs.filter((job) => !isOutside(job))
  const lane = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await settle(job, options)
  }
  await Promise.all([
    ...jobs.filter(isOutside).map((job) => settle(job, options)),
    ...Array.from({ length: transactionsAtOnce }, lane),
  ])
}

/** Works off a workspace's jobs until stopped. Polls; a notice from a commit only makes it look sooner. */
export function startWorker(options: WorkerOptions): Worker {
  const { workspace, clock, log, pollMs = 1000, batch = 10 } = options
  let stopped = false
  let wake: (() => void) | undefined
  const round = async (): Promise<number> => {
    const now = new Date(clock()).toISOString()
    const jobs = await workspace.jobs.claim({ limit: batch, leaseSeconds, now })
    if (jobs.length > 0) await options.catchUp?.()
    await settleAll(jobs, options)
    return jobs.length
  }
  const look = async (): Promise<number> => {
    let done = 0
    await options.tick?.()
    for (;;) {
      const count = await round()
      done += count
      if (count === 0 || stopped) return done
    }
  }
  let last: Promise<unknown> = Promise.resolve()
  // One look after the other: a look that finds nothing because another one holds it all would be over too soon.
  const drain = (): Promise<number> => {
    const next = last.then(look)
    last = next.catch(() => undefined)
    return next
  }
  const sleep = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const loop = async (): Promise<void> => {
    while (!stopped) {
      await drain().catch((error: unknown) => log.error('worker round failed', { error: loggedError(error) }))
      if (!stopped) await sleep()
    }
  }
  const unsubscribe = workspace.onChange((change) => {
    if (change.topic === 'job') wake?.()
  })
  const running = loop()
  return {
    drain,
    stop: async () => {
      stopped = true
      unsubscribe()
      wake?.()
      await running
      await last
    },
  }
}
