import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** Reads the JSON files of an app folder: path inside the folder (with `/`) → text. */
export async function readAppFolder(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const wanted = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
  const files = wanted.map(async (entry): Promise<readonly [string, string]> => {
    const path = join(entry.parentPath, entry.name)
    return [relative(folder, path).split(sep).join('/'), await readFile(path, 'utf8')]
  })
  return new Map(await Promise.all(files))
}
