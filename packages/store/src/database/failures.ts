import { isMortiseError } from '@mortise/errors'
import { storeErrors } from '../errors.ts'

/** What Postgres tells of a failure. */
export type DatabaseFailure = Error & {
  readonly code: string
  readonly constraint?: string
  readonly table?: string
  readonly column?: string
  readonly detail?: string
}

const sqlState = /^[0-9A-Z]{5}$/

/** The failure as Postgres told it; undefined for anything else. */
export function databaseFailure(error: unknown): DatabaseFailure | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' && sqlState.test(error.code) ? (error as DatabaseFailure) : undefined
}

/** A statement that another one of its batch kept from being done; `cause` is what failed. */
export class SkippedError extends Error {
  constructor(cause: unknown) {
    super('skipped: another statement of the same batch failed', { cause })
  }
}

/** What really failed. */
export function rootFailure(error: unknown): unknown {
  return error instanceof SkippedError ? error.cause : error
}

const idleTooLong = new Set(['25P03', '25P04', '25P05'])

/** After this the connection is of no more use: the server ends it, or it broke, or it was never reached. */
export function endsConnection(error: unknown): boolean {
  const failure = databaseFailure(error)
  if (failure === undefined) return true
  const { code } = failure
  if (code.startsWith('57P') || code.startsWith('08') || idleTooLong.has(code)) return true
  return 'severity' in failure && (failure.severity === 'FATAL' || failure.severity === 'PANIC')
}

/** A prepared statement from before a change of tables. Under new names everything is planned afresh. */
export function isStalePlan(error: unknown): boolean {
  return (
    databaseFailure(error)?.code === '0A000' &&
    /cached plan/.test(error instanceof Error ? error.message : '')
  )
}

/** Serialization failures and deadlocks: nothing was done, the same work may succeed now. */
export function isRetryable(error: unknown): boolean {
  const code = databaseFailure(error)?.code
  return code === '40001' || code === '40P01' || isStalePlan(error)
}

const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'ENOENT'])

/** What the driver says, without a code, of a connection that is gone or could not be had. */
const lostConnection =
  /timeout exceeded when trying to connect|Connection terminated|is not queryable|Cannot use a pool after calling end/

/** Gives failures that a person or the caller can act on their own error; passes everything else on. */
export function translateFailure(error: unknown): unknown {
  if (isMortiseError(error)) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (typeof code === 'string' && unreachable.has(code))
    return storeErrors.STORE_UNAVAILABLE({}, { cause: error })
  if (error instanceof Error && lostConnection.test(error.message))
    return storeErrors.STORE_UNAVAILABLE({}, { cause: error })
  const state = databaseFailure(error)?.code ?? ''
  if (state.startsWith('08') || state.startsWith('57P') || idleTooLong.has(state))
    return storeErrors.STORE_UNAVAILABLE({}, { cause: error })
  if (state === '55P03' || state === '57014' || state.startsWith('40'))
    return storeErrors.STORE_BUSY({}, { cause: error })
  // Somebody published while this request was under way with the older metadata.
  if (state === '42703' || state === '42P01' || isStalePlan(error))
    return storeErrors.STORE_MODEL_STALE({}, { cause: error })
  if (state === '53100') return storeErrors.STORE_FULL({}, { cause: error })
  if (state.startsWith('53')) return storeErrors.STORE_UNAVAILABLE({}, { cause: error })
  if (state.startsWith('22'))
    return storeErrors.STORE_VALUE_INVALID({ reason: (error as Error).message }, { cause: error })
  return error
}
