import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localFiles } from './local.ts'
import type { FileStore, OpenFile } from './types.ts'

let folder: string
let files: FileStore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mortise-files-'))
  files = localFiles(folder)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const opened = async (bytes: Uint8Array): Promise<OpenFile> => {
  const { hash } = await files.put(bytes)
  const file = await files.open(hash)
  if (file === null) throw new Error('the file is not there')
  return file
}

async function hashOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const digest = createHash('sha256')
  for await (const piece of pieces) {
    digest.update(piece)
    // Others get their turn before the piece is let go.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return digest.digest('hex')
}

describe('a file in a folder, read piece by piece', () => {
  it('gives all of its bytes, to several readers at once and as often as wanted', async () => {
    const bytes = randomBytes(1_300_007)
    const hash = createHash('sha256').update(bytes).digest('hex')
    const file = await opened(bytes)
    expect(await Promise.all([hashOf(file.pieces()), hashOf(file.pieces())])).toEqual([hash, hash])
    expect(await hashOf(file.pieces())).toBe(hash)
  })

  it('may be left in the middle, and may be empty', async () => {
    const file = await opened(randomBytes(700_000))
    for await (const piece of file.pieces()) {
      expect(piece.byteLength).toBeGreaterThan(0)
      break
    }
    const nothing = await opened(new Uint8Array())
    for await (const piece of nothing.pieces()) expect.unreachable(`${piece.byteLength} bytes`)
  })
})

describe('a file in a folder that is to go', () => {
  it('goes unless somebody stored it lately, the same bytes again included', async () => {
    const bytes = randomBytes(100)
    const { hash } = await files.put(bytes)
    const old = new Date(Date.now() - 7_200_000)
    const path = join(folder, hash.slice(0, 2), hash)
    await utimes(path, old, old)
    await files.put(bytes)
    expect(await files.remove(hash, Date.now() - 3_600_000)).toBe(false)
    await utimes(path, old, old)
    expect(await files.remove(hash, Date.now() - 3_600_000)).toBe(true)
    expect(await files.get(hash)).toBeNull()
    expect(await files.remove('../etc/passwd', Date.now())).toBe(false)
  })

  it('leaves nothing of a write that broke off with its process', async () => {
    const half = join(folder, 'x.part')
    await writeFile(half, 'half')
    await files.tidy(Date.now() - 60_000)
    expect(await stat(half)).toBeTruthy()
    await files.tidy(Date.now() + 60_000)
    await expect(stat(half)).rejects.toThrow()
  })
})
