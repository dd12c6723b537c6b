import { resolve } from 'node:path'

/**
 * What Node is told when it runs a server. What lives shortly may take two or three times 16 MB before it is collected:
 * left to itself that room grows to 130 MB at the first long export or import and stays, without being any faster for it.
 * And most servers of small companies answer some thousand calls a day: by default code is only translated well after
 * thousands of runs, so that they would mostly work with what was translated quickly. Sooner costs half a second of CPU at
 * the start and takes a tenth and more off every save.
 */
const nodeFlags: readonly string[] = [
  '--max-semi-space-size=16',
  '--invocation-count-for-maglev=100',
  '--invocation-count-for-turbofan=200',
]

/** How Node starts the server. */
export const serverArguments: readonly string[] = [
  ...nodeFlags,
  resolve(import.meta.dirname, '../../apps/server/src/main.ts'),
]
