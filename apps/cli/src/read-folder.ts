import { lstat, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isBystander, placeOfFile } from '@mortise/schema'
import { errors } from './errors.ts'

async function walk(root: string, inside: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, inside), { withFileTypes: true })
  const found = await Promise.all(
    entries.map(async (entry): Promise<readonly string[]> => {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (isBystander(path)) return []
      // Links are not followed: a folder from somebody else must not read files outside of it.
      if (entry.isDirectory()) return walk(root, path)
      return entry.isFile() ? [path] : []
    }),
  )
  return found.flat()
}

/** Tools that make an app's data lie beside it; everything else that is no document is told as a problem. */
function isTool(path: string): boolean {
  return /\.(mjs|js|ts|md)$/.test(path) && placeOfFile(path) === undefined
}

/**
 * Reads an app folder: path inside it, with `/` on every system, → text. Throws CLI_FOLDER_MISSING when it is no
 * folder.
 */
export async function readAppFolder(folder: string): Promise<ReadonlyMap<string, string>> {
  const there = await lstat(folder).catch(() => undefined)
  if (there === undefined || !there.isDirectory()) throw errors.CLI_FOLDER_MISSING({ folder })
  const paths = (await walk(folder, '')).filter((path) => !isTool(path)).toSorted()
  const texts = await Promise.all(
    paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const),
  )
  return new Map(texts)
}
