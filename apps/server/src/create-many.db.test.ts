import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
  // From there on what they hold comes round again.
  for (const lead of Array.from({ length: 36 }, leadAt('S')))
    single.push((await admin.post('/api/records/lead', lead)).body.data as Lead)
  expect(made).toHaveLength(60)
  const stories = await Promise.all(made.slice(0, single.length).map(story))
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
  const entry = expect.objectContaining({
    recordId: made[0]?.id,
    data: expect.objectContaining({ rows: 60, last }),
  })
  expect(log).toContainEqual(entry)
  for (const { id } of made.slice(28, 30))
    expect((await admin.get(`/api/audit?record=${id}`)).body.data).toEqual([entry])
  const search = async (): Promise<number> =>
    (await admin.get('/api/records/lead?search=sixtieth%2059&limit=5')).body.data.length
  expect(await search()).toBe(0)
  // Who began with it and was killed leaves it to the next.
  const { jobs } = server.workspace.store
  const claim = { limit: 100, leaseSeconds: 1, kinds: ['search_fill'], now: new Date().toISOString() }
  expect((await jobs.claim(claim)).map(({ payload }) => payload)).toContainEqual(
    expect.objectContaining({ first: made[0]?.id, last }),
  )
  const worker = server.runtime.startWorker('main', { pollMs: 20 })
  await expect.poll(search, { timeout: 20_000 }).toBe(1)
  await worker.stop()
})

type Refusal = {
  readonly status: number
  readonly body: { readonly error: { readonly details: readonly { path: string }[] } }
}
const pathsOf = ({ body }: Refusal): readonly string[] => body.error.details.map(({ path }) => path)
const countOf = async (entity: string): Promise<number> =>
  (await admin.get(`/api/records/${entity}?limit=1&count=exact`)).body.count

it('names the one of many whose unique value is taken, in the list or outside of it, and makes none', async () => {
  const products = (mark: string) =>
    Array.from({ length: 60 }, (_, at) => ({ name: `Product ${mark} ${at}`, list_price: '10.00' }))
  const first = (await admin.post('/api/records/product', products('A'))).body.data as readonly Lead[]
  const { jobs } = server.workspace.store
  const before = [await countOf('product'), await jobs.counts()]
  const twin = products('B').with(33, { name: 'Product B 5', list_price: '1.00' })
  const taken = products('B').with(21, { name: 'Product A 7', list_price: '1.00' })
  const [ofTwin, ofTaken] = [
    await admin.post('/api/records/product', twin),
    await admin.post('/api/records/product', taken),
  ]
  expect([ofTwin.status, pathsOf(ofTwin)]).toEqual([409, ['records/33/name']])
  expect([ofTaken.status, pathsOf(ofTaken)]).toEqual([409, ['records/21/name']])
  expect(pathsOf(await admin.post('/api/records/product', taken.slice(15, 40)))).toEqual(['records/6/name'])
  expect([await countOf('product'), await jobs.counts()]).toEqual(before)
  // Refused ones took no number.
  const next = (await admin.post('/api/records/product', products('B'))).body.data as readonly Lead[]
  const numbers = [...first, ...next].map(({ code }) => Number(String(code).split('-').at(-1)))
  expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at))
})

describe('many that belong to another', () => {
  const chance = (account: string) => (_: unknown, at: number) => ({
    name: `Chance ${at}`,
    account,
    amount: `${at}.50`,
    close_date: '2027-01-31',
    probability: at % 2 === 0 ? '0.4' : null,
    ...(at % 20 === 0 ? { stage: 'need' } : {}),
  })
  const accountOf = async (name: string): Promise<string> =>
    (await admin.post('/api/records/account', { name, city: '西安', industry: 'it' })).body.data.id
  const told = async (list: readonly Lead[]): Promise<readonly object[]> =>
    Promise.all(
      list.map(async ({ id }) => {
        const { data } = (await admin.get(`/api/records/opportunity/${id}`)).body
        const history = (await admin.get(`/api/records/opportunity/${id}/history`)).body.data as {
          readonly type: string
          readonly changes: readonly { readonly field: string; readonly to: unknown }[]
        }[]
        const { name, amount, weighted, stage, probability, source, region, industry, version, lines } = data
        return {
          values: { name, amount, weighted, stage, probability, source, region, industry, version },
          lines: (lines as readonly { product: string; qty: unknown }[]).map(({ qty }) => qty),
          began: history.map(({ type, changes }) => [type, changes.map(({ field }) => field).toSorted()]),
        }
      }),
    )
  const figures = async (id: string): Promise<object> => {
    const { open_amount, won_amount } = (await admin.get(`/api/records/account/${id}`)).body.data
    return { open_amount, won_amount }
  }

  it('come to the same as one after the other: formulas, what they look up, and the figures of their parent', async () => {
    const [together, alone] = [await accountOf('Together'), await accountOf('Alone')]
    const many = (await admin.post('/api/records/opportunity', Array.from({ length: 60 }, chance(together))))
      .body.data as readonly Lead[]
    const single: Lead[] = []
    for (const one of Array.from({ length: 60 }, chance(alone)))
      single.push((await admin.post('/api/records/opportunity', one)).body.data as Lead)
    expect(many.map(({ region, weighted }) => [region, weighted])).toEqual(
      single.map(({ region, weighted }) => [region, weighted]),
    )
    expect(await told(many)).toEqual(await told(single))
    expect(await figures(together)).toEqual(await figures(alone))
  })

  it('may bring rows of their own', async () => {
    const product = (await admin.post('/api/records/product', { name: 'Of lines', list_price: '3.00' })).body
      .data.id
    const lines = [
      { product, qty: 2, price: '3.00' },
      { product, qty: 1, price: '2.00' },
    ]
    const [together, alone] = [await accountOf('Together with lines'), await accountOf('Alone with lines')]
    const listOf = (account: string) =>
      Array.from({ length: 52 }, chance(account)).map((one, at) => (at % 3 === 0 ? { ...one, lines } : one))
    const answer = await admin.post('/api/records/opportunity', listOf(together))
    expect(answer.status).toBe(201)
    const single: Lead[] = []
    for (const one of listOf(alone))
      single.push((await admin.post('/api/records/opportunity', one)).body.data as Lead)
    expect(await told(answer.body.data as readonly Lead[])).toEqual(await told(single))
    expect(await figures(together)).toEqual(await figures(alone))
  })

  it('are refused with the place of the one whose link leads nowhere, for whoever asks', async () => {
    const account = await accountOf('Linked')
    const before = await countOf('opportunity')
    const gone = '01890000-0000-7000-8000-000000000000'
    const list = Array.from({ length: 60 }, chance(account))
    const lost = list.with(41, { ...chance(gone)(null, 41) })
    expect(pathsOf(await admin.post('/api/records/opportunity', lost))).toEqual(['records/41/account'])
    const seller = await server.signIn('wu@example.com')
    // Out of sight and not there sound the same.
    expect(pathsOf(await seller.post('/api/records/opportunity', lost))).toEqual(['records/0/account'])
    expect(await countOf('opportunity')).toBe(before)
    expect(await figures(account)).toEqual({ open_amount: '0', won_amount: '0' })
  })
})

it('asks rights for each: to know a field, and to give a record to somebody', async () => {
  const seller = await server.signIn('wu@example.com')
  const list = Array.from({ length: 60 }, leadAt('R'))
  const before = await countOf('lead')
  const unknown = await seller.post(
    '/api/records/lead',
    list.with(20, { ...leadAt('R')(null, 20), secret: 1 } as never),
  )
  expect([unknown.status < 500, pathsOf(unknown)[0]?.startsWith('records/20')]).toEqual([true, true])
  const chief = (await admin.get('/api/me')).body
  const given = {
    ...leadAt('R')(null, 44),
    owner: (chief.data ?? chief).id ?? (chief.data ?? chief).user?.id,
  }
  const handed = await seller.post('/api/records/lead', list.with(44, given as never))
  expect([handed.status, pathsOf(handed)]).toEqual([403, ['records/44']])
  expect(await countOf('lead')).toBe(before)
  const made = (await seller.post('/api/records/lead', list)).body.data as readonly Lead[]
  expect(made).toHaveLength(60)
})
