import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answered, type Caller, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'

let server: TestServer
let rep: Caller
beforeAll(async () => {
  const template = await testTemplate('server_crm', prepareDatabase)
  server = await serverOn(await createTestDatabase({ template }))
  rep = await server.signIn('wu@example.com')
})
afterAll(() => server.close())

async function discountedQuote(): Promise<Answered> {
  const filter = { '==': [{ var: 'owner' }, { user: 'id' }] }
  const query = { filter, limit: 1, fields: ['account'] }
  const [opportunity] = (await rep.post('/api/records/opportunity/query', query)).body.data
  // One that may be sold at any price.
  const admin = await server.signIn('admin@example.com')
  const product = (await admin.post('/api/records/product', { name: '网关', list_price: '100.00' })).body.data
  return rep.post('/api/records/quote', {
    opportunity: opportunity.id,
    account: opportunity.account,
    date: '2030-01-01',
    valid_until: '2030-01-31',
    lines: [{ product: product.id, qty: 2, list_price: '100.00', price: '80.00' }],
  })
}

describe('a quote', () => {
  it('is made with its lines, started for approval, decided by its approver and printed', async () => {
    const made = await discountedQuote()
    expect([made.status, made.body]).toEqual([201, expect.anything()])
    const { id } = made.body.data
    const started = await rep.post('/api/flows/quote_discount/start', {
      entity: 'quote',
      id,
      commandId: 'start-1',
    })
    expect([started.status, started.body.error]).toEqual([201, undefined])
    const again = await rep.post('/api/flows/quote_discount/start', {
      entity: 'quote',
      id,
      commandId: 'start-1',
    })
    expect(again.body.data.id).toBe(started.body.data.id)
    const assignee = started.body.data.items.find((one: Answered) => one.state === 'active').assignee
    const people = (await rep.get('/api/users')).body.data
    const boss = await server.signIn(people.find((one: Answered) => one.id === assignee).email)
    const [task] = (await boss.get('/api/work-items?box=todo')).body.data.filter(
      (one: Answered) => one.recordId === id,
    )
    expect(task.title).toMatch(/^报价审批 \S+/)
    await boss.put('/api/me', { locale: 'en' })
    const [told] = (await boss.get('/api/work-items?box=todo')).body.data.filter(
      (one: Answered) => one.recordId === id,
    )
    expect(told.title).toMatch(/^Quote approval \S+/)
    await boss.put('/api/me', { locale: 'zh' })
    const view = (await boss.get(`/api/work-items/${task.id}`)).body.data
    expect(view.operations.decide).toContain('approve')
    expect(view.instance.events[0]).toMatchObject({ at: expect.any(String), type: expect.any(String) })
    expect(
      (await rep.post(`/api/work-items/${task.id}/approve`, { commandId: 'c-0', itemRev: task.rev })).status,
    ).toBeGreaterThanOrEqual(400)
    const decided = await boss.post(`/api/work-items/${task.id}/approve`, {
      commandId: 'c-1',
      itemRev: task.rev,
      comment: '同意',
    })
    expect([decided.status, decided.body.error]).toEqual([200, undefined])
    const story = (await rep.get(`/api/records/quote/${id}/timeline`)).body.data
    expect(story.map((one: Answered) => one.kind)).toContain('flow')
    const flows = (await rep.get(`/api/records/quote/${id}/flows`)).body.data
    expect(flows[0].items.some((one: Answered) => one.comment === '同意')).toBe(true)
    const span = 'from=2020-01-01&to=2099-01-01'
    const measured = async (caller: Caller): Promise<Answered> =>
      (await caller.get(`/api/efficiency/quote_discount?${span}`)).body.data
    const admin = await server.signIn('admin@example.com')
    const whole = await measured(admin)
    expect(whole).toMatchObject({ administers: true, figures: { runs: expect.any(Number) } })
    expect(whole.figures.people.map((one: Answered) => one.person)).toContain(assignee)
    const step = whole.figures.nodes.find((one: Answered) => one.tasks.done > 0)
    const behind = `/api/efficiency/quote_discount/runs?${span}&node=${step.nodeId}`
    expect((await admin.get(behind)).body.data.rows.map((one: Answered) => one.id)).toContain(
      started.body.data.id,
    )
    const all = (await admin.get(behind)).body.data
    const next = (await admin.get(`${behind}&offset=1`)).body.data
    expect([next.count, next.rows]).toEqual([all.count, all.rows.slice(1)])
    expect((await admin.get(`${behind}&version=none`)).body.data).toEqual({ rows: [], count: 0 })
    // The starter counts the run and sees nobody else by name; whoever may not know of it does not count it.
    const own = await measured(rep)
    expect(own.figures.runs).toBeGreaterThan(0)
    expect(own.figures.people.map((one: Answered) => one.person)).not.toContain(assignee)
    const log = await admin.get(`/api/efficiency/quote_discount/export?${span}&format=xes`)
    expect(log.body).toContain('<log xes.version="1849-2016"')
    // Whoever has no part in it learns nothing of the flow, not even its steps.
    const outsider = await server.signIn('jin@example.com')
    expect((await outsider.get(`/api/efficiency/quote_discount?${span}`)).status).toBe(404)
    const stranger = await server.signIn('feng@example.com')
    const seen = (await stranger.get(behind)).body.data.rows.map((one: Answered) => one.id)
    expect(seen).not.toContain(started.body.data.id)
    expect((await stranger.get(`/api/work-items/${task.id}`)).status).toBe(404)
    expect((await stranger.get(`/api/flow-instances/${started.body.data.id}`)).status).toBe(404)
  })
})

describe('a lead', () => {
  it('is converted by its button', async () => {
    const { id } = (
      await rep.post('/api/records/lead', { name: '可转化', company: '转化公司', phone: '13900002222' })
    ).body.data
    await rep.patch(`/api/records/lead/${id}`, { status: 'following' })
    const done = await rep.post('/api/rules/lead_convert/run', { entity: 'lead', id })
    expect([done.status, done.body.error]).toEqual([200, undefined])
    const lead = (await rep.get(`/api/records/lead/${id}`)).body
    expect(lead.data.status).toBe('converted')
    expect(lead.refs.account[lead.data.account]).toBe('转化公司')
  })
})

describe('reports', () => {
  it('drill down to exactly the records they counted', async () => {
    const { data } = (await rep.post('/api/reports/leads_by_source/data', {})).body
    const row = data.rows.find((one: Answered) => one.n > 0)
    const drilled = (await rep.post('/api/reports/leads_by_source/drill', { row })).body.data
    const list = await rep.post(`/api/records/${drilled.entity}/query`, {
      filter: drilled.filter,
      limit: 1,
      count: 'exact',
      fields: ['name'],
    })
    expect(list.body.count).toBe(Number(row.n))
  })

  it('are closed to roles that do not list them', async () => {
    const marketing = await server.signIn('xu@example.com')
    expect((await marketing.post('/api/reports/leads_by_source/data', {})).status).toBe(200)
    expect((await marketing.post('/api/reports/leaderboard/data', {})).status).toBe(404)
    expect((await marketing.get('/api/dashboards/sales')).status).toBe(404)
    expect((await rep.get('/api/dashboards/sales')).body.data.widgets.length).toBeGreaterThan(3)
  })
})

describe('events', () => {
  it('tell open screens where to read again, and nothing of the record', async () => {
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    const address = server.app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const stop = new AbortController()
    const answer = await fetch(`http://127.0.0.1:${port}/api/events`, {
      headers: { cookie: rep.cookie },
      signal: stop.signal,
    })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const made = await rep.post('/api/records/lead', { name: '机密的名字' })
    const reader = answer.body?.getReader()
    let heard = ''
    while (!heard.includes('"entity":"lead"')) {
      const { value } = (await reader?.read()) ?? {}
      heard += new TextDecoder().decode(value)
    }
    expect(heard).toContain('"topic":"record"')
    expect(heard).not.toContain('机密')
    expect(heard).not.toContain(made.body.data.id)
    stop.abort()
  })
})
