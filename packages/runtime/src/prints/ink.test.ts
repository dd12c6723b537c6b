import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pngOf } from '../pdf/png.ts'
import { readPng } from '../pdf/read-png.ts'
import { builtinFieldTypes } from '@mortise/fields'
import { type EntityModel, extensionList } from '@mortise/schema'
import type { Unit } from '../context/unit.ts'
import { inkOf } from './ink.ts'
import { handwrittenIn } from './signatures.ts'

const builtinFields = extensionList(builtinFieldTypes)

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A see-through sheet with a black box on it, as a browser's canvas makes it, with rows filtered in every way by turns. */
function sheet(width: number, height: number, box: readonly [number, number, number, number]): Buffer {
  const [left, top, right, bottom] = box
  const plain = Buffer.alloc(width * height * 4)
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) plain[(y * width + x) * 4 + 3] = 255
  const rows = Buffer.alloc((width * 4 + 1) * height)
  const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : (plain[y * width * 4 + x] ?? 0))
  for (let y = 0; y < height; y += 1) {
    rows[y * (width * 4 + 1)] = y % 4
    for (let x = 0; x < width * 4; x += 1) {
      const [own, a, b] = [at(x, y), at(x - 4, y), at(x, y - 1)]
      const guess = [0, a, b, (a + b) >> 1][y % 4] ?? 0
      rows[y * (width * 4 + 1) + 1 + x] = own - guess
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 6, 0, 0, 0], 8)
  const begin = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    begin,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const drawn = (uri: string | undefined) =>
  uri === undefined ? undefined : readPng(Buffer.from(uri.split(',')[1] ?? '', 'base64'), 4_000)

describe('a name written by hand', () => {
  it('is cut to its ink, on white paper', () => {
    const made = drawn(inkOf(sheet(60, 30, [10, 8, 40, 18])))
    expect([made?.width, made?.height]).toEqual([30, 10])
    expect(made?.bytes.filter((_, at) => at % 4 === 0).every((one) => one === 0)).toBe(true)
  })

  it('becomes as small as it is printed', () => {
    const made = drawn(inkOf(sheet(1_000, 120, [0, 0, 1_000, 100])))
    expect([made?.width, made?.height]).toEqual([480, 48])
  })

  it('is nothing where the sheet is empty, or no picture that can be trusted', () => {
    const whole = sheet(20, 20, [2, 2, 9, 9])
    const endless = Buffer.from(whole)
    endless.writeUInt32BE(2, 20)
    const large = Buffer.from(whole)
    large.writeUInt32BE(90_000, 16)
    for (const file of [
      sheet(20, 20, [0, 0, 0, 0]),
      Buffer.from('ink'),
      whole.subarray(0, 50),
      endless,
      large,
    ])
      expect(inkOf(file)).toBe(undefined)
  })

  it('reads back what this product writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.infiniteStream(fc.nat(255)),
        (width, height, stream) => {
          const points = Array.from({ length: width * height }, () => [
            ...Array.from({ length: 3 }, () => stream.next().value ?? 0),
            255,
          ])
          const bytes = Uint8Array.from(points.flat())
          expect(readPng(pngOf({ width, height, bytes }), 99)?.bytes).toEqual(bytes)
        },
      ),
      { numRuns: 30 },
    )
  })
})

it('is fetched for signature fields alone, once each, and left out where its file is gone', async () => {
  const asked: string[] = []
  const unit = {
    options: {
      kit: { fields: builtinFields },
      files: { get: () => Promise.resolve(sheet(20, 20, [2, 2, 9, 9])) },
    },
    tx: {
      side: {
        file: (id: string) => {
          asked.push(id)
          return Promise.resolve(id === 'gone' ? null : { hash: 'h', size: id === 'huge' ? 9e6 : 90 })
        },
      },
    },
  } as unknown as Unit
  const types: { readonly [key: string]: string } = {
    a: 'signature',
    b: 'signature',
    c: 'signature',
    d: 'file',
  }
  const entity = { field: (key: string) => ({ type: types[key] ?? '' }) } as unknown as EntityModel
  const file = (id: string) => [{ id, name: 'n.png', size: 90, type: 'image/png' }]
  const values = { a: file('f1'), b: file('gone'), c: file('huge'), d: file('f2') }
  const found = await handwrittenIn(unit, entity, { values, paths: ['a', 'a', 'b', 'c', 'd', 'x.a'] })
  expect(Object.keys(found)).toEqual(['signature:f1'])
  expect(asked).toEqual(['f1', 'gone', 'huge'])
})
