import { canonicalDecimal, compareDecimal, type DecimalValue, isDecimal, parseDecimal } from './decimal.ts'
import type { NodeType } from './node.ts'
import { compareText } from './text-values.ts'
import { canonicalTime } from './time-values.ts'
import type { Json } from './types.ts'
import { parseInstant } from './zone.ts'

/** A value in the one form the language computes with: no empty text, no empty set, canonical numbers. */
export function canonicalValue(value: Json | undefined, type: NodeType): Json {
  if (typeof value === 'number' && value !== 0 && Number.isSafeInteger(value)) return value
  if (value === undefined || value === null || value === '') return null
  if (Array.isArray(value)) return value.length === 0 ? null : value
  if (typeof value === 'number') return canonicalDecimal(value)
  if (typeof value !== 'string') return value
  if (type.kind === 'number' || type.kind === 'duration') return canonicalDecimal(value)
  if (type.kind === 'time') return canonicalTime(value) ?? value
  if (type.kind === 'datetime') return canonicalInstant(value)
  return value
}

function canonicalInstant(value: string): string {
  if (value.length === 24 && value.endsWith('Z')) return value
  const instant = parseInstant(value)
  return instant === undefined ? value : new Date(instant).toISOString()
}

/** Reads a value as a number, null when it is none. */
export function asNumber(value: Json | undefined): DecimalValue | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && isDecimal(value) ? value : null
}

/** Reads a value as a whole JavaScript number, cut toward zero; undefined when it is none. */
export function asWhole(value: Json | undefined): number | undefined {
  if (Number.isSafeInteger(value)) return value as number
  const number = asNumber(value)
  return number === null ? undefined : Math.trunc(Number(number))
}

/** Reads a value as text; null for everything else. */
export function asText(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}

/** Text, or null for the empty text, which the language does not know. */
export function textOrNull(value: string): string | null {
  return value === '' ? null : value
}

/** Order of two values that are not null: below, equal or above zero. */
export type Comparator = (a: Json, b: Json) => number

const plain = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
const byText: Comparator = (a, b) => compareText(plain(a), plain(b))
const byNumber: Comparator = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const x = asNumber(a)
  const y = asNumber(b)
  return x === null || y === null ? byText(a, b) : compareDecimal(x, y)
}

// Without a scope the types of names are unknown: canonical decimals are told by their form, which no safe
// whole number has. Two text fields that both hold "10.5" are the one case only a scope can tell.
const byShape: Comparator = (a, b) => {
  if (typeof a === 'number' || typeof b === 'number') return byNumber(a, b)
  if (typeof a !== 'string' || typeof b !== 'string') return byText(a, b)
  if (!mayBeOther(a) || !mayBeOther(b)) return compareText(a, b)
  const [x, y] = [parseInstant(a), parseInstant(b)]
  if (x !== undefined && y !== undefined) return x - y
  const [early, late] = [canonicalTime(a), canonicalTime(b)]
  if (early !== undefined && late !== undefined) return compareText(early, late)
  return isStringDecimal(a) && isStringDecimal(b) ? byNumber(a, b) : compareText(a, b)
}

/** Decimals, times and datetimes begin with a digit or a minus. */
function mayBeOther(text: string): boolean {
  const first = text.charCodeAt(0)
  return first === 45 || (first >= 48 && first <= 57)
}

function isStringDecimal(text: string): boolean {
  return parseDecimal(text) !== undefined && canonicalDecimal(text) === text
}

/** The comparator of a type. */
export function comparatorOf(type: NodeType): Comparator {
  if (type.kind === 'number' || type.kind === 'duration') return byNumber
  return type.kind === 'unknown' ? byShape : byText
}

/** Whether two values are equal, null being equal to null only. */
export type Equality = (a: Json, b: Json) => boolean

const sameNumber: Equality = (a, b) =>
  a === b || (a !== null && b !== null && typeof a !== 'boolean' && byNumber(a, b) === 0)

const sameSet: Equality = (a, b) => {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b
  const left = new Set<Json>(a)
  const right = new Set<Json>(b)
  return left.size === right.size && [...left].every((item) => right.has(item))
}

const sameShape: Equality = (a, b) => {
  if (a === b) return true
  if (a === null || b === null || typeof a === 'boolean' || typeof b === 'boolean') return false
  if (typeof a === 'object' || typeof b === 'object') return sameSet(a, b)
  return typeof a === 'number' || typeof b === 'number' ? sameNumber(a, b) : byShape(a, b) === 0
}

/** The equality of a type. */
export function equalityOf(type: NodeType): Equality {
  if (type.kind === 'number' || type.kind === 'duration') return sameNumber
  if (type.kind === 'set') return sameSet
  return type.kind === 'unknown' || type.kind === 'null' ? sameShape : (a, b) => a === b
}
