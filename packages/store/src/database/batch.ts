import pg from 'pg'
import type { Row } from './runner.ts'
import { typeParsers } from './types.ts'
import { encode, type Sending, type Statement } from './wire.ts'

/** What a statement gave. */
export type Answer = { readonly rows: readonly Row[]; readonly rowCount: number | null }

/** A statement that waits for its turn. */
export type Waiting = {
  readonly statement: Statement
  readonly resolve: (answer: Answer) => void
  /** `skipped`: it was another of the batch that failed, this one was never looked at. */
  readonly reject: (reason: unknown, skipped: boolean) => void
}

type Parser = (text: string) => unknown
type Column = { readonly name: string; readonly parse: Parser }
type Columns = readonly Column[]

/** The driver's connection, as far as a batch needs it. */
type Connection = {
  readonly parsedStatements: { [name: string]: string | undefined }
  readonly submittedNamedStatements: { [name: string]: string | undefined }
  readonly stream: { readonly writable: boolean; readonly write: (bytes: Buffer) => void }
}

/** Columns of named statements, which stay what they are as long as the connection keeps its plan. */
const columnsOf = new WeakMap<Connection, Map<string, Columns>>()

const none: Columns = []

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
  #unreadable: unknown

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
    let known = columnsOf.get(connection)
    if (known === undefined) columnsOf.set(connection, (known = new Map()))
    this.#known = known
    const { parsedStatements, submittedNamedStatements } = connection
    const sending: Sending[] = []
    for (const { statement } of this.#waiting) {
      const { name } = statement
      const parsed =
        name !== undefined &&
        (parsedStatements[name] !== undefined || submittedNamedStatements[name] !== undefined)
      if (name !== undefined && !parsed) submittedNamedStatements[name] = statement.text
      sending.push({ ...statement, parse: !parsed, describe: name === undefined || !known.has(name) })
    }
    this.#sending = sending
    if (connection.stream.writable) connection.stream.write(encode(sending))
    return null
  }

  handleRowDescription(message: {
    readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
  }): void {
    this.#columns = message.fields.map(({ name, dataTypeID }) => ({
      name,
      parse: typeParsers.getTypeParser(dataTypeID, 'text') as Parser,
    }))
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    const at = this.#at
    const columns = at?.describe === false ? (this.#known.get(at.name ?? '') ?? none) : this.#columns
    try {
      this.#rows.push(rowOf(columns, message.fields))
    } catch (error) {
      this.#unreadable ??= error
    }
  }

  handleCommandComplete(message: { readonly text: string }): void {
    const at = this.#at
    if (at?.describe === true && at.name !== undefined) this.#known.set(at.name, this.#columns)
    this.#answers.push({ rows: this.#rows, rowCount: countIn(message.text) })
    this.#rows = []
    this.#columns = none
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handleReadyForQuery(connection: Connection): void {
    if (this.#unreadable !== undefined) return this.handleError(this.#unreadable, connection)
    for (const [index, answer] of this.#answers.entries()) this.#waiting[index]?.resolve(answer)
    this.#ended()
  }

  handleError(reason: unknown, connection: Connection): void {
    const failed = Math.min(this.#answers.length, this.#waiting.length - 1)
    for (const { name, parse } of this.#sending.slice(failed + 1))
      if (parse && name !== undefined) delete connection.submittedNamedStatements[name]
    for (const [index, one] of this.#waiting.entries()) one.reject(reason, index !== failed)
    this.#ended(reason)
  }

  handlePortalSuspended(): void {
    // All rows are always asked for at once.
  }
}

// On a connection that carries several at once the driver takes queries of its own kind only; of theirs nothing is used.
Object.setPrototypeOf(Batch.prototype, pg.Query.prototype as object)

function rowOf(columns: Columns, fields: readonly (string | null)[]): Row {
  const row: { [column: string]: unknown } = {}
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index] as Column
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
