import { createHash } from 'node:crypto'
import { chmod, cp, lstat, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Copies the server programs to places that other accounts may be able to reach, one after the other until
 * the caller is content. A copy is kept and used again. A folder of that name which somebody else made, or
 * could write to, is never trusted: then the copy gets a name that can't be foreseen.
 */
export async function* copyBinaries(native: string, version: string): AsyncGenerator<string> {
  const hash = createHash('sha256').update(native).digest('hex').slice(0, 12)
  for (const parent of new Set([tmpdir(), '/tmp', '/var/tmp', '/opt'])) {
    const place = join(parent, `mortise-postgres-${version}-${hash}`)
    if (await isOurs(place)) yield place
    else {
      const made = await copyTo(native, parent, place).catch(() => undefined)
      if (made !== undefined) yield made
    }
  }
}

async function isOurs(place: string): Promise<boolean> {
  const found = await lstat(place).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0
}

async function copyTo(native: string, parent: string, place: string): Promise<string> {
  const fresh = await mkdtemp(join(parent, 'mortise-postgres-'))
  try {
    await cp(native, fresh, { recursive: true, verbatimSymlinks: true })
    await chmod(fresh, 0o755)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    throw error
  }
  // Complete or not there: nobody ever sees half a copy under the lasting name.
  return rename(fresh, place).then(
    () => place,
    async () => {
      if (!(await isOurs(place))) return fresh
      await rm(fresh, { recursive: true, force: true })
      return place
    },
  )
}
