import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'

let server: TestServer
let chen: Caller
let zhou: Caller
beforeAll(async () => {
  server = await serverOn(
    await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
  )
  chen = await server.signIn('chen@example.com')
  zhou = await server.signIn('zhou@example.com')
})
afterAll(() => server.close())

const record = '01890000-0000-7000-8000-000000000001'
const draft = (name: string): object => ({ data: { name }, schemaVersion: 3 })

it('what was typed into a form comes back, to who typed it alone', async () => {
  expect((await chen.get('/api/drafts/lead/create')).body).toEqual({ data: null })
  const kept = await chen.put('/api/drafts/lead/create', draft('半张表'))
  expect(kept.body.data).toMatchObject({ entity: 'lead', form: 'create', recordId: null })
  await chen.put('/api/drafts/lead/create', draft('大半张表'))
  await chen.put(`/api/drafts/lead/edit?record=${record}`, { ...draft('改'), recordVersion: 7 })
  expect((await chen.get('/api/drafts/lead/create')).body.data).toMatchObject({
    data: { name: '大半张表' },
    schemaVersion: 3,
    recordVersion: null,
  })
  expect((await chen.get(`/api/drafts/lead/edit?record=${record}`)).body.data.recordVersion).toBe(7)
  const list = (await chen.get('/api/drafts')).body.data as readonly { readonly recordId: string | null }[]
  expect(list.map(({ recordId }) => recordId)).toEqual([record, null])
  expect(JSON.stringify(list)).not.toContain('表')
  expect((await zhou.get('/api/drafts')).body.data).toEqual([])
  expect((await zhou.get('/api/drafts/lead/create')).body.data).toBeNull()
  await zhou.remove('/api/drafts/lead/create')
  await chen.remove(`/api/drafts/lead/edit?record=${record}`)
  expect((await chen.get('/api/drafts')).body.data).toHaveLength(1)
})

it('is refused where it is no draft of a form', async () => {
  const put = async (path: string, body: object): Promise<number> =>
    (await chen.put(`/api/drafts/${path}`, body)).status
  expect(await put('nowhere/edit', draft('a'))).toBe(404)
  expect(await put('lead/edit?record=x', draft('a'))).toBe(400)
  expect(await put('lead/Edit%20it', draft('a'))).toBe(400)
  expect(await put('lead/edit', { data: {} })).toBe(400)
  expect(await put('lead/edit', draft('长'.repeat(500_000)))).toBe(413)
})

it('a person keeps the newest two hundred', async () => {
  for (let at = 0; at < 203; at += 1) {
    const id = `01890000-0000-7000-8000-${String(at).padStart(12, '0')}`
    await chen.put(`/api/drafts/lead/edit?record=${id}`, draft(String(at)))
  }
  const list = (await chen.get('/api/drafts')).body.data as readonly { readonly recordId: string }[]
  expect(list).toHaveLength(200)
  expect(list[0]?.recordId).toContain('000000000202')
})
