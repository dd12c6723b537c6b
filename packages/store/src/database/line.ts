import type pg from 'pg'
import type { Answer, Waiting } from './batch.ts'
import { carriesBatches, sendBatch } from './carry.ts'
import { endsConnection, SkippedError } from './failures.ts'
import { type Queryable, type Runner, runnerOn } from './runner.ts'
import type { Statement } from './wire.ts'

/** One transaction's way to the server. */
export type Line = {
  readonly runner: Runner
  readonly commit: () => Promise<void>
  /** Undoes everything; nothing is sent any more. Whether the connection is still of use. */
  readonly rollback: () => Promise<boolean>
  /** What failed first of all that nobody waited for: what came after it only says that something had. */
  readonly failure: () => unknown
}

const plain = { values: [] } as const
const enough = 50
const mostInFlight = 8
const taken = Promise.resolve()
const nothing = (): void => undefined

/**
 * Opens a way to the server that begins with the first statement. What is asked for within one turn goes out together;
 * what nobody waits for is taken along by the next question, or by the commit. A transaction that never had to ask
 * anything needs no beginning: its statements go out as one batch, and Postgres keeps all of them or none.
 */
export function lineOn(client: pg.PoolClient, opening: string): Line {
  let begun = false
  // A savepoint stands within a beginning and an end that were sent.
  let parted = false
  let ended = false
  let scheduled = false
  let lost = false
  let failure: unknown
  let firstReason: unknown
  let waiting: Waiting[] = []
  const inFlight: Promise<unknown>[] = []
  const send = (batch: readonly Waiting[]): Promise<unknown> =>
    new Promise((resolve) => {
      sendBatch(client, batch, (reason) => {
        firstReason ??= reason
        if (reason !== undefined && endsConnection(reason)) lost = true
        resolve(reason)
      })
    })
  const flush = (): Promise<unknown> | undefined => {
    if (ended || waiting.length === 0) return undefined
    const batch = begun ? waiting : [noted(opening), ...waiting]
    begun = true
    waiting = []
    return send(batch)
  }
  const soon = (): void => {
    scheduled = false
    void flush()
  }
  const ask = (statement: Statement): Promise<Answer> => {
    if (ended) return Promise.reject(tooLate())
    const answered = new Promise<Answer>((resolve, reject) => {
      const failed = (reason: unknown, skipped: boolean): void =>
        reject(skipped ? new SkippedError(reason) : (reason as Error))
      waiting.push({ statement, resolve, reject: failed })
    })
    if (!scheduled) process.nextTick(soon)
    scheduled = true
    return answered
  }
  // Scripts of several statements have no values, and only the simple way takes them.
  const askScript = (text: string): Promise<Answer> => {
    if (ended) return Promise.reject(tooLate())
    if (!begun && waiting.length === 0) void send([noted(opening)])
    void flush()
    begun = true
    return client.query(text)
  }
  const query: Queryable['query'] = (statement) =>
    statement.values.length === 0 ? askScript(statement.text) : ask(statement)
  const post = (statement: Statement, explain?: (error: unknown) => unknown): Promise<void> => {
    if (ended) return Promise.reject(tooLate())
    const failed = (reason: unknown, skipped: boolean): void => {
      if (!skipped) failure ??= explain === undefined ? reason : explain(reason)
    }
    waiting.push({ statement, resolve: nothing, reject: failed })
    parted ||= statement.text.startsWith('savepoint ')
    return waiting.length < enough ? taken : sendMany()
  }
  /** The server need not wait for the last of very many, nor this process hold all that the server has not taken. */
  const sendMany = async (): Promise<void> => {
    const flight = flush()
    if (flight !== undefined) inFlight.push(flight)
    if (inFlight.length > mostInFlight) await inFlight.shift()
  }
  return {
    runner: runnerOn({ query }, true, post),
    failure: () => failure,
    commit: async () => {
      ended = true
      // A transaction that failed would end as if nothing had been.
      if (failure !== undefined) throw failure
      if (!begun && waiting.length === 0) return
      let undone = false
      const alone = !begun && !parted && carriesBatches(client)
      const last = noted('commit', ({ command }) => (undone = command.startsWith('ROLLBACK')))
      const first = begun || alone ? [] : [noted(opening)]
      const batch = alone ? waiting : [...first, ...waiting, last]
      begun ||= !alone
      waiting = []
      const reason = await send(batch)
      if (failure !== undefined || reason !== undefined) throw failure ?? reason
      // Somebody looked away from a failure; Postgres did not.
      if (undone) throw firstReason ?? new Error('the transaction had failed before its end')
    },
    rollback: async () => {
      ended = true
      const left = waiting
      waiting = []
      for (const one of left) one.reject(new Error('its transaction was undone'), true)
      if (lost) return false
      if (!begun) return true
      return client.query('rollback').then(
        () => true,
        () => false,
      )
    },
  }
}

function tooLate(): Error {
  return new Error('a statement after the end of its transaction')
}

/** A statement of our own; should it fail, those behind it do. */
function noted(text: string, resolve: (answer: Answer) => void = () => undefined): Waiting {
  return { statement: { text, name: text, ...plain }, resolve, reject: () => undefined }
}
