import { randomBytes } from 'node:crypto'
import { chown, readFile, writeFile } from 'node:fs/promises'
import { embeddedErrors } from './errors.ts'
import type { Account } from './types.ts'

/** Where a cluster's password is kept: beside it, so that it isn't readable through the server. */
export function passwordFile(dataDir: string): string {
  return `${dataDir}.password`
}

/** Makes the password of a new cluster. When two processes start at once, both get the same one. */
export async function makePassword(dataDir: string): Promise<void> {
  await writeFile(passwordFile(dataDir), randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
}

/** Lets the server's account read the password file while it makes the cluster, and nobody else. */
export async function lendPassword<T>(
  dataDir: string,
  account: Account | undefined,
  use: () => Promise<T>,
): Promise<T> {
  if (account === undefined) return use()
  await chown(passwordFile(dataDir), account.uid, account.gid)
  try {
    return await use()
  } finally {
    await chown(passwordFile(dataDir), process.getuid?.() ?? 0, process.getgid?.() ?? 0)
  }
}

/** The password of a cluster that exists. */
export async function readPassword(dataDir: string): Promise<string> {
  const file = passwordFile(dataDir)
  const password = (await readFile(file, 'utf8').catch(() => '')).trim()
  if (password === '') throw embeddedErrors.EMBEDDED_DATABASE_PASSWORD_LOST({ folder: dataDir, file })
  return password
}
