import type { Json } from '@mortise/expressions'
import { type Fragment, renderSql } from '@mortise/expressions/sql'
import type { QueryResult } from 'pg'
import { processNames } from './statement-names.ts'

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

/** What a pool and a client have in common. */
export type Queryable = {
  readonly query: (config: {
    readonly text: string
    readonly values: unknown[]
    readonly name?: string
  }) => Promise<QueryResult>
}

/** Makes a runner. Errors pass unchanged: a transaction must see which failures may be retried. */
export function runnerOn(
  queryable: Queryable,
  inTransaction: boolean,
  posted: (sent: Promise<unknown>) => Promise<void> | undefined = () => undefined,
): Runner {
  const send = (statement: Fragment | Ready): Promise<QueryResult> => {
    const { text, values } = 'text' in statement ? statement : renderSql(statement)
    const name = values.length > 0 ? processNames.of(text) : undefined
    return queryable.query({ text, values: values as unknown[], ...(name === undefined ? {} : { name }) })
  }
  return {
    rows: async <R extends Row>(statement: Fragment | Ready) => (await send(statement)).rows as readonly R[],
    first: async <R extends Row>(statement: Fragment | Ready) =>
      (await send(statement)).rows[0] as R | undefined,
    change: async (statement) => (await send(statement)).rowCount ?? 0,
    post: async (statement, explain) => {
      const answered = send(statement)
      const sent =
        explain === undefined
          ? answered
          : answered.catch((error: unknown) => {
              throw explain(error)
            })
      await (posted(sent) ?? sent)
    },
    inTransaction,
  }
}
