import { isApiError } from '@mortise/client'

/** Why the server refused, in one sentence: what is wrong first of all, where it says so. */
export function refusal(error: unknown): string {
  if (!isApiError(error)) return error instanceof Error ? error.message : String(error)
  const [first] = error.details
  return first === undefined ? error.message : first.message
}
