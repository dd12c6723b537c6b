import { isMortiseError, type MortiseError } from '@mortise/errors'
import { errors } from '../../errors.ts'

/** The error of a file that is no table, with the reason; errors that say so already pass. */
export function unreadable(cause: unknown): MortiseError {
  if (isMortiseError(cause)) return cause
  const why = cause instanceof Error ? cause.message : String(cause)
  return errors.IMPORT_FILE_UNREADABLE({ why }, cause instanceof Error ? { cause } : {})
}
