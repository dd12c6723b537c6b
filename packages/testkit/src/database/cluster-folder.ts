import { accessSync, constants, readFileSync, rmSync } from 'node:fs'
import { chmod, mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'mortise-test-'

/** Memory where the system offers a folder of it, otherwise the folder for temporary files. */
function memoryFolder(): string {
  try {
    accessSync('/dev/shm', constants.W_OK | constants.X_OK)
    return '/dev/shm'
  } catch {
    return tmpdir()
  }
}

/** Makes a folder for this run's cluster, with the number of our process in its name. */
export async function makeClusterFolder(): Promise<string> {
  const folder = await mkdtemp(join(memoryFolder(), `${prefix}${process.pid}-`))
  // As root the server runs as another account, which must be able to pass; the data inside is private.
  await chmod(folder, 0o711)
  return folder
}

/** Removes what runs that were killed have left: their servers still run and fill the memory. */
export async function removeAbandonedClusters(): Promise<void> {
  for (const name of await readdir(memoryFolder())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1] ?? 0)
    if (pid > 0 && isGone(pid)) removeCluster(join(memoryFolder(), name))
  }
}

/** Ends a cluster's server without ceremony and removes the folder. Works while the process exits. */
export function removeCluster(folder: string): void {
  try {
    const pid = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
    if (pid > 0) process.kill(pid, 'SIGQUIT')
  } catch {
    // No server runs there.
  }
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  } catch {
    // Another user's; theirs to remove.
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
