import type pg from 'pg'
import { Batch, type Answer, type Waiting } from './batch.ts'
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

/**
 * Opens a way to the server that begins with the first statement. What is asked for within one turn goes out together;
 * what nobody waits for is taken along by the next question, or by the commit. A transaction that never had to ask
 * anything needs no beginning: its statements go out as one batch, and Postgres keeps all of them or none.
 */
export function lineOn(client: pg.PoolClient, opening: string): Line {
  let begun = false
  let ended = false
  let scheduled = false
  let failure: unknown
  let waiting: Waiting[] = []
  const send = (batch: readonly Waiting[], done: (reason?: unknown) => void): void => {
    client.query(new Batch(batch, done) as never)
  }
  const flush = (): void => {
    if (ended || waiting.length === 0) return
    const batch = begun ? waiting : [noted(opening), ...waiting]
    begun = true
    waiting = []
    send(batch, () => undefined)
  }
  const soon = (): void => {
    scheduled = false
    flush()
  }
  const ask = (statement: Statement): Promise<Answer> => {
    if (ended) return Promise.reject(new Error('a statement after the end of its transaction'))
    const answered = new Promise<Answer>((resolve, reject) => {
      waiting.push({ statement, resolve, reject: (reason) => reject(reason as Error) })
    })
    if (!scheduled) process.nextTick(soon)
    scheduled = true
    return answered
  }
  // Scripts of several statements have no values, and only the simple way takes them.
  const askScript = (text: string): Promise<Answer> => {
    if (ended) return Promise.reject(new Error('a statement after the end of its transaction'))
    if (!begun && waiting.length === 0) send([noted(opening)], () => undefined)
    flush()
    begun = true
    return client.query(text)
  }
  const query: Queryable['query'] = (statement) =>
    statement.values.length === 0 ? askScript(statement.text) : ask(statement)
  const post = (statement: Statement, explain?: (error: unknown) => unknown): Promise<void> => {
    const failed = (reason: unknown, skipped: boolean): void => {
      if (!skipped) failure ??= explain === undefined ? reason : explain(reason)
    }
    waiting.push({ statement, resolve: () => undefined, reject: failed })
    // The server need not wait for the last of very many.
    if (waiting.length >= enough) flush()
    return Promise.resolve()
  }
  return {
    runner: runnerOn({ query }, true, post),
    failure: () => failure,
    commit: async () => {
      ended = true
      // A transaction that failed would end as if nothing had been.
      if (failure !== undefined) throw failure
      if (!begun && waiting.length === 0) return
      const batch = begun ? [...waiting, noted('commit')] : waiting
      waiting = []
      const reason = await new Promise<unknown>((resolve) => {
        send(batch, resolve)
      })
      if (failure !== undefined || reason !== undefined) throw failure ?? reason
    },
    rollback: async () => {
      ended = true
      if (!begun) return true
      return client.query('rollback').then(
        () => true,
        () => false,
      )
    },
  }
}

/** A statement whose answer says nothing; should it fail, those behind it do. */
function noted(text: string): Waiting {
  return { statement: { text, name: text, ...plain }, resolve: () => undefined, reject: () => undefined }
}
