import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
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
