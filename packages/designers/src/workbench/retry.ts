import { isApiError } from '@mortise/client'

const longest = 30_000

/**
 * Milliseconds until a save is tried again after so many failures in a row; undefined where trying again would only
 * be refused again. Calls that never arrived, a server that is busy or starting: those pass.
 */
export function retryWait(error: unknown, failures: number): number | undefined {
  const passes =
    !isApiError(error) ||
    error.code === 'OFFLINE' ||
    error.status >= 500 ||
    [408, 425, 429].includes(error.status)
  return passes ? Math.min(longest, 2_000 * 2 ** failures) : undefined
}
