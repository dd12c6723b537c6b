import type { MortiseError } from '@mortise/errors'

/** What whoever sends something can mend: their own values, files and time. */
const own: ReadonlySet<string> = new Set([
  'RECORD_FIELD_READONLY',
  'RECORD_FIELD_UNKNOWN',
  'RECORD_FIELD_UNKNOWN_NEAR',
  'RECORD_LINK_MISSING',
  'RECORD_ROW_UNKNOWN',
  'STORE_VALUE_INVALID',
])

/**
 * Whether a refusal is about something that a stranger can neither know nor mend: that such a record is there already,
 * a field out of their sight, an automation without rights. To say so would tell what is stored.
 */
export function isForSomebodyElse(error: MortiseError): boolean {
  if (error.kind !== 'user' || error.code.startsWith('PUBLIC_') || own.has(error.code)) return false
  if (error.code !== 'RECORD_INVALID') return true
  return (error.details ?? []).every(({ code }) => code === 'RECORD_FIELD_UNSEEN')
}
