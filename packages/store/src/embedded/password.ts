import { randomBytes } from 'node:crypto'
import { chown, link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { embeddedErrors } from './errors.ts'
import type { Account } from './types.ts'

/** Where a cluster's password is kept: beside it, so that it isn't readable through the server. */
export function passwordFile(dataDir: string): string {
  return `${dataDir}.password`
}

/**
 * Makes the password of a new cluster, for the account that will run it. It appears complete or not at all,
 * and when two processes start at once, both get the same one.
 */
export async function makePassword(dataDir: string, account: Account | undefined): Promise<void> {
  const file = passwordFile(dataDir)
  const fresh = `${file}.${process.pid}`
  await writeFile(fresh, randomBytes(24).toString('hex'), { mode: 0o600 })
  if (account !== undefined) await chown(fresh, account.uid, account.gid)
  await link(fresh, file).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return
    // A file system without hard links.
    await rename(fresh, file)
  })
  await rm(fresh, { force: true })
}

/** The password of a cluster that exists. */
export async function readPassword(dataDir: string): Promise<string> {
  const file = passwordFile(dataDir)
  const password = (await readFile(file, 'utf8').catch(() => '')).trim()
  if (password === '') throw embeddedErrors.EMBEDDED_DATABASE_PASSWORD_LOST({ folder: dataDir, file })
  return password
}
