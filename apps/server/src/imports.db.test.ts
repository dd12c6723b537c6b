import { systemActor } from '@mortise/runtime'
import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, multipart, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'

let server: TestServer
let admin: Caller
beforeAll(async () => {
  server = await serverOn(
    await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
  )
  admin = await server.signIn('admin@example.com')
})
afterAll(() => server.close())

const sources = ['Google', 'Olark Chat', 'Select', '', 'Direct Traffic']

/** A file as another system gives it, with an empty last column; some rows have something wrong. */
function leads(count: number, from: number = 1): string {
  const rows = Array.from({ length: count }, (_, at) => {
    const no = from + at
    const bad = no % 50 === 0
    const name = bad ? '' : `"Lead, ${no}"`
    return `${name},${660_000 + no},${sources[no % 5]},${no % 25 === 1 ? 'many' : no % 7},${no === 3 ? '=1+1' : 'Mumbai'},`
  })
  return ['Name,Lead Number,Lead Source,TotalVisits,City,', ...rows].join('\r\n')
}

async function upload(
  text: string | Buffer,
  name: string = 'leads.csv',
): Promise<{ id: string; columns: { name: string; samples: string[] }[]; suggested: object }> {
  const { payload, headers } = multipart(name, text)
  const answer = await admin.raw({ method: 'POST', url: '/api/imports?entity=lead', payload, headers })
  expect(answer.statusCode).toBe(201)
  return answer.json().data
}

const mapping = {
  Name: 'name',
  'Lead Number': 'external_no',
  'Lead Source': 'source',
  TotalVisits: 'visits',
  City: 'city',
}

async function mapped(
  text: string,
  options: object = { matchBy: ['external_no'], onMatch: 'skip' },
): Promise<string> {
  const { id } = await upload(text)
  expect((await admin.put(`/api/imports/${id}/mapping`, { mapping, options })).status).toBe(204)
  return id
}

async function run(id: string): Promise<{ state: string; counts: object; done: number }> {
  expect((await admin.post(`/api/imports/${id}/start`)).status).toBe(204)
  return finish(id)
}

/** Lets a worker do what there is to do until the import stands still. */
async function finish(
  id: string,
  moving: readonly string[] = ['running'],
): Promise<{ state: string; counts: object; done: number }> {
  const worker = server.runtime.startWorker('main', { pollMs: 20 })
  try {
    for (;;) {
      const { data } = (await admin.get(`/api/imports/${id}`)).body
      if (!moving.includes(data.state)) return data
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  } finally {
    await worker.stop()
  }
}

const count = async (): Promise<number> =>
  (await admin.get('/api/records/lead?limit=1&count=exact')).body.count

describe('an import', () => {
  it('shows its columns and guesses where they go', async () => {
    const { columns, suggested } = await upload(leads(20))
    expect(columns.map((one) => one.name)).toEqual([
      'Name',
      'Lead Number',
      'Lead Source',
      'TotalVisits',
      'City',
    ])
    expect(columns[2]?.samples).toEqual(['Olark Chat', 'Select', 'Direct Traffic', 'Google'])
    expect(suggested).toMatchObject({ Name: 'name', 'Lead Source': 'source', City: 'city' })
  })

  it('reads what Chinese table programs write', async () => {
    const gb = Buffer.from([
      0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb3, 0xc7, 0xca, 0xd0, 0x0a, 0xd5, 0xc5, 0xc8, 0xfd, 0x2c, 0xc9, 0xcf,
      0xba, 0xa3,
    ])
    const { columns } = await upload(gb)
    expect(columns).toEqual([
      { name: '姓名', samples: ['张三'] },
      { name: '城市', samples: ['上海'] },
    ])
  })

  it('refuses what is no table and fields one may not write', async () => {
    const { payload, headers } = multipart('x.csv', '')
    const answer = await admin.raw({ method: 'POST', url: '/api/imports?entity=lead', payload, headers })
    expect(answer.statusCode).toBe(422)
    const { id } = await upload(leads(2))
    expect((await admin.put(`/api/imports/${id}/mapping`, { mapping: { Name: 'no' } })).status).toBe(422)
    expect((await admin.put(`/api/imports/${id}/mapping`, { mapping: { Nope: 'name' } })).status).toBe(422)
    const other = await server.signIn('feng@example.com')
    expect((await other.get(`/api/imports/${id}`)).status).toBe(404)
  })

  it('tells beforehand what it would do, and does exactly that', async () => {
    const before = await count()
    const id = await mapped(leads(300))
    const dry = (await admin.post(`/api/imports/${id}/dry-run`)).body.data
    expect(dry.counts).toEqual({ create: 282, update: 0, skip: 0, error: 18 })
    expect(dry.errors).toContainEqual(expect.objectContaining({ line: 2, column: 'TotalVisits' }))
    expect(dry.errors).toContainEqual(expect.objectContaining({ line: 51, column: 'Name' }))
    expect(await count()).toBe(before)
    const done = await run(id)
    expect(done).toMatchObject({ state: 'done', done: 300, counts: dry.counts })
    expect(await count()).toBe(before + 282)
    const [lead] = (
      await admin.get(`/api/records/lead?filter=${encodeURIComponent('external_no == "660002"')}`)
    ).body.data
    // "Select" is what forms write when nobody chose: the default of the field stands.
    expect(lead).toMatchObject({ name: 'Lead, 2', source: 'other', visits: 2, city: 'Mumbai' })
    expect(lead.grade).not.toBeNull()
  })

  it('gives back the rows that failed, with the reason and harmless cells', async () => {
    const id = await mapped(leads(100, 1000))
    await run(id)
    const file = (await admin.get(`/api/imports/${id}/errors.csv`)).body as string
    const lines = file.trimEnd().split('\r\n')
    expect(lines[0]).toBe('\uFEFFName,Lead Number,Lead Source,TotalVisits,City,,未导入的原因')
    expect(lines.length - 1).toBe(6)
    expect(lines[1]).toMatch(/^,661000,Google,6,Mumbai,,.*Name/)
  })

  it('finds what is there already: skips it, or brings it up to date', async () => {
    const text = leads(40, 2000)
    await run(await mapped(text))
    const before = await count()
    expect((await run(await mapped(text))).counts).toMatchObject({ create: 0, skip: 37 })
    const again = text.replaceAll('Mumbai', 'Pune')
    const options = { matchBy: ['external_no'], onMatch: 'update' }
    expect((await run(await mapped(again, options))).counts).toMatchObject({ create: 0, update: 37 })
    expect(await count()).toBe(before)
    const found = await admin.get(
      `/api/records/lead?count=exact&filter=${encodeURIComponent('city == "Pune"')}`,
    )
    expect(found.body.count).toBe(37)
  })

  it('counts rows that mean the same once', async () => {
    const row = 'Twin,770001,Google,1,Mumbai,'
    const text = ['Name,Lead Number,Lead Source,TotalVisits,City,', row, row.replace('Mumbai', 'Pune')].join(
      '\n',
    )
    const done = await run(await mapped(text, { matchBy: ['external_no'], onMatch: 'update' }))
    expect(done.counts).toMatchObject({ create: 1, update: 1 })
    const found = await admin.get(`/api/records/lead?filter=${encodeURIComponent('external_no == "770001"')}`)
    expect(found.body.data.map((one: { city: string }) => one.city)).toEqual(['Pune'])
  })

  it('goes on where it stood, doubling nothing', async () => {
    const before = await count()
    // With rules, rows go the ordinary way, 500 at a time.
    const options = { matchBy: ['external_no'], onMatch: 'skip', runRules: true }
    const id = await mapped(leads(1200, 10_001), options)
    await admin.post(`/api/imports/${id}/start`)
    const { jobs } = server.workspace.store
    const { importHandlers } = await import('@mortise/runtime')
    const [job] = await jobs.claim({
      limit: 1,
      leaseSeconds: 60,
      kinds: ['import'],
      now: new Date().toISOString(),
    })
    if (job === undefined) throw new Error('no job')
    const handler = importHandlers(server.workspace)['import']
    if (handler?.mode !== 'outside') throw new Error('no handler')
    // The process dies after its work and before it could say so; then the same job comes again, twice at once.
    await handler.run(job)
    await Promise.all([handler.run(job), handler.run(job)])
    expect((await admin.get(`/api/imports/${id}`)).body.data.done).toBe(500)
    expect((await admin.post(`/api/imports/${id}/pause`)).status).toBe(204)
    expect((await finish(id)).done).toBe(500)
    expect((await admin.post(`/api/imports/${id}/resume`)).status).toBe(204)
    const done = await finish(id)
    expect([done.state, done.done]).toEqual(['done', 1200])
    expect(await count()).toBe(before + 1200 - 24 - 48)
  })

  it('loads large files in bulk: the same records, their history and numbers, and rows that mean the same once', async () => {
    const before = await count()
    const twins = leads(5, 100_001).split('\r\n').slice(1)
    const text = [leads(3000, 100_001), ...twins, 'Twin,760003,Google,1,Pune,'].join('\r\n')
    const id = await mapped(text)
    const dry = (await admin.post(`/api/imports/${id}/dry-run`)).body.data
    const done = await run(id)
    expect(done).toMatchObject({ state: 'done', done: 3006 })
    // 60 without a name, 120 with a wrong number; of the five rows that come again one is wrong by itself.
    expect(done.counts).toEqual({ create: 2820, update: 0, skip: 5, error: 181 })
    expect(dry.counts).toEqual(done.counts)
    expect(await count()).toBe(before + 2820)
    const found = await admin.get(`/api/records/lead?filter=${encodeURIComponent('external_no == "760002"')}`)
    const [lead] = found.body.data
    expect(lead).toMatchObject({ name: 'Lead, 100002', source: 'other', status: 'new', version: 1 })
    expect(lead.no).toMatch(/^XS-\d{8}-\d+$/)
    const history = (await admin.get(`/api/records/lead/${lead.id}/history`)).body.data
    expect(history).toHaveLength(1)
    expect(history[0]).toMatchObject({ type: 'create' })
    expect(history[0].changes).toContainEqual({ field: 'external_no', from: null, to: '760002' })
    // A later change does not hide how it began.
    await admin.patch(`/api/records/lead/${lead.id}`, { status: 'following', city: 'Pune' })
    const story = (await admin.get(`/api/records/lead/${lead.id}/history`)).body.data
    expect(story.map((one: { type: string }) => one.type)).toEqual(['update', 'create'])
    expect(story[1].changes).toContainEqual({ field: 'city', from: null, to: 'Mumbai' })
    const again = await run(await mapped(text))
    expect(again.counts).toMatchObject({ create: 0, skip: 2825 })
    await admin.post(`/api/imports/${id}/revert`)
    expect((await finish(id, ['done'])).state).toBe('reverted')
    expect(await count()).toBe(before)
  })

  it('fills an empty table without its indexes, and leaves it with all of them', async () => {
    const { store } = server.workspace
    const indexes = (): Promise<readonly string[]> => store.side.imports.indexesOf('task')
    const was = await indexes()
    const tasks = (await admin.get('/api/records/task?limit=500')).body.data as { id: string }[]
    for (const { id } of tasks)
      await server.workspace.unit(async (unit) => {
        const door = unit.door(systemActor('test'))
        await door.write({ op: 'delete', entity: 'task', id })
        await door.write({ op: 'purge', entity: 'task', id })
      })
    const rows = Array.from({ length: 20_050 }, (_, at) => `Task ${at},2026-03-${10 + (at % 18)} 10:00`)
    const { payload, headers } = multipart('x.csv', ['Title,Due', ...rows].join('\n'))
    const answer = await admin.raw({ method: 'POST', url: '/api/imports?entity=task', payload, headers })
    const { id } = answer.json().data
    const mapped = { mapping: { Title: 'title', Due: 'due' }, options: { onMatch: 'create' } }
    await admin.put(`/api/imports/${id}/mapping`, mapped)
    const done = await run(id)
    expect(done).toMatchObject({ state: 'done', counts: { create: 20_050, error: 0 } })
    expect(await indexes()).toEqual(was)
    const found = await admin.get(`/api/records/task?filter=${encodeURIComponent('title == "Task 20000"')}`)
    expect(found.body.data).toHaveLength(1)
  })

  it('gives changed records back what they held', async () => {
    const text = leads(40, 40_001)
    await run(await mapped(text))
    const id = await mapped(text.replaceAll('Mumbai', 'Pune'), {
      matchBy: ['external_no'],
      onMatch: 'update',
    })
    expect((await run(id)).counts).toMatchObject({ update: 38 })
    const pune = async (): Promise<number> =>
      (
        await admin.get(
          `/api/records/lead?limit=1&count=exact&filter=${encodeURIComponent('city == "Pune"')}`,
        )
      ).body.count
    const changed = await pune()
    await admin.post(`/api/imports/${id}/revert`)
    expect((await finish(id, ['done'])).state).toBe('reverted')
    expect(await pune()).toBe(changed - 38)
  })

  it('sets rows aside that may be the same, and does what a person says of each', async () => {
    const text = leads(12, 50_001)
    await run(await mapped(text))
    const before = await count()
    const id = await mapped(text.replaceAll('Mumbai', 'Pune'), {
      matchBy: ['external_no'],
      onMatch: 'review',
    })
    const done = await run(id)
    expect(done).toMatchObject({ state: 'done', review: 11 })
    const waiting = (await admin.get(`/api/imports/${id}/review`)).body.data
    expect(waiting).toHaveLength(11)
    expect(waiting[0].cells).toMatchObject({ City: 'Pune' })
    expect(waiting[0].candidates[0].values).toMatchObject({ city: 'Mumbai' })
    const [a, b, ...others] = waiting
    const decisions = [
      { index: a.index, do: 'update', id: a.candidates[0].id },
      { index: b.index, do: 'skip' },
      ...others.map(({ index }: { index: number }) => ({ index, do: 'skip' })),
    ]
    const said = await admin.post(`/api/imports/${id}/review`, { decisions })
    expect(said.body.data).toEqual({ done: 11, failed: 0 })
    expect((await admin.get(`/api/imports/${id}`)).body.data).toMatchObject({
      review: 0,
      counts: { update: 1, skip: 10 },
    })
    expect(await count()).toBe(before)
  })

  it('remembers how a file of the same kind was mapped, and reads it in another way when told to', async () => {
    await run(await mapped(leads(3, 60_001), { matchBy: ['external_no'], onMatch: 'update' }))
    const again = await upload(leads(2, 60_011))
    expect(again).toMatchObject({
      suggested: mapping,
      remembered: { matchBy: ['external_no'], onMatch: 'update' },
    })
    const other = await upload(`about this file;\nName;City\nA;B`)
    const read = await admin.post(`/api/imports/${other.id}/read`, { headerRow: 2, delimiter: ';' })
    expect(read.body.data.columns.map((one: { name: string }) => one.name)).toEqual(['Name', 'City'])
    expect((await admin.post(`/api/imports/${other.id}/read`, { encoding: 'klingon' })).status).toBe(400)
  })

  it('tells what rules would do, and takes all back when all or nothing was wanted', async () => {
    const text = leads(30, 70_001)
    const id = await mapped(text, { onMatch: 'create', wholeOrNothing: true })
    const dry = (await admin.post(`/api/imports/${id}/dry-run`)).body.data
    const scoring = dry.rules.find((one: { rule: string }) => one.rule === 'lead_scoring')
    expect(dry.rowsPreviewed).toBe(30)
    expect(scoring.matches).toBe(dry.counts.create)
    expect(scoring.actions[0].count).toBeGreaterThan(0)
    const before = await count()
    await admin.post(`/api/imports/${id}/start`)
    expect((await finish(id, ['running', 'done'])).state).toBe('reverted')
    expect(await count()).toBe(before)
  })

  it('is taken back as a whole', async () => {
    const before = await count()
    const id = await mapped(leads(30, 30_001))
    await run(id)
    expect(await count()).toBeGreaterThan(before)
    expect((await admin.post(`/api/imports/${id}/revert`)).status).toBe(204)
    expect((await finish(id, ['done'])).state).toBe('reverted')
    expect(await count()).toBe(before)
  })
})
