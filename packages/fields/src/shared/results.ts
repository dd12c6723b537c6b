import type { MortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { errors } from '../errors.ts'
import type { ParseResult } from '../define.ts'

/** The empty value. */
export const empty: ParseResult = Object.freeze({ ok: true, value: null })

/** A canonical value. */
export function ok(value: Json): ParseResult {
  return { ok: true, value }
}

/** What is wrong, taken from the error table. */
export function fail(error: MortiseError): ParseResult {
  return { ok: false, code: error.code, message: error.text }
}

/** A value of a kind that the type can't take at all. */
export function wrongKind(zh: string, en: string): ParseResult {
  return fail(errors.FIELD_KIND({ wanted: zh, wantedEn: en }))
}

/** Empty is undefined, null or the empty text. */
export function isEmpty(input: Json | undefined): input is null | undefined | '' {
  return input === undefined || input === null || input === ''
}

/** The input as it may stand in a message: short, one line. */
export function quoted(input: Json | undefined): string {
  const words = typeof input === 'string' ? input : (JSON.stringify(input) ?? '')
  const line = words.replace(/\s+/gu, ' ')
  const points = [...line]
  return points.length > 40 ? `${points.slice(0, 40).join('')}…` : line
}

/**
 * Full-width letters, digits and signs made plain (NFKC), outer blanks gone: for everything a person types that is
 * not prose.
 */
export function plain(input: string): string {
  return input.normalize('NFKC').trim()
}
