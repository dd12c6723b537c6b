import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'

let server: TestServer
let admin: Caller
beforeAll(async () => {
  server = await serverOn(
    await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
  )
  admin = await server.signIn('admin@example.com')
})
afterAll(() => server.close())

type Lead = { readonly id: string; readonly [field: string]: unknown }

const leadAt = (mark: string) => (_: unknown, at: number) => ({
  name: `Lead ${at}`,
  external_no: `${mark}-${at}`,
  source: at % 3 === 0 ? 'referral' : 'phone',
  title: at % 4 === 0 ? '总监' : '采购',
  visits: at % 9,
  page_seconds: at * 60,
})

/** What is to be the same however records were made: their values, their history, and what rules did. */
async function story({ id }: Lead): Promise<object> {
  const { data } = (await admin.get(`/api/records/lead/${id}`)).body
  const history = (await admin.get(`/api/records/lead/${id}/history`)).body.data as {
    readonly type: string
    readonly changes: readonly { readonly field: string }[]
  }[]
  const filter = encodeURIComponent(`lead == "${id}"`)
  const tasks = (await admin.get(`/api/records/task?filter=${filter}`)).body.data as { state: string }[]
  const { name, source, title, visits, page_seconds, score, grade, status, version } = data
  return {
    values: { name, source, title, visits, page_seconds, score, grade, status, version },
    history: history.map((one) => [one.type, ...one.changes.map(({ field }) => field).toSorted()]),
    tasks: tasks.length,
  }
}

it('many records at once come to the same as one after the other', async () => {
  const many = Array.from({ length: 60 }, leadAt('M'))
  const made = (await admin.post('/api/records/lead', many)).body.data as readonly Lead[]
  const single: Lead[] = []
  for (const lead of Array.from({ length: 60 }, leadAt('S')))
    single.push((await admin.post('/api/records/lead', lead)).body.data as Lead)
  expect(made).toHaveLength(60)
  const stories = await Promise.all(made.map(story))
  expect(stories).toEqual(await Promise.all(single.map(story)))
  expect(stories.some((one) => (one as { readonly tasks: number }).tasks > 0)).toBe(true)
})

it('all or none of many: a double, in the list or outside of it, refuses them all', async () => {
  const count = async (): Promise<number> =>
    (await admin.get('/api/records/lead?limit=1&count=exact')).body.count
  const before = await count()
  const fresh = Array.from({ length: 12 }, leadAt('N'))
  const twins = [...fresh, { ...fresh[3], name: 'Twin' }]
  expect((await admin.post('/api/records/lead', twins)).status).toBe(409)
  const known = [...fresh, { ...fresh[3], external_no: 'M-3' }]
  expect((await admin.post('/api/records/lead', known)).status).toBe(409)
  expect((await admin.post('/api/records/lead', [...fresh, { name: '' }])).status).toBe(422)
  expect(await count()).toBe(before)
  expect((await admin.post('/api/records/lead', fresh)).status).toBe(201)
  expect(await count()).toBe(before + 12)
})

it('says of many which record is wrong, and where', async () => {
  const list = Array.from({ length: 60 }, leadAt('P')).with(17, { name: '', external_no: 'P-x' } as never)
  const { status, body } = await admin.post('/api/records/lead', list)
  expect(status).toBe(422)
  expect(body.error.details.map(({ path }: { path: string }) => path)).toContain('records/17/name')
})

it('tells of many how each began, in one entry of the log, and finds them soon after', async () => {
  const list = Array.from({ length: 60 }, (_, at) => ({ ...leadAt('T')(_, at), name: `Sixtieth ${at}` }))
  const made = (await admin.post('/api/records/lead', list)).body.data as readonly Lead[]
  expect(made.map(({ name }) => name)).toEqual(list.map(({ name }) => name))
  const last = made.at(-1)?.id ?? ''
  const { data } = (await admin.get(`/api/records/lead/${last}/history`)).body
  expect(data).toMatchObject([{ type: 'create' }])
  const log = (await admin.get('/api/audit?action=record.create&limit=50')).body.data
  expect(log).toContainEqual(
    expect.objectContaining({ recordId: null, data: expect.objectContaining({ rows: 60, last }) }),
  )
  const search = async (): Promise<number> =>
    (await admin.get('/api/records/lead?search=sixtieth%2059&limit=5')).body.data.length
  expect(await search()).toBe(0)
  const worker = server.runtime.startWorker('main', { pollMs: 20 })
  await expect.poll(search, { timeout: 20_000 }).toBe(1)
  await worker.stop()
})
