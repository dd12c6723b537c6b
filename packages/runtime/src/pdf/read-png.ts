import { inflateSync } from 'node:zlib'
import type { Pixels } from './png.ts'
import { partsNamed, type PngHead, pngHead } from './png-head.ts'
import { passesOf, type PngPass, pointReader, unfiltered } from './png-rows.ts'

/** Points that are the mean of as many times as many of the picture each, so that a large one takes little memory. */
class Sums {
  readonly size: Omit<Pixels, 'bytes'>
  readonly #sums: Uint8Array | Uint32Array
  readonly #head: PngHead
  readonly #by: number

  constructor(head: PngHead, by: number) {
    this.#head = head
    this.#by = by
    this.size = { width: Math.ceil(head.width / by), height: Math.ceil(head.height / by) }
    const count = this.size.width * this.size.height * 3
    this.#sums = by === 1 ? new Uint8Array(count) : new Uint32Array(count)
  }

  add(rows: Buffer, { x, y, dx, dy, width, height, from, rowBytes }: PngPass): void {
    const read = pointReader(rows, this.#head)
    const point = new Float64Array(3)
    for (let row = 0; row < height; row += 1) {
      const start = from + row * (rowBytes + 1) + 1
      const line = Math.floor((y + row * dy) / this.#by) * this.size.width
      for (let column = 0; column < width; column += 1) {
        read(start, column, point)
        const at = (line + Math.floor((x + column * dx) / this.#by)) * 3
        for (let colour = 0; colour < 3; colour += 1)
          this.#sums[at + colour] = (this.#sums[at + colour] ?? 0) + Math.round(point[colour] ?? 0)
      }
    }
  }

  /** The means. Points at the right and lower edge stand for fewer. */
  pixels(): Pixels {
    const { width, height } = this.size
    const bytes = new Uint8Array(width * height * 4).fill(255)
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        const across = Math.min(this.#by, this.#head.width - x * this.#by)
        const down = Math.min(this.#by, this.#head.height - y * this.#by)
        const at = y * width + x
        for (let colour = 0; colour < 3; colour += 1)
          bytes[at * 4 + colour] = Math.round((this.#sums[at * 3 + colour] ?? 0) / (across * down))
      }
    return { width, height, bytes }
  }
}

/** The packed rows of a PNG, put together from its parts; undefined where the parts do not fit together. */
export function packedRows(bytes: Buffer): Buffer | undefined {
  return partsNamed(bytes, 'IDAT')
}

/**
 * Reads a PNG of any kind, on white paper; at most `most` points on a side. With `by` each point is the mean of so many times
 * so many. Undefined for any other file, and for one that does not unpack to what its head says: a small file may hold an
 * endless picture.
 */
export function readPng(file: Uint8Array, most: number, by = 1): Pixels | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const head = pngHead(bytes)
  if (head === undefined || head.width > most || head.height > most) return undefined
  const packed = packedRows(bytes)
  if (packed === undefined) return undefined
  const { passes, bytes: size } = passesOf(head)
  try {
    const rows = inflateSync(packed, { maxOutputLength: size + 64 })
    if (rows.length < size) return undefined
    const sums = new Sums(head, by)
    for (const pass of passes) {
      if (!unfiltered(rows, pass, head)) return undefined
      sums.add(rows, pass)
    }
    return sums.pixels()
  } catch {
    return undefined
  }
}
