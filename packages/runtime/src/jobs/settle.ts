import { isMortiseError, loggedError } from '@mortise/errors'
import type { ClaimedJob, WorkspaceStore } from '@mortise/store'
import { errors } from '../errors.ts'
import type { WorkerOptions } from './worker.ts'

/** How long the jobs of a worker that was killed wait for the next one. Kept short; a living worker asks for more. */
export const leaseSeconds = 20
const heartbeatMs = 6_000

/** A job that is done here, by the lease it stands under: where that ran out and was taken here again, by the newer one. */
export type Held = { job: ClaimedJob }

/** Thrown inside a job's transaction when the lease went to somebody else: rolls the work back. */
class LeaseLost extends Error {}

/** Wait before try n+1: 2, 8, 32 s … up to an hour, spread so that many jobs don't wake at once. */
export function retryDelaySeconds(attempts: number, spread: number): number {
  return Math.min(3600, 2 * 4 ** (attempts - 1)) * (0.75 + spread * 0.5)
}

/** Keeps the leases of jobs while there is work on them, or while they wait here for their turn. */
export async function whileAlive(
  jobs: () => readonly ClaimedJob[],
  options: Pick<WorkerOptions, 'workspace' | 'clock' | 'log'>,
  work: () => Promise<unknown>,
): Promise<void> {
  const { workspace, clock, log } = options
  const beat = setInterval(() => {
    const now = new Date(clock()).toISOString()
    for (const job of jobs())
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

async function runOne(held: Held, options: WorkerOptions): Promise<void> {
  const { job } = held
  const handler = options.handlers[job.kind]
  if (handler === undefined) throw errors.JOB_KIND_UNKNOWN()
  if (handler.mode === 'outside') {
    await whileAlive(
      () => [held.job],
      options,
      () => handler.run(job),
    )
    await options.workspace.jobs.complete(held.job)
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

type Failure = Parameters<WorkspaceStore['jobs']['fail']>[1]

/** Puts a job to the failed ones and has that told, both or neither; where it can't be told, it is a failed one all the same. */
async function giveUp(
  job: ClaimedJob,
  error: unknown,
  options: WorkerOptions,
  failure: Failure,
): Promise<void> {
  const { workspace, gaveUp, log } = options
  if (gaveUp === undefined) return void (await workspace.jobs.fail(job, failure))
  try {
    await workspace.transaction(async (tx) => {
      if (await tx.jobs.fail(job, failure)) await gaveUp({ job, error, tx })
    })
  } catch (untold) {
    log.error('failure not told', { job: job.id, kind: job.kind, error: loggedError(untold) })
    await workspace.jobs.fail(job, failure)
  }
}

/** Notes what a job failed by: for another try later, or for good. */
async function noteFailure(job: ClaimedJob, error: unknown, options: WorkerOptions): Promise<void> {
  const last = job.attempts >= job.maxAttempts
  // The id's last digits spread retries; no random source is needed for that.
  const spread = Number.parseInt(job.id.replaceAll('-', '').slice(-4), 16) / 0xffff || 0
  const delay = retryDelaySeconds(job.attempts, spread) * 1000
  options.log.error('job failed', {
    job: job.id,
    kind: job.kind,
    attempts: job.attempts,
    last,
    error: loggedError(error),
  })
  const failure: Failure = {
    error: loggedError(error).message,
    // What the program did not expect has no words for people.
    words: isMortiseError(error) && error.kind !== 'unexpected' ? error.text : null,
    retryAt: last ? null : new Date(options.clock() + delay).toISOString(),
  }
  if (last) await giveUp(job, error, options, failure)
  else await options.workspace.jobs.fail(job, failure)
}

/**
 * Does one job, and notes what came of it. Never throws: where not even that can be noted, its lease runs out and it comes
 * again, and the jobs beside it go on.
 */
export async function settle(held: Held, options: WorkerOptions): Promise<void> {
  try {
    if (held.job.spent) await noteFailure(held.job, errors.JOB_ABANDONED(), options)
    else
      await runOne(held, options).catch(async (error: unknown) => {
        if (!(error instanceof LeaseLost)) await noteFailure(held.job, error, options)
      })
  } catch (error) {
    const { id, kind } = held.job
    options.log.error('job not settled', { job: id, kind, error: loggedError(error) })
  }
}
