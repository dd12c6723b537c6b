import type { Localized } from './text.ts'
import type { ErrorDetail, ErrorKind } from './types.ts'

/** What an error is made of. */
export type MortiseErrorInit = {
  readonly code: string
  readonly kind: ErrorKind
  /** HTTP status that fits; defaults to 400 for `user`, 503 for `operational`, 500 for `unexpected`. */
  readonly status?: number | undefined
  /** What is wrong, where, and what to do, in both languages. */
  readonly text: Localized
  readonly details?: readonly ErrorDetail[] | undefined
  readonly cause?: unknown
  /** Extra data for programs, such as both versions of a conflicting record. Must be safe to show. */
  readonly data?: unknown
}

const defaultStatus: Record<ErrorKind, number> = { user: 400, operational: 503, unexpected: 500 }

/** The one error class of the product. `code` is stable and in capitals; `text` is for people. */
export class MortiseError extends Error {
  readonly code: string
  readonly kind: ErrorKind
  readonly status: number
  readonly text: Localized
  readonly details: readonly ErrorDetail[]
  readonly data: unknown

  constructor(init: MortiseErrorInit) {
    super(`${init.code}: ${init.text.en}`, init.cause === undefined ? undefined : { cause: init.cause })
    this.name = 'MortiseError'
    this.code = init.code
    this.kind = init.kind
    this.status = init.status ?? defaultStatus[init.kind]
    this.text = init.text
    this.details = init.details ?? []
    this.data = init.data
  }
}

/**
 * The same error about one of many: the paths of its details begin with the place, `records/17/phone`. An error without
 * details gets one that names the place.
 */
export function errorAt(error: MortiseError, place: string): MortiseError {
  const { code, kind, status, text, data } = error
  const found = error.details.length === 0 ? [{ path: '', code, message: text }] : error.details
  const details = found.map((one) => ({ ...one, path: one.path === '' ? place : `${place}/${one.path}` }))
  return new MortiseError({ code, kind, status, text, data, details, cause: error })
}

/** True for errors made by this product, also across duplicate module instances. */
export function isMortiseError(value: unknown): value is MortiseError {
  return value instanceof Error && value.name === 'MortiseError' && 'code' in value && 'text' in value
}
