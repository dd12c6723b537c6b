import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtinKit } from '@mortise/kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAppFolder } from './read-folder.ts'
import { run } from './run.ts'

const sound = fileURLToPath(new URL('./fixtures/sound', import.meta.url))
const asked: { readonly path: string; readonly key: string; readonly body: string }[] = []
let answer: { readonly status: number; readonly body: unknown } = { status: 200, body: {} }
/** What is told of a publication that waits, one after the other. */
let states: readonly unknown[] = []
let server: Server
let url = ''
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mortise-cli-'))
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      asked.push({ path: request.url ?? '', key: request.headers.authorization ?? '', body })
      const [state, ...later] = states
      const waits = request.url?.startsWith('/api/design/publications/') === true
      if (waits) states = later
      response.statusCode = waits ? 200 : answer.status
      response.end(JSON.stringify(waits ? { data: state } : answer.body))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true, force: true })
})

async function call(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const lines: string[] = []
  const environment = { MORTISE_URL: url, MORTISE_KEY: 'mk_1' }
  const code = await run(args, { kit: builtinKit, print: (line) => lines.push(line), environment })
  return { code, lines }
}

const plan = {
  app: 'library',
  from: '1.0.0',
  to: '1.1.0',
  changes: [{ file: 'entities/book.json', sentence: 'entity Book changes', steps: ['book: new field isbn'] }],
  kept: [],
  conflicts: [{ path: '/app.json/label', ours: 'a', theirs: 'b' }],
  problems: [],
}

describe('mortise apply', () => {
  it('waits for what is prepared on a large table, and tells how far it is', async () => {
    answer = { status: 202, body: { data: { ...plan, publication: 'p1' } } }
    const at = { state: 'preparing', rows: 100, version: null, error: null }
    states = [
      { ...at, done: 40 },
      { ...at, state: 'done', done: 100, version: 7 },
    ]
    const { code, lines } = await call('apply', sound)
    expect(code).toBe(0)
    expect(lines.join('\n')).toContain('40')
    expect(lines.at(-1)).toContain('→ 7')
    states = [{ ...at, state: 'failed', done: 100, error: { message: 'somebody was first' } }]
    const failed = await call('apply', sound)
    expect([failed.code === 0, failed.lines.join()]).toEqual([
      false,
      expect.stringContaining('somebody was first'),
    ])
  })

  it('sends the folder with its key and tells what changes and what stands against each other', async () => {
    answer = { status: 200, body: { data: plan } }
    const { code, lines } = await call('apply', sound, '--plan', '--theirs', '/app.json/label')
    expect(code).toBe(0)
    expect(lines).toEqual([
      'entities/book.json: entity Book changes',
      '  book: new field isbn',
      'conflict /app.json/label: ours "a", theirs "b"',
      'library 1.0.0 → 1.1.0',
    ])
    const last = asked.at(-1)
    expect([last?.path, last?.key]).toEqual(['/api/apps?plan=true', 'Bearer mk_1'])
    const sent = JSON.parse(last?.body ?? '') as { files: object; choices: object }
    expect(sent).toEqual({
      files: Object.fromEntries(await readAppFolder(sound)),
      choices: { '/app.json/label': 'theirs' },
    })
  })

  it('says what the server says is wrong', async () => {
    const details = [{ path: '/key', message: 'no' }]
    answer = { status: 422, body: { error: { message: 'faulty', details } } }
    const { code, lines } = await call('apply', sound)
    expect(code).toBe(2)
    expect(lines.join('\n')).toContain('faulty\n  /key: no')
  })
})

describe('mortise export', () => {
  it('writes the files, takes away what is no more, and leaves what is no document', async () => {
    const files = { 'app.json': '{"key":"library"}\n', 'entities/book.json': '{}\n' }
    answer = { status: 200, body: { data: { files } } }
    await call('export', 'library', folder)
    await writeFile(join(folder, 'README.md'), 'mine')
    const { 'entities/book.json': _gone, ...left } = files
    answer = { status: 200, body: { data: { files: left } } }
    const { code } = await call('export', 'library', folder)
    expect(code).toBe(0)
    expect(Object.fromEntries(await readAppFolder(folder))).toEqual(left)
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe('mine')
  })

  it('writes nowhere but in its folder', async () => {
    answer = { status: 200, body: { data: { files: { '../evil.json': 'x' } } } }
    expect((await call('export', 'library', folder)).code).toBe(2)
  })
})
