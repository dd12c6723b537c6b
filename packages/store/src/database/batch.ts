import pg from 'pg'
import { blankOf } from './blank.ts'
import { isStalePlan } from './failures.ts'
import type { Row } from './runner.ts'
import { processNames } from './statement-names.ts'
import { typeParsers } from './types.ts'
import { encode, type Sending, type Statement } from './wire.ts'

/** What a statement gave. */
export type Answer = {
  readonly rows: readonly Row[]
  readonly rowCount: number | null
  /** What Postgres says it did, `INSERT 0 1`. */
  readonly command: string
}

/** A statement that waits for its turn. */
export type Waiting = {
  readonly statement: Statement
  readonly resolve: (answer: Answer) => void
  /** `skipped`: it was another of the batch that failed; this one was undone or never looked at. */
  readonly reject: (reason: unknown, skipped: boolean) => void
}

type Parser = (text: string) => unknown
type Column = { readonly name: string; readonly parse: Parser }
type Columns = { readonly list: readonly Column[]; readonly blank: Row }

/** The driver's connection, as far as a batch needs it. */
export type Connection = {
  readonly parsedStatements: { [name: string]: string | undefined }
  readonly submittedNamedStatements: { [name: string]: string | undefined }
  readonly stream: { readonly writable: boolean; readonly write: (bytes: Buffer) => void }
  readonly sendCopyFail: (reason: string) => void
  readonly sync: () => void
}

/**
 * What is known of a connection. Columns of a named statement stay what they are: Postgres refuses a plan whose result
 * would look different, names of columns included, rather than answer otherwise than it once described.
 */
type Known = { readonly generation: number; readonly columns: Map<string, Columns> }

const knownOf = new WeakMap<Connection, Known>()
const nameless = new WeakSet<Connection>()

/** On this connection every statement is parsed each time: what is behind it does not remember names. */
export function useNoNames(connection: Connection): void {
  nameless.add(connection)
}

const none: Columns = { list: [], blank: {} }

/**
 * Statements that go to the server together and are answered together: one write, one end. All of them or none: what
 * follows a failure is skipped. Outside a transaction they are one.
 */
export class Batch {
  readonly #waiting: readonly Waiting[]
  readonly #ended: (reason?: unknown) => void
  readonly #answers: Answer[] = []
  #sending: readonly Sending[] = []
  #known: Map<string, Columns> = new Map()
  #columns: Columns = none
  #rows: Row[] = []
  readonly #unreadable = new Map<number, unknown>()

  /** `ended` is called once, with the reason when the batch failed. */
  constructor(waiting: readonly Waiting[], ended: (reason?: unknown) => void) {
    this.#waiting = waiting
    this.#ended = ended
  }

  get #at(): Sending | undefined {
    return this.#sending[this.#answers.length]
  }

  /** Name of the statement that is being parsed: the driver notes what a connection knows. */
  get name(): string | undefined {
    const at = this.#at
    return at?.parse === true ? at.name : undefined
  }

  get text(): string {
    return this.#at?.text ?? ''
  }

  submit(connection: Connection): Error | null {
    try {
      const closing = this.#prepare(connection)
      const bytes = encode(this.#sending, closing)
      if (connection.stream.writable) connection.stream.write(bytes)
      return null
    } catch (error) {
      // The driver then hands it to `handleError`; thrown here it would end the process.
      return error instanceof Error ? error : new Error(String(error))
    }
  }

  /** Decides what of each statement has to be sent. Gives the names that the server may forget. */
  #prepare(connection: Connection): readonly string[] {
    const { generation } = processNames
    const before = knownOf.get(connection)
    const renewed = before !== undefined && before.generation !== generation
    const known = before === undefined || renewed ? { generation, columns: new Map() } : before
    const closing = renewed ? forgotten(connection) : []
    knownOf.set(connection, known)
    this.#known = known.columns
    const { parsedStatements, submittedNamedStatements } = connection
    const sending: Sending[] = []
    for (const { statement } of this.#waiting) {
      const name = nameless.has(connection) ? undefined : statement.name
      const parsed =
        name !== undefined &&
        (parsedStatements[name] !== undefined || submittedNamedStatements[name] !== undefined)
      if (name !== undefined && !parsed) submittedNamedStatements[name] = statement.text
      const described = name !== undefined && parsed && known.columns.has(name)
      sending.push({ ...statement, name, parse: !parsed, describe: !described })
    }
    this.#sending = sending
    return closing
  }

  handleRowDescription(message: {
    readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
  }): void {
    const list = message.fields.map(({ name, dataTypeID }) => ({
      name,
      parse: typeParsers.getTypeParser(dataTypeID, 'text') as Parser,
    }))
    this.#columns = { list, blank: blankOf(list.map(({ name }) => name)) }
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    const at = this.#at
    const columns = at?.describe === false ? (this.#known.get(at.name ?? '') ?? none) : this.#columns
    try {
      this.#rows.push(rowOf(columns, message.fields))
    } catch (error) {
      this.#unreadable.set(this.#answers.length, error)
    }
  }

  handleCommandComplete(message: { readonly text: string }): void {
    const at = this.#at
    if (at?.describe === true && at.name !== undefined) this.#known.set(at.name, this.#columns)
    this.#answers.push({ rows: this.#rows, rowCount: countIn(message.text), command: message.text })
    this.#rows = []
    this.#columns = none
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handleReadyForQuery(): void {
    for (const [index, answer] of this.#answers.entries()) {
      // The server has done it all the same.
      if (this.#unreadable.has(index)) this.#waiting[index]?.reject(this.#unreadable.get(index), false)
      else this.#waiting[index]?.resolve(answer)
    }
    this.#ended()
  }

  handleError(reason: unknown, connection: Connection): void {
    // What failed when all were answered (a constraint looked at in the end) is nobody's, unless there was only one.
    const failed = this.#waiting.length === 1 ? 0 : this.#answers.length
    for (const { name, parse } of this.#sending.slice(failed))
      if (parse && name !== undefined) delete connection.submittedNamedStatements[name]
    if (isStalePlan(reason)) processNames.renew()
    // First the one that failed: who waits for several at once should hear its reason.
    this.#waiting[failed]?.reject(reason, false)
    for (const [index, one] of this.#waiting.entries()) if (index !== failed) one.reject(reason, true)
    this.#ended(reason)
  }

  handlePortalSuspended(): void {
    // All rows are always asked for at once.
  }

  handleCopyInResponse(connection: Connection): void {
    connection.sendCopyFail('COPY has a connection of its own')
    // While it waits for data the server does not see the end of the batch that was sent already.
    connection.sync()
  }
}

// On a connection that carries several at once the driver takes queries of its own kind only; of theirs nothing is used.
Object.setPrototypeOf(Batch.prototype, pg.Query.prototype as object)

/** Names of before the last change of tables, which the connection no longer counts on. */
function forgotten(connection: Connection): readonly string[] {
  const old = Object.keys(connection.parsedStatements).filter((name) => processNames.isOld(name))
  for (const name of old) delete connection.parsedStatements[name]
  return old
}

function rowOf({ list, blank }: Columns, fields: readonly (string | null)[]): Row {
  const row: { [column: string]: unknown } = { ...blank }
  for (let index = 0; index < list.length; index += 1) {
    const column = list[index] as Column
    const text = fields[index] ?? null
    row[column.name] = text === null ? null : column.parse(text)
  }
  return row
}

/** The number at the end of `INSERT 0 5` or `UPDATE 3`; null where there is none. */
function countIn(text: string): number | null {
  const last = text.lastIndexOf(' ')
  const count = last === -1 ? Number.NaN : Number(text.slice(last + 1))
  return Number.isNaN(count) ? null : count
}
