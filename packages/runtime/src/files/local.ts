import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileStore } from './types.ts'

/** A file store in a local folder, two levels deep by hash. Writes are whole or not at all (rename). */
export function localFiles(folder: string): FileStore {
  const place = (hash: string): string => join(folder, hash.slice(0, 2), hash)
  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const path = place(hash)
      const there = await stat(path).catch(() => null)
      if (there === null) {
        await mkdir(join(folder, hash.slice(0, 2)), { recursive: true })
        const half = `${path}.${randomUUID()}.part`
        await writeFile(half, bytes, { flush: true })
        await rename(half, path)
      }
      return { hash, size: bytes.byteLength }
    },
    async get(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null
      return readFile(place(hash)).catch(() => null)
    },
  }
}
