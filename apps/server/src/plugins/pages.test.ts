import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import type { Workspace } from '@mortise/runtime'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { headers } from './headers.ts'
import { pages } from './pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'mortise-pages-'))
const code = `export const words = ${JSON.stringify('the same words again, '.repeat(400))}`
let app: FastifyInstance

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  const put = (name: string, bytes: string | Buffer): void => writeFileSync(join(folder, name), bytes)
  put('index.html', '<!doctype html>')
  put('assets/app-1.js', code)
  put('assets/app-1.js.br', brotliCompressSync(code))
  put('assets/app-1.js.gz', gzipSync(code))
  put('assets/late-2.js', code)
  app = fastify()
  app.decorateRequest('caller', null)
  await headers(app, { url: 'http://localhost', version: 'test', ready: () => Promise.resolve(true) })
  await pages(app, {} as Workspace, folder)
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const unpacked = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes: Buffer): Buffer => bytes }

/** What a browser reads that understands some packings. */
async function asked(path: string, understands: keyof typeof unpacked) {
  const answer = await app.inject({ method: 'GET', url: path, headers: { 'accept-encoding': understands } })
  const how = (answer.headers['content-encoding'] ?? 'identity') as keyof typeof unpacked
  return {
    ...answer.headers,
    how,
    text: unpacked[how](answer.rawPayload).toString(),
    bytes: answer.rawPayload,
  }
}

it.each(['br', 'gzip', 'identity'] as const)(
  'sends a built file as the browser wants it: %s',
  async (how) => {
    for (const path of ['/assets/app-1.js', '/assets/late-2.js']) {
      const answer = await asked(path, how)
      expect([path, answer.how, answer.text]).toEqual([path, how, code])
      expect(answer['content-type']).toMatch(/javascript/)
      expect(answer['cache-control']).toBe('public, max-age=31536000, immutable')
    }
    // Whoever keeps answers for others must not hand a packed one to those who can't read it.
    expect((await asked('/assets/app-1.js', how))['vary']).toMatch(/accept-encoding/i)
  },
)

it('sends what the build has packed, and packs nothing twice', async () => {
  const { bytes } = await asked('/assets/app-1.js', 'br')
  expect(bytes.equals(brotliCompressSync(code))).toBe(true)
})
