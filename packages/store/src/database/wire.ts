import type { Json } from '@mortise/expressions'

/** One statement as it is sent. Statements with a name are parsed and planned once a connection. */
export type Statement = {
  readonly text: string
  readonly values: readonly Json[]
  readonly name?: string | undefined
}

/** What of a statement the server does not know yet. */
export type Sending = Statement & { readonly parse: boolean; readonly describe: boolean }

const atFirst = 4096

/** Bytes that grow. One is enough: nothing waits between the first byte of a batch and the last. */
let bytes = Buffer.allocUnsafe(atFirst)
let end = 0

// A batch that was larger than this gives its room back.
const kept = 1_048_576

function room(more: number): void {
  if (end + more <= bytes.length) return
  const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, end + more))
  bytes.copy(larger, 0, 0, end)
  bytes = larger
}

function int32(value: number): void {
  room(4)
  end = bytes.writeInt32BE(value, end)
}

function int16(value: number): void {
  room(2)
  end = bytes.writeUInt16BE(value, end)
}

/** Text that ends with a zero. */
function name(text: string): void {
  // What follows would be read as the next part of the message.
  if (text.includes('\0')) throw new RangeError('a statement cannot contain a zero character')
  room(bytesAtMost(text) + 1)
  end += bytes.write(text, end, 'utf8')
  bytes[end] = 0
  end += 1
}

// For a short text a guess is cheaper than counting, for a long one three times its room is too much.
const short = 1_024

function bytesAtMost(text: string): number {
  return text.length < short ? text.length * 3 : Buffer.byteLength(text)
}

/** Text with its length before it. */
function value(text: string): void {
  room(bytesAtMost(text) + 4)
  const written = bytes.write(text, end + 4, 'utf8')
  bytes.writeInt32BE(written, end)
  end += 4 + written
}

/** A message: its letter, its length, its content. */
function message(letter: number, content: () => void): void {
  room(5)
  bytes[end] = letter
  const start = end + 1
  end += 5
  content()
  bytes.writeInt32BE(end - start, start)
}

const parse = 0x50
const bind = 0x42
const describe = 0x44
const execute = 0x45
const sync = 0x53
const close = 0x43
const portal = 0x50
const prepared = 0x53

function one(statement: Sending): void {
  const own = statement.name ?? ''
  if (statement.parse)
    message(parse, () => {
      name(own)
      name(statement.text)
      int16(0)
    })
  message(bind, () => {
    name('')
    name(own)
    int16(0)
    int16(statement.values.length)
    for (const given of statement.values) {
      const text = textOf(given)
      if (text === null) int32(-1)
      else value(text)
    }
    int16(0)
  })
  if (statement.describe)
    message(describe, () => {
      room(1)
      bytes[end] = portal
      end += 1
      name('')
    })
  message(execute, () => {
    name('')
    int32(0)
  })
}

function forget(known: string): void {
  message(close, () => {
    room(1)
    bytes[end] = prepared
    end += 1
    name(known)
  })
}

/**
 * Statements as one message to the server, with one end: without a transaction of their own they are one together.
 * `closing` are names the server may forget. Throws for what cannot be sent (more than 65,535 values).
 */
export function encode(statements: readonly Sending[], closing: readonly string[] = []): Buffer {
  end = 0
  for (const known of closing) forget(known)
  for (const statement of statements) one(statement)
  message(sync, () => undefined)
  const sent = Buffer.from(bytes.subarray(0, end))
  if (bytes.length > kept) bytes = Buffer.allocUnsafe(atFirst)
  return sent
}

/** A parameter as text; null stays null. Lists become Postgres arrays, other objects JSON. */
export function textOf(given: Json | undefined): string | null {
  if (given === null || given === undefined) return null
  if (typeof given === 'string') return given
  if (typeof given !== 'object') return String(given)
  return Array.isArray(given) ? listText(given as readonly Json[]) : JSON.stringify(given)
}

function listText(list: readonly Json[]): string {
  // Mostly there is nothing to be told apart, and nothing costs less than to join them.
  if (list.length > 0 && list.every(isPlainText)) return `{"${list.join('","')}"}`
  let text = '{'
  for (let at = 0; at < list.length; at += 1) {
    if (at > 0) text += ','
    text += itemText(list[at])
  }
  return `${text}}`
}

const special = /["\\]/

const isPlainText = (item: Json): boolean => typeof item === 'string' && !special.test(item)

function itemText(item: Json | undefined): string {
  if (item === null || item === undefined) return 'NULL'
  if (Array.isArray(item)) return listText(item as readonly Json[])
  const text = textOf(item) ?? ''
  return special.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : `"${text}"`
}
