import { resolve } from 'node:path'

/**
 * How Node starts the server. What lives shortly may take two or three times 16 MB before it is collected: left to
 * itself that room grows to 130 MB at the first long export or import and stays, without being any faster for it.
 */
export const serverArguments: readonly string[] = [
  '--max-semi-space-size=16',
  resolve(import.meta.dirname, '../../apps/server/src/main.ts'),
]
