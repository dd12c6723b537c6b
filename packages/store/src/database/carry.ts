import pg from 'pg'
import { Batch, type Connection, type Waiting } from './batch.ts'
import { textOf } from './wire.ts'

/**
 * Sends statements together. `ended` is called once, with the reason when they failed. With a driver whose inside is
 * not what a batch needs they go by its own means, one behind the other: slower, with the same answers.
 */
export function sendBatch(
  client: pg.ClientBase,
  waiting: readonly Waiting[],
  ended: (reason?: unknown) => void,
): void {
  if (carriesBatches(client)) client.query(new Batch(waiting, ended) as never)
  else sendPlainly(client, waiting, ended)
}

/** The driver's connection of a client, when it is as batches need it. */
export function connectionOf(client: pg.ClientBase): Connection | undefined {
  const { connection } = client as unknown as { readonly connection?: Partial<Connection> }
  if (typeof connection !== 'object') return undefined
  const { parsedStatements, submittedNamedStatements, stream, sync, sendCopyFail } = connection
  const fits =
    typeof parsedStatements === 'object' &&
    typeof submittedNamedStatements === 'object' &&
    typeof stream?.write === 'function' &&
    typeof sync === 'function' &&
    typeof sendCopyFail === 'function'
  return fits ? (connection as Connection) : undefined
}

const looked = new WeakMap<pg.ClientBase, boolean>()
const called = ['submit', 'handleRowDescription', 'handleDataRow', 'handleCommandComplete'] as const
const calledAtEnd = [
  'handleEmptyQuery',
  'handleReadyForQuery',
  'handleError',
  'handleCopyInResponse',
] as const

/** Whether the driver is one that a batch understands: only then are several statements one without a transaction. */
export function carriesBatches(client: pg.ClientBase): boolean {
  const known = looked.get(client)
  if (known !== undefined) return known
  const query = (pg.Query as unknown as { readonly prototype?: { readonly [name: string]: unknown } })
    .prototype
  const understood = [...called, ...calledAtEnd].every((name) => typeof query?.[name] === 'function')
  const carries = understood && connectionOf(client) !== undefined
  looked.set(client, carries)
  return carries
}

function sendPlainly(
  client: pg.ClientBase,
  waiting: readonly Waiting[],
  ended: (reason?: unknown) => void,
): void {
  let reason: unknown
  // All at once: what somebody asks for next must come behind them. In a transaction the first failure ends the rest.
  const answered = waiting.map(({ statement, resolve, reject }) =>
    client
      .query({ text: statement.text, values: statement.values.map(textOf) })
      .then(resolve, (error: unknown) => {
        const skipped = reason !== undefined
        reason ??= error
        reject(reason, skipped)
      }),
  )
  void Promise.all(answered).then(() => ended(reason))
}
