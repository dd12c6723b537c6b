import { expect, test } from 'vitest'
import { createClient } from './create-client.ts'

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
