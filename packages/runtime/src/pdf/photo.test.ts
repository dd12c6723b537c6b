import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { decode, encode } from 'jpeg-js'
import { describe, expect, it } from 'vitest'
import { jpegHead } from './jpeg-head.ts'
import { drawPhoto } from './photo.ts'
import { pngOf } from './png.ts'
import { passesOf } from './png-rows.ts'
import { pngHead } from './png-head.ts'
import { readPng } from './read-png.ts'

type Point = readonly [number, number, number]
const [red, green, blue, white]: readonly Point[] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
]

/** A picture of four fields of one colour each: above left and right, below left and right. */
function fields(width: number, height: number, colours: readonly (Point | undefined)[]) {
  const data = Buffer.alloc(width * height * 4, 255)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const colour = colours[(y * 2 < height ? 0 : 2) + (x * 2 < width ? 0 : 1)] ?? [0, 0, 0]
      data.set(colour, (y * width + x) * 4)
    }
  return { width, height, data }
}

/** The same file, held as a camera notes that it was held. */
function turned(jpeg: Buffer, turn: number, order: 'II' | 'MM'): Buffer {
  const notes = Buffer.alloc(26)
  notes.write(order, 0, 'latin1')
  const short = (value: number, at: number) =>
    order === 'II' ? notes.writeUInt16LE(value, at) : notes.writeUInt16BE(value, at)
  const long = (value: number, at: number) =>
    order === 'II' ? notes.writeUInt32LE(value, at) : notes.writeUInt32BE(value, at)
  short(42, 2)
  long(8, 4)
  short(1, 8)
  short(0x0112, 10)
  short(3, 12)
  long(1, 14)
  short(turn, 18)
  const head = Buffer.from([0xff, 0xe1, 0, notes.length + 8])
  return Buffer.concat([
    jpeg.subarray(0, 2),
    head,
    Buffer.from('Exif\0\0', 'latin1'),
    notes,
    jpeg.subarray(2),
  ])
}

const jpegOf = (width: number, height: number): Buffer =>
  Buffer.from(encode(fields(width, height, [red, green, blue, white]), 95).data)

const bytesOf = (made: object): Buffer =>
  Buffer.from(String((made as { uri?: string }).uri).split(',')[1] ?? '', 'base64')

const names = ['red', 'green', 'blue', 'white']

/** The colours of the four fields of a picture that was made. */
function seen(made: object): readonly string[] {
  const { width, height, data } = decode(bytesOf(made))
  return [0, 1, 2, 3].map((at) => {
    const [x, y] = [
      Math.floor(width * (at % 2 === 0 ? 0.25 : 0.75)),
      Math.floor(height * (at < 2 ? 0.25 : 0.75)),
    ]
    const point = [0, 1, 2].map((colour) => ((data[(y * width + x) * 4 + colour] ?? 0) > 127 ? 255 : 0))
    return names[[red, green, blue, white].findIndex((one) => String(one) === String(point))] ?? '?'
  })
}

describe('a photo as it comes from a phone', () => {
  it.each([
    [1, ['red', 'green', 'blue', 'white']],
    [2, ['green', 'red', 'white', 'blue']],
    [3, ['white', 'blue', 'green', 'red']],
    [4, ['blue', 'white', 'red', 'green']],
    [5, ['red', 'blue', 'green', 'white']],
    [6, ['blue', 'red', 'white', 'green']],
    [7, ['white', 'green', 'blue', 'red']],
    [8, ['green', 'white', 'red', 'blue']],
  ] as const)('stands upright, held in way %i', async (turn, colours) => {
    const made = await drawPhoto({
      bytes: turned(jpegOf(64, 32), turn, turn % 2 === 0 ? 'II' : 'MM'),
      side: 40,
    })
    expect(seen(made)).toEqual(colours)
    expect(made).toMatchObject(turn > 4 ? { width: 32, height: 64 } : { width: 64, height: 32 })
    const { width, height } = decode(bytesOf(made))
    expect([width, height]).toEqual(turn > 4 ? [20, 40] : [40, 20])
  })

  it('is the same bytes again, and nothing else of its file is in them', async () => {
    const secret = Buffer.concat([turned(jpegOf(40, 40), 6, 'II'), Buffer.from('GPS 30.2741, 120.1551')])
    const [first, second] = [
      await drawPhoto({ bytes: secret, side: 20 }),
      await drawPhoto({ bytes: secret, side: 20 }),
    ]
    expect(first).toEqual(second)
    expect(bytesOf(first).includes('GPS')).toBe(false)
    expect(bytesOf(first).includes('Exif')).toBe(false)
  })

  it('is no picture where it breaks off, is of another kind, or has more points than are read', async () => {
    const whole = jpegOf(64, 64)
    const huge = Buffer.from(whole)
    const frame = huge.indexOf(Buffer.of(0xff, 0xc0))
    huge.writeUInt16BE(60_000, frame + 5)
    huge.writeUInt16BE(60_000, frame + 7)
    const faults = [
      whole.subarray(0, -40),
      whole.subarray(0, 20),
      Buffer.from('%PDF-1.7'),
      Buffer.alloc(0),
      huge,
    ]
    const made = await Promise.all(faults.map((bytes) => drawPhoto({ bytes, side: 20 })))
    expect(made.map((one) => ('fault' in one ? one.fault : 'drawn'))).toEqual([
      'broken',
      'broken',
      'kind',
      'kind',
      'large',
    ])
    expect(jpegHead(whole)).toMatchObject({ width: 64, height: 64, turn: 1, channels: 3 })
  })
})

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

type Kind = {
  readonly kind: number
  readonly bits: number
  readonly channels: number
  readonly interlaced: boolean
}

/** A PNG of any kind, from the numbers of its points. */
function pngFrom(
  { width, height }: { readonly width: number; readonly height: number },
  { kind, bits, interlaced, channels }: Kind,
  numberAt: (x: number, y: number, channel: number) => number,
  more: readonly Buffer[] = [],
): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([bits, kind, 0, 0, interlaced ? 1 : 0], 8)
  const start = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
  ])
  const empty = Buffer.concat([start, ...more, chunk('IEND', new Uint8Array())])
  const known = pngHead(empty)
  if (known === undefined) return empty
  const { passes, bytes } = passesOf(known)
  const rows = Buffer.alloc(bytes)
  for (const pass of passes)
    for (let y = 0; y < pass.height; y += 1)
      for (let x = 0; x < pass.width; x += 1)
        for (let channel = 0; channel < channels; channel += 1) {
          const value = numberAt(pass.x + x * pass.dx, pass.y + y * pass.dy, channel)
          const from = pass.from + y * (pass.rowBytes + 1) + 1
          const bit = (x * channels + channel) * bits
          if (bits === 16) rows.writeUInt16BE(value, from + bit / 8)
          else rows[from + (bit >> 3)] = (rows[from + (bit >> 3)] ?? 0) | (value << (8 - bits - (bit & 7)))
        }
  return Buffer.concat([start, ...more, chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array())])
}

const kinds = [
  [0, 1, [1, 2, 4, 8, 16]],
  [2, 3, [8, 16]],
  [4, 2, [8, 16]],
  [6, 4, [8, 16]],
] as const

describe('a PNG of any kind', () => {
  it('is read point by point, whatever its numbers are and in whatever order its rows come', () => {
    const shape = fc.record({
      size: fc.record({ width: fc.integer({ min: 1, max: 11 }), height: fc.integer({ min: 1, max: 11 }) }),
      kind: fc.constantFrom(...kinds).chain(([kind, channels, bits]) =>
        fc.record({
          kind: fc.constant(kind),
          channels: fc.constant(channels),
          bits: fc.constantFrom(...bits),
          interlaced: fc.boolean(),
        }),
      ),
      seed: fc.nat(9_999),
    })
    fc.assert(
      fc.property(shape, ({ size, kind, seed }) => {
        const most = 2 ** kind.bits - 1
        const at = (x: number, y: number, channel: number): number =>
          ((x * 7_919 + y * 104_729 + channel * 1_299_709 + seed) * 31) % (most + 1)
        const colours = kind.channels < 3 ? 1 : 3
        const made = readPng(pngFrom(size, kind, at), 99)
        const expected = Array.from({ length: size.width * size.height }, (_, index) => {
          const [x, y] = [index % size.width, Math.floor(index / size.width)]
          const cover = kind.channels === colours ? 1 : at(x, y, colours) / most
          const colour = (channel: number) =>
            Math.round(((at(x, y, colours === 1 ? 0 : channel) / most) * 255 - 255) * cover + 255)
          return [colour(0), colour(1), colour(2), 255]
        })
        expect([...(made?.bytes ?? [])]).toEqual(expected.flat())
      }),
      { numRuns: 60 },
    )
  })

  it('has its colours by number, and what stands for nothing is paper', () => {
    const palette = chunk('PLTE', Uint8Array.from([...(red ?? []), ...(green ?? []), ...(blue ?? [])]))
    const clear = chunk('tRNS', Uint8Array.of(255, 0))
    const byNumber = pngFrom(
      { width: 3, height: 1 },
      { kind: 3, bits: 2, channels: 1, interlaced: false },
      (x) => x,
      [palette, clear],
    )
    expect([...(readPng(byNumber, 9)?.bytes ?? [])]).toEqual([
      ...(red ?? []),
      255,
      255,
      255,
      255,
      255,
      ...(blue ?? []),
      255,
    ])
    const grey = chunk('tRNS', Uint8Array.of(0, 7))
    const one = pngFrom(
      { width: 2, height: 1 },
      { kind: 0, bits: 8, channels: 1, interlaced: false },
      (x) => 7 + x,
      [grey],
    )
    expect([...(readPng(one, 9)?.bytes ?? [])]).toEqual([255, 255, 255, 255, 8, 8, 8, 255])
  })

  it('is made as small as it is printed, in little memory: each point is the mean of those it stands for', async () => {
    const { width, height, data } = fields(90, 60, [red, green, blue, white])
    const file = pngOf({ width, height, bytes: data })
    const made = await drawPhoto({ bytes: file, side: 9 })
    expect(made).toMatchObject({ width: 90, height: 60, uri: expect.stringMatching(/^data:image\/png/) })
    const small = readPng(bytesOf(made), 99)
    expect([small?.width, small?.height]).toEqual([9, 6])
    expect([...(small?.bytes.subarray(0, 4) ?? [])]).toEqual([...(red ?? []), 255])
    expect(await drawPhoto({ bytes: file.subarray(0, 80), side: 9 })).toEqual({ fault: 'broken' })
  })
})
