import type pg from 'pg'
import { isRetryable, rootFailure, translateFailure } from './failures.ts'
import { lineOn } from './line.ts'
import { type Runner, runnerOnClient } from './runner.ts'

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
    broken = !(await line.rollback())
    throw line.failure() ?? rootFailure(error)
  } finally {
    // Nobody may find a transaction open that is not theirs.
    client.release(broken || leftOpen(client))
  }
}

function leftOpen(client: pg.PoolClient): boolean {
  const status = client.getTransactionStatus()
  return status === 'T' || status === 'E'
}

/**
 * What a step of a question that costs something may keep in memory before it goes to the disk: the 4 MB that Postgres gives
 * by itself hold some ten thousand rows. A few such questions run at a time, each with a handful of steps.
 */
const room = '32MB'

/**
 * A read-only view of one moment on a connection of its own, until `end`. For streams that outlive one statement; or, with
 * `milliseconds`, for statements that each have so much time.
 */
export async function beginSnapshot(
  pool: pg.Pool,
  { milliseconds }: { readonly milliseconds?: number } = {},
): Promise<{ readonly runner: Runner; readonly end: () => Promise<void> }> {
  const client = await pool.connect()
  try {
    // Who reads slowly (a download) must not be cut off between two pages.
    const settings =
      milliseconds === undefined
        ? ['idle_in_transaction_session_timeout = 0']
        : [`statement_timeout = ${Math.ceil(milliseconds)}`, `work_mem = '${room}'`]
    await client.query([begin.snapshot, ...settings.map((one) => `set local ${one}`)].join('; '))
  } catch (error) {
    client.release(true)
    throw translateFailure(error)
  }
  return {
    runner: runnerOnClient(client),
    end: async () => {
      const broken = await client.query('commit').then(
        () => false,
        () => true,
      )
      client.release(broken)
    },
  }
}
