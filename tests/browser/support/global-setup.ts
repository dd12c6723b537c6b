import { rmSync } from 'node:fs'
import { makeSeeds, seededHomes } from './server.ts'

/**
 * Makes what products begin with once; each test begins with a copy, which takes a fifth of the time. Where several rows of tests
 * run at once, whoever started them has made it for all.
 */
export default async function setup(): Promise<(() => void) | undefined> {
  if (process.env[seededHomes] !== undefined) return undefined
  const folder = await makeSeeds()
  process.env[seededHomes] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
