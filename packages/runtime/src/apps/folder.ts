import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** Reads the JSON files of an app folder: path inside the folder (with `/`) → text. */
export async function readAppFolder(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = new Map<string, string>()
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue
    const path = join(entry.parentPath, entry.name)
    files.set(relative(folder, path).split(sep).join('/'), await readFile(path, 'utf8'))
  }
  return files
}
