import { crc32, deflateSync } from 'node:zlib'

/** A picture row by row from the top, four bytes a point: red, green, blue and one that is not looked at. */
export type Pixels = { readonly width: number; readonly height: number; readonly bytes: Uint8Array }

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const channels = 3

/** A piece of the file: its length, its name, what it holds, and a sum over it. */
function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

function head({ width, height }: Pixels): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  // Eight bits of each of three colours; nothing interlaced.
  data.set([8, 2, 0, 0, 0], 8)
  return chunk('IHDR', data)
}

/** How much is left of a row once what it is compared with is taken off. */
function weight(rest: Uint8Array): number {
  let sum = 0
  for (const one of rest) sum += one < 128 ? one : 256 - one
  return sum
}

/**
 * Rows as differences to the row above (2) or to the point on the left (1), whichever leaves less: most of a page is paper,
 * which comes out as zeros and is packed to next to nothing.
 */
function filtered({ width, height, bytes }: Pixels): Buffer {
  const length = width * channels
  const all = Buffer.alloc((length + 1) * height)
  const [left, up] = [new Uint8Array(length), new Uint8Array(length)]
  let above = new Uint8Array(length)
  let own = new Uint8Array(length)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      for (let colour = 0; colour < channels; colour += 1)
        own[x * channels + colour] = bytes[(y * width + x) * 4 + colour] ?? 0
    for (let at = 0; at < length; at += 1) {
      const here = own[at] ?? 0
      left[at] = here - (at < channels ? 0 : (own[at - channels] ?? 0))
      up[at] = here - (above[at] ?? 0)
    }
    const isUp = weight(up) <= weight(left)
    all[y * (length + 1)] = isUp ? 2 : 1
    all.set(isUp ? up : left, y * (length + 1) + 1)
    ;[above, own] = [own, above]
  }
  return all
}

/** Packs a picture as PNG. The same points give the same bytes. */
export function pngOf(pixels: Pixels): Uint8Array {
  return Buffer.concat([
    signature,
    head(pixels),
    chunk('IDAT', deflateSync(filtered(pixels), { level: 7 })),
    chunk('IEND', new Uint8Array()),
  ])
}
