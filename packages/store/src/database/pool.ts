import pg from 'pg'
import { useNoNames } from './batch.ts'
import { connectionOf } from './carry.ts'
import { typeParsers } from './types.ts'

// Set once when a connection is made, not by statements before each query.
const sessionOptions =
  '-c timezone=UTC -c datestyle=ISO,YMD -c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s'

// How long somebody waits for a connection. Many at once are to stand in line, not to be sent away: it is longer than any
// wait for a lock, so that who stands in front has his answer first.
const longestWait = 30_000

/** Makes the pool of a process. Errors of idle connections go to `onError`; without that they would end the process. */
export function makePool(options: {
  readonly url: string
  readonly size: number
  readonly onError: (error: unknown) => void
  /** False where a pooler between us and Postgres does not remember named statements. */
  readonly namedStatements?: boolean
}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.size,
    options: sessionOptions,
    types: typeParsers,
    connectionTimeoutMillis: longestWait,
    // Statements that need not wait for each other share one way to the server and back.
    pipeline: true,
    application_name: 'mortise',
  })
  pool.on('error', options.onError)
  // A connection that breaks while it is lent also needs a listener.
  pool.on('connect', (client) => client.on('error', options.onError))
  if (options.namedStatements === false)
    pool.on('connect', (client) => {
      const connection = connectionOf(client)
      if (connection !== undefined) useNoNames(connection)
    })
  return pool
}
