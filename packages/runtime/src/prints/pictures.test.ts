import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { keepPictures } from './pictures.ts'

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** A workspace with nothing but its pictures. */
function workspace() {
  type Kept = { readonly name: string; readonly hash: string; readonly data: string; readonly type: string }
  const ever: Kept[] = []
  const now = new Map<string, Kept>()
  const told: unknown[] = []
  const companyPictures = {
    list: () => Promise.resolve([...now.values()]),
    byHash: (name: string, hash: string) =>
      Promise.resolve(ever.find((one) => one.name === name && one.hash === hash) ?? null),
    put: (one: Kept) => {
      ever.push(one)
      now.set(one.name, one)
      return Promise.resolve()
    },
    remove: (name: string) => Promise.resolve(void now.delete(name)),
  }
  const unit = {
    newId: () => String(ever.length),
    tx: { side: { companyPictures, audit: (entry: unknown) => Promise.resolve(void told.push(entry)) } },
  }
  return { now, told, unit: unit as unknown as Unit }
}

const actor = { userId: 'u1', name: 'Chen', via: 'web' } as unknown as Actor

/** A PNG of one dot whose packed rows hold very much more than that. */
function bomb(): string {
  const png = Buffer.from(pixel.split(',')[1] ?? '', 'base64')
  const rows = deflateSync(Buffer.alloc(50_000_000))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(rows.length, 0)
  head.write('IDAT', 4, 'latin1')
  const made = Buffer.concat([png.subarray(0, 33), head, rows, Buffer.alloc(4), png.subarray(-12)])
  return `data:image/png;base64,${made.toString('base64')}`
}

describe('pictures for prints', () => {
  it('are kept by name, taken out of use with null, brought back by their hash, and told in the audit log', async () => {
    const { now, told, unit } = workspace()
    await keepPictures(unit, actor, { logo: pixel, seal: pixel })
    const { hash } = now.get('logo') ?? { hash: '' }
    await keepPictures(unit, actor, { logo: null })
    expect([...now.keys()]).toEqual(['seal'])
    await keepPictures(unit, actor, { logo: { hash } })
    expect(now.get('logo')?.hash).toBe(hash)
    await expect(keepPictures(unit, actor, { other: { hash } })).rejects.toMatchObject({
      code: 'PICTURE_INVALID',
    })
    expect(told).toMatchObject(Array.from({ length: 3 }, () => ({ action: 'pictures_changed' })))
  })

  it.each([
    ['an address', { logo: 'https://example.com/logo.png' }],
    ['a drawing that may hold scripts', { logo: 'data:image/svg+xml;base64,PHN2Zy8+' }],
    [
      'bytes that are no picture',
      { logo: `data:image/png;base64,${Buffer.from('not a picture at all').toString('base64')}` },
    ],
    [
      'one too large',
      {
        logo: `data:image/jpeg;base64,${Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(700_000), Buffer.from([0xff, 0xd9])]).toString('base64')}`,
      },
    ],
    ['a small file that unpacks to an endless picture', { logo: bomb() }],
    ['a name that is none', { '../x': pixel }],
    ['no list', ['logo']],
  ])('refuses %s', async (_, given) => {
    await expect(keepPictures(workspace().unit, actor, given)).rejects.toMatchObject({
      code: 'PICTURE_INVALID',
    })
  })
})
