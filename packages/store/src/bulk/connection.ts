import pg from 'pg'
import { from } from 'pg-copy-streams'
import { typeParsers } from '../database/types.ts'

/** A connection of its own for bulk work: COPY does not go through the pool's pipelined ones. */
export type BulkConnection = {
  /** Looks like a pool of this one connection, for `inTransaction`. */
  readonly pool: pg.Pool
  /** The bytes of the nth text of a COPY, in memory that is used again for the next COPY of this connection. */
  readonly bytes: (n: number, text: string) => Buffer
  /** Sends pieces of COPY text; the statement names table and columns. Only inside a transaction of `pool`. */
  readonly copy: (statement: string, pieces: Iterable<Buffer>) => Promise<void>
  readonly end: () => Promise<void>
}

// A chunk or an index of millions of rows takes its time; who waits for a lock gives up as everywhere. Indexes are made
// two at a time, each by one process: several at one index do a good part of the work twice.
const sessionOptions =
  '-c timezone=UTC -c datestyle=ISO,YMD -c lock_timeout=10s -c statement_timeout=0 -c idle_in_transaction_session_timeout=300s -c maintenance_work_mem=256MB -c max_parallel_maintenance_workers=0'

/** Opens a connection for bulk work. */
export async function openBulkConnection(
  url: string,
  onError: (error: unknown) => void,
): Promise<BulkConnection> {
  const client = new pg.Client({
    connectionString: url,
    options: sessionOptions,
    types: typeParsers,
    connectionTimeoutMillis: 5_000,
    application_name: 'mortise bulk',
  })
  client.on('error', onError)
  await client.connect()
  const lent = Object.assign(client, { release: () => undefined })
  return {
    pool: { connect: () => Promise.resolve(lent) } as unknown as pg.Pool,
    bytes: reusedBytes(),
    copy: (statement, pieces) => copyIn(client, statement, pieces),
    end: () => client.end(),
  }
}

/**
 * New memory for each text would be outside of the heap, for whose sake the engine goes through all of the heap again
 * and again. A COPY has ended, and with it all use of its bytes, before the next begins.
 */
function reusedBytes(): BulkConnection['bytes'] {
  const kept: Buffer[] = []
  return (n, text) => {
    // No sign of a text takes more than three bytes.
    const most = 3 * text.length
    let memory = kept[n]
    if (memory === undefined || memory.length < most) kept[n] = memory = Buffer.allocUnsafeSlow(most)
    return memory.subarray(0, memory.write(text))
  }
}

function copyIn(client: pg.Client, statement: string, pieces: Iterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = client.query(from(statement))
    stream.once('error', reject)
    stream.once('finish', resolve)
    const iterator = pieces[Symbol.iterator]()
    const send = (): void => {
      for (let next = iterator.next(); next.done !== true; next = iterator.next())
        if (!stream.write(next.value)) {
          stream.once('drain', send)
          return
        }
      stream.end()
    }
    send()
  })
}
