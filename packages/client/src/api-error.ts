import type { PublicError, PublicErrorDetail } from '@mortise/errors'

/**
 * What every failed call throws. `code` is the server's code, `OFFLINE` when nothing answered, `ABORTED` when the
 * caller gave up. `details` name the fields at fault; `data` is extra matter such as both versions of a conflict.
 */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly requestId: string
  readonly details: readonly PublicErrorDetail[]
  readonly data: unknown

  constructor(status: number, error: PublicError) {
    super(error.message)
    this.name = 'ApiError'
    this.status = status
    this.code = error.code
    this.requestId = error.requestId
    this.details = error.details
    this.data = error.data
  }
}

/** Whether something thrown came from the server (or from the lack of one). */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError
}
