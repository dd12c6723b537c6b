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

it('follows its fields, options and form when they are called otherwise', async () => {
  const admin = await server.signIn('admin@example.com')
  const data = {
    values: { company: '改名电气', source: 'website', nonsense: 1 },
    names: { user: { x: '吴' } },
    title: '改名电气',
    device: 'Mac · Chrome',
  }
  await chen.put('/api/drafts/lead/edit', { data, schemaVersion: 1 })
  const rows = { values: { lines: [{ id: 'r1', qty: 3 }], valid_until: '2026-12-01' } }
  await chen.put('/api/drafts/quote/edit', { data: rows, schemaVersion: 1 })
  const rename = (body: object) => admin.post('/api/design/rename', body)
  expect((await rename({ kind: 'entity', key: 'lead', field: 'company', to: 'firm' })).status).toBe(200)
  expect((await rename({ kind: 'form', key: 'lead.edit', to: 'desk' })).status).toBe(200)
  expect((await rename({ kind: 'entity', key: 'quote_line', field: 'qty', to: 'pieces' })).status).toBe(200)
  const published = await admin.post('/api/design/publish', {})
  expect(published.status).toBe(200)
  expect((await chen.get('/api/drafts/lead/edit')).body.data).toBeNull()
  expect((await chen.get('/api/drafts/lead/desk')).body.data.data).toEqual({
    ...data,
    values: { firm: '改名电气', source: 'website', nonsense: 1 },
  })
  expect((await chen.get('/api/drafts/quote/edit')).body.data.data.values).toEqual({
    lines: [{ id: 'r1', pieces: 3 }],
    valid_until: '2026-12-01',
  })
  const list = (await chen.get('/api/drafts')).body.data as readonly { readonly form: string }[]
  expect(list.find(({ form }) => form === 'desk')).toMatchObject({
    title: '改名电气',
    device: 'Mac · Chrome',
  })
})
