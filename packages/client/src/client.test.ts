import { expect, test } from 'vitest'
import { createClient } from './create-client.ts'
import { listen } from './events.ts'

type Seen = { url: string; init: RequestInit }

function fake(status: number, body: unknown): { seen: Seen[]; fetch: typeof fetch } {
  const seen: Seen[] = []
  const answer = async (url: unknown, init: unknown): Promise<Response> => {
    seen.push({ url: String(url), init: init as RequestInit })
    return new Response(JSON.stringify(body), { status })
  }
  return { seen, fetch: answer as typeof fetch }
}

test('a write proves it came from our page, a read does not', async () => {
  const { seen, fetch } = fake(200, { data: {}, refs: {} })
  const client = createClient({ baseUrl: '', fetch, locale: 'zh' })
  await client.records.update('deal', 'd1', { values: { name: 'x' }, version: 3 })
  await client.records.get('deal', 'd1')
  const [write, read] = seen
  expect(write?.url).toBe('/api/records/deal/d1')
  expect(write?.init.headers).toMatchObject({ 'x-mortise': '1', 'if-match': '3' })
  expect(read?.init.headers).not.toHaveProperty('x-mortise')
})

test('an error answer becomes an ApiError with its details', async () => {
  const details = [{ path: 'amount', code: 'REQUIRED', message: '请填写金额' }]
  const { fetch } = fake(422, {
    error: { code: 'INVALID', message: '有 1 处不对', requestId: 'r1', details },
  })
  const client = createClient({ baseUrl: '', fetch, locale: 'zh' })
  await expect(client.records.create('deal', {})).rejects.toMatchObject({
    code: 'INVALID',
    status: 422,
    requestId: 'r1',
    details,
  })
})

test('no server is said in plain words', async () => {
  const refuse = (async () => {
    throw new TypeError('failed')
  }) as unknown as typeof fetch
  const client = createClient({ baseUrl: '', fetch: refuse, locale: 'en' })
  await expect(client.session.me()).rejects.toMatchObject({ code: 'OFFLINE', status: 0 })
})

test('events: bad lines are passed over, a broken line is opened again', async () => {
  type Line = Parameters<NonNullable<Parameters<typeof listen>[1]['open']>>[0]
  const opened: Line[] = []
  const sources: {
    onmessage: ((event: MessageEvent<string>) => void) | null
    onerror: (() => void) | null
  }[] = []
  const got: unknown[] = []
  const stop = listen('/api/events', {
    onEvent: (event) => got.push(event),
    open: (url) => {
      opened.push(url)
      const source = { onopen: null, onmessage: null, onerror: null, close: () => undefined }
      sources.push(source)
      return source
    },
  })
  sources[0]?.onmessage?.({ data: 'not json' } as MessageEvent<string>)
  sources[0]?.onmessage?.({ data: '{"topic":"record","entity":"deal"}' } as MessageEvent<string>)
  expect(got).toEqual([{ topic: 'record', entity: 'deal' }])
  sources[0]?.onerror?.()
  await new Promise((resolve) => setTimeout(resolve, 1100))
  expect(opened).toHaveLength(2)
  stop()
})
