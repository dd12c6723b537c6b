import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, multipart, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'

let server: TestServer
let wu: Caller
let feng: Caller
beforeAll(async () => {
  server = await serverOn(
    await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
  )
  wu = await server.signIn('wu@example.com')
  feng = await server.signIn('feng@example.com')
})
afterAll(() => server.close())

async function part(who: Caller, words: string): Promise<string> {
  const { payload, headers } = multipart('part', words)
  const sent = await who.raw({ method: 'POST', url: '/api/files', payload, headers })
  expect(sent.statusCode).toBe(201)
  return sent.json().data.id
}

it('joins the parts of a file in their order', async () => {
  const parts = [await part(wu, '第一段，'), await part(wu, '第二段，'), await part(wu, '完。')]
  const made = await wu.post('/api/files/join', { name: '../合同.txt', type: 'text/plain', parts })
  expect(made.status).toBe(201)
  expect(made.body.data).toMatchObject({ name: '合同.txt', type: 'text/plain' })
  const got = await wu.raw({ method: 'GET', url: `/api/files/${made.body.data.id}` })
  expect(got.payload).toBe('第一段，第二段，完。')
  expect(Number(got.headers['content-length'])).toBe(Buffer.byteLength(got.payload))
})

it('joins nothing that somebody else has brought, nor what is not there', async () => {
  const theirs = await part(feng, '底价 100')
  const own = await part(wu, 'x')
  const join = async (parts: unknown): Promise<number> =>
    (await wu.post('/api/files/join', { name: 'a', type: 'text/plain', parts })).status
  expect(await join([own, theirs])).toBe(404)
  expect(await join(['01890000-0000-7000-8000-00000000beef'])).toBe(404)
  expect(await join([])).toBe(400)
  expect(await join(['nonsense'])).toBe(400)
  expect(await join(Array.from({ length: 201 }, () => own))).toBe(400)
})
