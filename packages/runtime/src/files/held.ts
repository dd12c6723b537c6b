import type { OpenFile } from './types.ts'

/** A file that is in memory whole. */
export function heldFile(bytes: Uint8Array): OpenFile {
  return {
    size: bytes.byteLength,
    part: (from, length) => Promise.resolve(bytes.subarray(from, from + length)),
    pieces: async function* () {
      yield bytes
      await Promise.resolve()
    },
  }
}

/** All pieces as one. */
export async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const list: Uint8Array[] = []
  for await (const piece of pieces) list.push(piece)
  return Buffer.concat(list)
}
