import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
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
        const half = join(folder, `${randomUUID()}.part`)
        await writeFile(half, bytes, { flush: true })
        await rename(half, path)
      } else {
        const now = new Date()
        await utimes(path, now, now)
      }
      return { hash, size: bytes.byteLength }
    },
    async putStream(pieces) {
      const half = join(folder, `${randomUUID()}.part`)
      await mkdir(folder, { recursive: true })
      const digest = createHash('sha256')
      let size = 0
      try {
        const file = await open(half, 'wx')
        try {
          for await (const piece of pieces) {
            digest.update(piece)
            size += piece.byteLength
            await file.write(piece)
          }
          await file.sync()
        } finally {
          await file.close()
        }
        const hash = digest.digest('hex')
        await mkdir(join(folder, hash.slice(0, 2)), { recursive: true })
        await rename(half, place(hash))
        return { hash, size }
      } catch (error) {
        await rm(half, { force: true })
        throw error
      }
    },
    async remove(hash, before) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return false
      const there = await stat(place(hash)).catch(() => null)
      if (there !== null && there.mtimeMs >= before) return false
      await rm(place(hash), { force: true })
      return true
    },
    async tidy(before) {
      const names = await readdir(folder).catch(() => [])
      for (const name of names.filter((one) => one.endsWith('.part'))) {
        const half = await stat(join(folder, name)).catch(() => null)
        if (half !== null && half.mtimeMs < before) await rm(join(folder, name), { force: true })
      }
    },
    async open(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null
      const there = await stat(place(hash)).catch(() => null)
      if (there === null) return null
      return {
        size: there.size,
        pieces: () => piecesOf(place(hash)),
        part: async (from, length) => {
          const file = await open(place(hash), 'r')
          try {
            const bytes = new Uint8Array(Math.max(0, Math.min(length, there.size - from)))
            await file.read(bytes, 0, bytes.byteLength, from)
            return bytes
          } finally {
            await file.close()
          }
        },
      }
    },
    async get(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null
      return readFile(place(hash)).catch(() => null)
    },
  }
}

const pieceBytes = 256 * 1024

/**
 * Reads into one and the same memory. Thousands of buffers of their own would be memory outside of the heap, for whose
 * sake the engine goes through all of the heap again and again.
 */
async function* piecesOf(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path, 'r')
  try {
    const memory = new Uint8Array(pieceBytes)
    for (;;) {
      const { bytesRead } = await file.read(memory, 0, pieceBytes)
      if (bytesRead === 0) return
      yield memory.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}
