import { inflateSync } from 'node:zlib'
import type { Pixels } from './png.ts'

/** The packed rows of a PNG, put together from its parts; undefined where the parts do not fit together. */
export function packedRows(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = []
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const kind = bytes.subarray(at + 4, at + 8).toString('latin1')
    if (at + 12 + length > bytes.length) return undefined
    if (kind === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length))
    if (kind === 'IEND') return Buffer.concat(parts)
    at += 12 + length
  }
  return undefined
}

/** How many bytes a point has, by its kind of colour: grey, colours, grey and colours with a see-through part. */
const channelsOf: { readonly [kind: number]: number } = { 0: 1, 2: 3, 4: 2, 6: 4 }

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

type Head = { readonly width: number; readonly height: number; readonly channels: number }

/** What the head says, where the file is of the simple kind that screens make: eight bits, not interlaced, no palette. */
function headOf(bytes: Buffer, most: number): Head | undefined {
  const begins = signature.every((one, at) => bytes[at] === one)
  if (!begins || bytes.length < 33 || bytes.subarray(12, 16).toString('latin1') !== 'IHDR') return undefined
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const channels = channelsOf[bytes[25] ?? 3]
  const fits = width > 0 && height > 0 && width <= most && height <= most
  return fits && bytes[24] === 8 && bytes[28] === 0 && channels !== undefined
    ? { width, height, channels }
    : undefined
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

/** What a byte is told by: nothing, the one on its left, the one above, the mean of both, or the nearest of three. */
const guesses: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
]

/** Takes the differences to neighbours out of rows, in place; false where a row says nothing known of its differences. */
function unfiltered(rows: Buffer, { width, height, channels }: Head): boolean {
  const length = width * channels
  for (let y = 0; y < height; y += 1) {
    const start = y * (length + 1) + 1
    const guess = guesses[rows[start - 1] ?? 5]
    if (guess === undefined) return false
    for (let x = 0; x < length; x += 1) {
      const at = start + x
      const left = x < channels ? 0 : (rows[at - channels] ?? 0)
      const up = y === 0 ? 0 : (rows[at - length - 1] ?? 0)
      const corner = x < channels || y === 0 ? 0 : (rows[at - length - 1 - channels] ?? 0)
      rows[at] = (rows[at] ?? 0) + guess(left, up, corner)
    }
  }
  return true
}

/** The points on white paper: what is see-through lets the paper shine through. */
function onPaper(rows: Buffer, { width, height, channels }: Head): Uint8Array {
  const bytes = new Uint8Array(width * height * 4).fill(255)
  const colours = channels < 3 ? 1 : 3
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const from = y * (width * channels + 1) + 1 + x * channels
      const cover = channels === colours ? 255 : (rows[from + colours] ?? 0)
      for (let colour = 0; colour < 3; colour += 1) {
        const own = rows[from + (colours === 1 ? 0 : colour)] ?? 0
        bytes[(y * width + x) * 4 + colour] = Math.round((own * cover + 255 * (255 - cover)) / 255)
      }
    }
  return bytes
}

/**
 * Reads a PNG as screens write it, on white paper; `most` points on a side. Undefined for any other picture, and for one that
 * does not unpack to what its head says: a small file may hold an endless picture.
 */
export function readPng(file: Uint8Array, most: number): Pixels | undefined {
  const bytes = Buffer.from(file)
  const head = headOf(bytes, most)
  const packed = head && packedRows(bytes)
  if (head === undefined || packed === undefined) return undefined
  const size = (head.width * head.channels + 1) * head.height
  try {
    const rows = inflateSync(packed, { maxOutputLength: size + 64 })
    if (rows.length < size || !unfiltered(rows, head)) return undefined
    return { width: head.width, height: head.height, bytes: onPaper(rows, head) }
  } catch {
    return undefined
  }
}
