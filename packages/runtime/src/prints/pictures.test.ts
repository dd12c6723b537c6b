import { describe, expect, it } from 'vitest'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { keepPictures } from './pictures.ts'

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** A workspace with nothing but its settings. */
function workspace() {
  const kept: Record<string, unknown> = {}
  const told: unknown[] = []
  const settings = {
    get: (key: string) => Promise.resolve(kept[key] ?? null),
    put: (key: string, value: unknown) => Promise.resolve(void (kept[key] = value)),
  }
  const unit = {
    tx: { side: { settings, audit: (entry: unknown) => Promise.resolve(void told.push(entry)) } },
  }
  return { kept, told, unit: unit as unknown as Unit }
}

const actor = { userId: 'u1', name: 'Chen', via: 'web' } as unknown as Actor

describe('pictures for prints', () => {
  it('are kept by name, taken away with null, and told in the audit log', async () => {
    const { kept, told, unit } = workspace()
    await keepPictures(unit, actor, { logo: pixel, seal: pixel })
    await keepPictures(unit, actor, { logo: null })
    expect(kept['pictures']).toEqual({ seal: pixel })
    expect(told).toMatchObject([{ action: 'pictures_changed' }, { action: 'pictures_changed' }])
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
    ['a name that is none', { '../x': pixel }],
    ['no list', ['logo']],
  ])('refuses %s', async (_, given) => {
    await expect(keepPictures(workspace().unit, actor, given)).rejects.toMatchObject({
      code: 'PICTURE_INVALID',
    })
  })
})
