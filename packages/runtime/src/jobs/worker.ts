import { loggedError } from '@mortise/errors'
import type { ClaimedJob, Transaction, WorkspaceStore } from '@mortise/store'
import type { Log } from '../types.ts'
import { type Held, leaseSeconds, settle, whileAlive } from './settle.ts'

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
  /** How many jobs are taken at a time, and how many wait for the outside at most. */
  readonly batch?: number
  /** Done before a look for jobs, and every second of a long one: what makes jobs of what has come due. */
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

// A job in a transaction holds a connection and may ask for another to read what is published: were all of a pool's
// connections held so, each would wait for the others for ever.
const transactionsAtOnce = 4
const tickEveryMs = 1000

/** Jobs that wait for the outside go on beside everything else; those in transactions are done a few at a time. */
type Bench = {
  readonly outside: ReadonlyMap<string, unknown>
  readonly begin: (job: ClaimedJob) => void
  readonly ended: () => Promise<unknown>
}

function openBench(options: WorkerOptions, onEnd: (left: number) => void): Bench {
  const outside = new Map<string, { readonly held: Held; readonly done: Promise<void> }>()
  return {
    outside,
    begin: (job) => {
      const known = outside.get(job.id)
      // The clock jumped past its lease while it ran here: it goes on under the new one, and not a second time beside itself.
      if (known !== undefined) {
        known.held.job = job
        return
      }
      const held = { job }
      const done = settle(held, options).finally(() => {
        outside.delete(job.id)
        onEnd(outside.size)
      })
      outside.set(job.id, { held, done })
    },
    ended: () => Promise.all([...outside.values()].map(({ done }) => done)),
  }
}

/** Does jobs in transactions, a few at a time. Those behind a slow one keep their leases while they wait. */
async function settleInside(jobs: readonly ClaimedJob[], options: WorkerOptions): Promise<void> {
  const waiting = [...jobs]
  const lane = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await settle({ job }, options)
  }
  await whileAlive(
    () => waiting,
    options,
    () => Promise.all(Array.from({ length: transactionsAtOnce }, lane)),
  )
}

/**
 * Works off a workspace's jobs until stopped, those that it has handlers for. Polls; a notice from a commit only makes it
 * look sooner. A job that waits long for the outside holds nobody up.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { workspace, handlers, clock, log, pollMs = 1000, batch = 10 } = options
  const isOutside = (kind: string): boolean => handlers[kind]?.mode === 'outside'
  const kinds = Object.keys(handlers)
  const [outsideKinds, insideKinds] = [kinds.filter(isOutside), kinds.filter((kind) => !isOutside(kind))]
  let stopped = false
  let called = false
  let ticked = Number.NEGATIVE_INFINITY
  let wake: (() => void) | undefined
  const call = (): void => {
    called = true
    wake?.()
  }
  // A place that is free again is news only where there was none: work that others were given comes with a call.
  const bench = openBench(options, (left) => {
    if (left === batch - 1) call()
  })

  const claim = (some: readonly string[], limit: number): Promise<readonly ClaimedJob[]> =>
    some.length === 0 || limit < 1
      ? Promise.resolve([])
      : workspace.jobs.claim({
          kinds: some,
          limit,
          leaseSeconds,
          now: new Date(clock()).toISOString(),
        })
  const take = async (): Promise<readonly ClaimedJob[]> => {
    called = false
    const { size } = bench.outside
    if (size === 0) return claim(kinds, batch)
    return [...(await claim(insideKinds, batch)), ...(await claim(outsideKinds, batch - size))]
  }
  const tick = async (): Promise<void> => {
    ticked = clock()
    // What can't make jobs of its times must not keep the jobs there are from being done.
    await options.tick?.().catch((error: unknown) => log.error('tick failed', { error: loggedError(error) }))
  }
  /** How many jobs were done or begun, and whether any went on outside while it looked. */
  const look = async (isFresh: boolean): Promise<{ readonly count: number; readonly isQuiet: boolean }> => {
    let [count, isQuiet] = [0, bench.outside.size === 0]
    for (let first = isFresh; ; first = false) {
      if (first || Math.abs(clock() - ticked) >= tickEveryMs) await tick()
      const jobs = await take()
      if (jobs.length > 0) await options.catchUp?.()
      const away = jobs.filter(({ kind }) => isOutside(kind))
      for (const job of away) bench.begin(job)
      await settleInside(
        jobs.filter(({ kind }) => !isOutside(kind)),
        options,
      )
      count += jobs.length
      isQuiet &&= away.length === 0
      if (jobs.length === 0 || stopped) return { count, isQuiet }
    }
  }
  let last: Promise<unknown> = Promise.resolve()
  // One look after the other: a look that finds nothing because another one holds it all would be over too soon.
  const behind = (isFresh: boolean): ReturnType<typeof look> => {
    const next = last.then(() => look(isFresh))
    last = next.catch(() => undefined)
    return next
  }
  const drain = async (): Promise<number> => {
    for (let total = 0; ; ) {
      const { count, isQuiet } = await behind(true)
      total += count
      // What is away is waited for by one that was stopped as well: who asks for a drain wants it done.
      await bench.ended()
      if (stopped || isQuiet) return total
    }
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
    for (let isFresh = true; !stopped; isFresh = !called) {
      await behind(isFresh).catch((error: unknown) => {
        called = false
        log.error('worker round failed', { error: loggedError(error) })
      })
      // Called while it looked: what was committed then may not have been there to be found.
      if (!stopped && !called) await sleep()
    }
  }
  const unsubscribe = workspace.onChange((change) => {
    if (change.topic === 'job') call()
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
      await bench.ended()
    },
  }
}
