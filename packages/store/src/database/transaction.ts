import type pg from 'pg'
import { isRetryable, isStalePlan, translateFailure } from './failures.ts'
import { type Queryable, type Runner, runnerOn } from './runner.ts'
import { processNames } from './statement-names.ts'

const attempts = 4

export type TransactionMode = 'write' | 'snapshot'

const begin: { readonly [M in TransactionMode]: string } = {
  write: 'begin',
  snapshot: 'begin isolation level repeatable read read only',
}

/**
 * Runs work in one transaction on one connection. Serialization failures and deadlocks are tried again up to three
 * times, so work must have no effects outside the transaction; those belong in `afterCommit`.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (runner: Runner, afterCommit: (run: () => void) => void) => Promise<T>,
  mode: TransactionMode = 'write',
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { result, later } = await once(pool, work, mode)
      // It is committed whatever these do.
      for (const run of later) run()
      return result
    } catch (error) {
      if (isStalePlan(error)) processNames.renew()
      if (!isRetryable(error) || attempt === attempts) throw translateFailure(error)
      // Two that met once should not meet again at the same moment.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt))
    }
  }
}

async function once<T>(
  pool: pg.Pool,
  work: (runner: Runner, afterCommit: (run: () => void) => void) => Promise<T>,
  mode: TransactionMode,
): Promise<{ readonly result: T; readonly later: readonly (() => void)[] }> {
  const client = await pool.connect()
  const line = lineOn(client, begin[mode])
  const later: (() => void)[] = []
  let broken = false
  try {
    const result = await work(line.runner, (run) => later.push(run))
    await line.commit()
    return { result, later }
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw (await line.failure()) ?? error
  } finally {
    client.release(broken)
  }
}

/** One transaction's way to the server: begins with the first statement, and takes along what nobody waits for. */
function lineOn(
  client: pg.PoolClient,
  opening: string,
): {
  readonly runner: Runner
  readonly commit: () => Promise<void>
  /** What failed first of all that nobody waited for: later statements only say that the transaction is over. */
  readonly failure: () => Promise<unknown>
} {
  const unanswered: Promise<unknown>[] = []
  let begun = false
  const ask: Queryable['query'] = (config) => {
    gather(client)
    // A live connection does not refuse to begin; should it ever, the work fails with it.
    if (!begun) void post(client.query(opening))
    begun = true
    return client.query(config)
  }
  const post = (sent: Promise<unknown>): Promise<void> => {
    // Its failure comes out at the commit, or before that as the failure of the next statement.
    sent.catch(() => undefined)
    unanswered.push(sent)
    return Promise.resolve()
  }
  return {
    runner: runnerOn({ query: ask }, true, post),
    failure: async () => {
      const answers = await Promise.allSettled(unanswered)
      return answers.find((one) => one.status === 'rejected')?.reason
    },
    commit: async () => {
      if (!begun) return
      // Sent right behind the rest: if any of that failed, this commit rolls back.
      const ended = client.query('commit')
      ended.catch(() => undefined)
      // In order: what failed first is the reason, the rest only follows from it.
      for (const one of unanswered) await one
      await ended
    },
  }
}

type Wire = { readonly connection?: { readonly stream?: { cork?: () => void; uncork?: () => void } } }

/** What is sent within one turn goes out in one write: writes are the dearest part of a small statement. */
function gather(client: pg.PoolClient): void {
  const stream = (client as unknown as Wire).connection?.stream
  if (stream?.cork === undefined) return
  stream.cork()
  process.nextTick(() => stream.uncork?.())
}

/** A read-only view of one moment on a connection of its own, until `end`. For streams that outlive one statement. */
export async function beginSnapshot(
  pool: pg.Pool,
): Promise<{ readonly runner: Runner; readonly end: () => Promise<void> }> {
  const client = await pool.connect()
  try {
    await client.query(begin.snapshot)
    // Who reads slowly (a download) must not be cut off between two pages.
    await client.query('set local idle_in_transaction_session_timeout = 0')
  } catch (error) {
    client.release(true)
    throw translateFailure(error)
  }
  return {
    runner: runnerOn(client, true),
    end: async () => {
      const broken = await client.query('commit').then(
        () => false,
        () => true,
      )
      client.release(broken)
    },
  }
}
