import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Millions of texts by their number, as bytes: a text of this language's own costs several times its length, and keeps
 * the piece of the file alive that it was cut from.
 */
export type Texts = {
  readonly add: (text: string) => void
  readonly count: () => number
  /** The text of a number; empty where there is none. */
  readonly at: (index: number) => string
  readonly close: () => void
}

const blockSize = 65_536
/** What stays in memory: 50 MB. The rest goes to disk. */
const blocksInMemory = 763
/** Blocks of the disk that were read last. */
const blocksKept = 128
/** Texts that were asked for last, by the end of their number: columns repeat themselves. */
const textsKept = 4_096
const longestKept = 200

/** Opens an empty list of texts. */
export function openTexts(): Texts {
  const blocks = blockStore()
  const starts: Uint32Array[] = []
  const startOf = (index: number): number => starts[index >>> 16]?.[index & 0xffff] ?? 0
  const keptAs = new Int32Array(textsKept).fill(-1)
  const kept: string[] = []
  let count = 0
  const note = (place: number): void => {
    if ((count & 0xffff) === 0) starts[count >>> 16] = new Uint32Array(65_536)
    const page = starts[count >>> 16]
    if (page !== undefined) page[count & 0xffff] = place
  }
  note(0)
  return {
    count: () => count,
    add: (text) => {
      blocks.append(Buffer.from(text))
      count += 1
      note(blocks.end())
    },
    at: (index) => {
      if (!(index >= 0 && index < count)) return ''
      const slot = index & (textsKept - 1)
      if (keptAs[slot] === index) return kept[slot] ?? ''
      const text = blocks.text(startOf(index), startOf(index + 1))
      if (text.length > longestKept) return text
      keptAs[slot] = index
      kept[slot] = text
      return text
    },
    close: blocks.close,
  }
}

type Blocks = {
  readonly append: (bytes: Buffer) => void
  readonly end: () => number
  readonly text: (from: number, to: number) => string
  readonly close: () => void
}

/** Bytes one behind the other: the first of them in memory, later ones in a file without a name. */
function blockStore(): Blocks {
  const inMemory: Buffer[] = []
  const read = new Map<number, Buffer>()
  let last = Buffer.allocUnsafeSlow(blockSize)
  let finished = 0
  let used = 0
  let file: number | undefined
  const finish = (): void => {
    if (finished < blocksInMemory) inMemory.push(last)
    else {
      file ??= openNameless()
      writeSync(file, last, 0, blockSize, (finished - blocksInMemory) * blockSize)
    }
    if (finished < blocksInMemory) last = Buffer.allocUnsafeSlow(blockSize)
    finished += 1
    used = 0
  }
  const block = (number: number): Buffer => {
    if (number === finished) return last
    const known = inMemory[number] ?? read.get(number)
    if (known !== undefined) return known
    const [oldest = -1] = read.keys()
    // The oldest one's place is taken, and its memory with it.
    const made = read.size >= blocksKept ? read.get(oldest) : undefined
    if (made !== undefined) read.delete(oldest)
    const bytes = made ?? Buffer.allocUnsafeSlow(blockSize)
    if (file !== undefined) readSync(file, bytes, 0, blockSize, (number - blocksInMemory) * blockSize)
    read.set(number, bytes)
    return bytes
  }
  return {
    end: () => finished * blockSize + used,
    append: (bytes) => {
      for (let at = 0; at < bytes.length; ) {
        const taken = bytes.copy(last, used, at)
        at += taken
        used += taken
        if (used === blockSize) finish()
      }
    },
    text: (from, to) => {
      const [first, end] = [Math.floor(from / blockSize), Math.floor(to / blockSize)]
      if (first === end) return block(first).toString('utf8', from % blockSize, to % blockSize)
      const parts: Buffer[] = []
      for (let at = from; at < to; ) {
        const [number, start] = [Math.floor(at / blockSize), at % blockSize]
        const part = Buffer.from(block(number).subarray(start, Math.min(blockSize, start + to - at)))
        parts.push(part)
        at += part.length
      }
      return Buffer.concat(parts).toString('utf8')
    },
    close: () => {
      if (file !== undefined) closeSync(file)
      file = undefined
    },
  }
}

function openNameless(): number {
  const path = join(tmpdir(), `mortise-${randomUUID()}.strings`)
  const file = openSync(path, 'wx+', 0o600)
  // Nothing is left behind, whatever happens to this process.
  unlinkSync(path)
  return file
}
