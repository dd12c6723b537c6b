import type { Json } from '@mortise/expressions'
import { type Fragment, renderSql } from '@mortise/expressions/sql'
import type pg from 'pg'
import type { Answer } from './batch.ts'
import { sendBatch } from './carry.ts'
import { endsConnection } from './failures.ts'
import { processNames } from './statement-names.ts'
import type { Statement } from './wire.ts'

/** One row as the driver gives it. */
export type Row = { readonly [column: string]: unknown }

/** A statement with its text put together already. */
export type Ready = { readonly text: string; readonly values: readonly Json[] }

/**
 * Runs statements: on any connection of the pool, or on the one connection of a transaction. Whoever gets a runner
 * never takes a connection itself, so a transaction can't wait for a second one.
 */
export type Runner = {
  /** Rows of one statement. */
  readonly rows: <R extends Row = Row>(statement: Fragment | Ready) => Promise<readonly R[]>
  /** First row, or undefined. */
  readonly first: <R extends Row = Row>(statement: Fragment | Ready) => Promise<R | undefined>
  /** Number of rows changed. */
  readonly change: (statement: Fragment | Ready) => Promise<number>
  /**
   * Sends a statement whose answer nobody needs. In a transaction it is not waited for: it goes out together with the
   * next one, and its failure fails the commit. `explain` says what a failure means.
   */
  readonly post: (statement: Fragment | Ready, explain?: (error: unknown) => unknown) => Promise<void>
  /** True inside a transaction. */
  readonly inTransaction: boolean
}

/** What a pool, a client and a transaction have in common. */
export type Queryable = { readonly query: (statement: Statement) => Promise<Answer> }

/** Sends what nobody waits for. */
export type Post = (statement: Statement, explain?: (error: unknown) => unknown) => Promise<void>

/** Makes a runner. Errors pass unchanged: a transaction must see which failures may be retried. */
export function runnerOn(queryable: Queryable, inTransaction: boolean, post?: Post): Runner {
  const send = (statement: Fragment | Ready): Promise<Answer> => queryable.query(readied(statement))
  return {
    rows: async <R extends Row>(statement: Fragment | Ready) => (await send(statement)).rows as readonly R[],
    first: async <R extends Row>(statement: Fragment | Ready) =>
      (await send(statement)).rows[0] as R | undefined,
    change: async (statement) => (await send(statement)).rowCount ?? 0,
    post:
      post === undefined
        ? async (statement, explain) => {
            try {
              await send(statement)
            } catch (error) {
              throw explain === undefined ? error : explain(error)
            }
          }
        : (statement, explain) => post(readied(statement), explain),
    inTransaction,
  }
}

function readied(statement: Fragment | Ready): Statement {
  const { text, values } = 'text' in statement ? statement : renderSql(statement)
  const name = values.length > 0 ? processNames.of(text) : undefined
  return { text, values, name }
}

/** Runs each statement on any connection of a pool. */
export function runnerOnPool(pool: pg.Pool): Runner {
  const query: Queryable['query'] = async (statement) => {
    if (statement.values.length === 0) return pool.query(statement.text)
    const client = await pool.connect()
    return alone(client, statement, (reason) =>
      client.release(reason !== undefined && endsConnection(reason)),
    )
  }
  return runnerOn({ query }, false)
}

/** Runs each statement on this client by itself; the transaction is the caller's. */
export function runnerOnClient(client: pg.PoolClient): Runner {
  const query: Queryable['query'] = (statement) =>
    statement.values.length === 0 ? client.query(statement.text) : alone(client, statement, () => undefined)
  return runnerOn({ query }, true)
}

function alone(
  client: pg.PoolClient,
  statement: Statement,
  ended: (reason?: unknown) => void,
): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    const one = { statement, resolve, reject: (reason: unknown) => reject(reason as Error) }
    sendBatch(client, [one], ended)
  })
}
