import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unreadable } from '../table/unreadable.ts'
import { elementsOf, unescaped } from './xml.ts'

/** Texts that cells name by their number. */
export type SharedStrings = { readonly at: (index: number) => string; readonly close: () => void }

/** What fits into memory; the rest goes to disk. */
const mostInMemory = 50_000_000
const mostTexts = 20_000_000
const longestText = 4_000_000

/** No shared texts. */
export const noStrings: SharedStrings = { at: () => '', close: () => undefined }

/** Reads the shared texts of a book. Those beyond 50 MB are kept in a temporary file until `close`. */
export async function readSharedStrings(pieces: AsyncIterable<Uint8Array>): Promise<SharedStrings> {
  const texts: string[] = []
  let size = 0
  let disk: Disk | undefined
  try {
    for await (const elements of elementsOf(pieces, 'si', longestText))
      for (const element of elements) {
        const text = richText(element)
        if (texts.length + (disk?.count() ?? 0) >= mostTexts) throw unreadable('sharedStrings')
        size += text.length * 2 + 24
        if (size <= mostInMemory) texts.push(text)
        else (disk ??= openDisk()).add(text)
      }
  } catch (error) {
    disk?.close()
    throw error
  }
  disk?.finish()
  const inMemory = texts.length
  return {
    at: (index) => (index < inMemory ? (texts[index] ?? '') : (disk?.at(index - inMemory) ?? '')),
    close: () => disk?.close(),
  }
}

/** The text of an element with runs, without how it is to be spoken. */
export function richText(element: string): string {
  const spoken = element.includes('rPh>')
    ? element.replaceAll(/<(\w+:)?rPh[\s\S]*?<\/(\w+:)?rPh>/g, '')
    : element
  let text = ''
  for (const [, words = ''] of spoken.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g)) text += words
  return unescaped(text)
}

type Disk = {
  readonly add: (text: string) => void
  readonly count: () => number
  readonly finish: () => void
  readonly at: (index: number) => string
  readonly close: () => void
}

const blockSize = 65_536
const blocksKept = 256

/** Texts one behind the other in a file, with where each begins; blocks read last stay in memory. */
function openDisk(): Disk {
  const path = join(tmpdir(), `mortise-${randomUUID()}.strings`)
  const file = openSync(path, 'wx+', 0o600)
  // Nothing is left behind, whatever happens to this process.
  unlinkSync(path)
  let starts = new Float64Array(1 << 16)
  let count = 0
  let end = 0
  let waiting: Buffer[] = []
  let waitingSize = 0
  const flush = (): void => {
    if (waitingSize > 0) writeSync(file, Buffer.concat(waiting), 0, waitingSize, end - waitingSize)
    waiting = []
    waitingSize = 0
  }
  const blocks = new Map<number, Buffer>()
  const block = (number: number): Buffer => {
    const known = blocks.get(number)
    if (known !== undefined) return known
    const made = Buffer.alloc(blockSize)
    readSync(file, made, 0, blockSize, number * blockSize)
    const [oldest] = blocks.keys()
    if (blocks.size >= blocksKept && oldest !== undefined) blocks.delete(oldest)
    blocks.set(number, made)
    return made
  }
  const bytes = (from: number, to: number): Buffer => {
    const first = Math.floor(from / blockSize)
    if (to <= (first + 1) * blockSize)
      return block(first).subarray(from - first * blockSize, to - first * blockSize)
    const made = Buffer.alloc(to - from)
    readSync(file, made, 0, to - from, from)
    return made
  }
  return {
    count: () => count,
    add: (text) => {
      const made = Buffer.from(text)
      if (count + 1 >= starts.length) {
        const larger = new Float64Array(starts.length * 2)
        larger.set(starts)
        starts = larger
      }
      starts[count] = end
      count += 1
      end += made.byteLength
      starts[count] = end
      waiting.push(made)
      waitingSize += made.byteLength
      if (waitingSize > 1_000_000) flush()
    },
    finish: flush,
    at: (index) => (index >= count ? '' : bytes(starts[index] ?? 0, starts[index + 1] ?? 0).toString('utf8')),
    close: () => closeSync(file),
  }
}
