import { canonicalDecimal, formatDecimal } from '@mortise/expressions'
import pg from 'pg'

const int8 = 20
const numeric = 1700
const date = 1082
const timestamptz = 1184
const numericList = 1231

/** int8 as a number while it is exact, else as text. */
function parseInt8(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}

/** numeric as canonical decimal text: no trailing zeros, no exponent. */
export function parseNumeric(text: string): string {
  if (!text.includes('.')) return text
  const trimmed = text.replace(/\.?0+$/, '')
  return trimmed === '-0' ? '0' : trimmed
}

/** `2026-01-02 03:04:05.678901+00` (sessions run in UTC) as an ISO instant with milliseconds. */
export function parseTimestamp(text: string): string {
  const match = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text)
  if (match === null) return text
  return `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`
}

const parsers = new Map<number, (text: string) => unknown>([
  [int8, parseInt8],
  [numeric, parseNumeric],
  [date, (text) => text],
  [timestamptz, parseTimestamp],
  [numericList, (text) => text],
])

/** Parsers of this pool only; the driver's global ones stay as they are. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ??
    pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
}

/** A decimal from anywhere in the form records hold it; null stays null. */
export function decimalText(value: unknown): string | null {
  const canonical = canonicalDecimal(value)
  return canonical === null ? null : formatDecimal(canonical)
}
