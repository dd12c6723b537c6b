import { chown, lchown, lstat, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Account } from './types.ts'

/** The account for what belongs to nobody: it exists on every Linux. */
export const nobody: Account = { uid: 65534, gid: 65534 }

/** The folder itself or the nearest one above it that exists. */
export async function nearestFolder(folder: string): Promise<string> {
  for (let place = folder; ; place = dirname(place)) {
    const found = await stat(place).catch(() => undefined)
    if (found !== undefined || dirname(place) === place) return place
  }
}

/**
 * Who the server should run as when we are root (Postgres refuses root): the owner of the place, so that a
 * person who once used sudo can go on without it, otherwise `nobody`. Undefined: as this process.
 */
export async function serverAccount(dataDir: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const { uid, gid } = await stat(await nearestFolder(dataDir))
  return uid === 0 ? nobody : { uid, gid }
}

/** Whether an account may walk into a folder, by the permission bits of it and of all folders above. */
export async function canReach(folder: string, account: Account): Promise<boolean> {
  for (let place = folder; ; place = dirname(place)) {
    const { mode, uid, gid } = await stat(place)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (dirname(place) === place) return true
  }
}

/** Gives a folder and all in it to an account, unless it already has the folder. Only root can do this. */
export async function giveTo(folder: string, account: Account): Promise<void> {
  const { uid } = await lstat(folder)
  if (uid === account.uid) return
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }))
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid)
  // The folder last: an interrupted run starts again.
  await chown(folder, account.uid, account.gid)
}
