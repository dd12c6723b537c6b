import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { unzippedApp } from '@mortise/runtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answered, type Caller, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'

let server: TestServer
let admin: Caller
beforeAll(async () => {
  const template = await testTemplate('server_crm', prepareDatabase)
  server = await serverOn(await createTestDatabase({ template }))
  admin = await server.signIn('admin@example.com')
})
afterAll(() => server.close())

async function publish(): Promise<number> {
  const done = await admin.post('/api/design/publish', {})
  expect(done.body.error, JSON.stringify(done.body.error?.details ?? '')).toBeUndefined()
  return done.body.data.version
}
const changes = async (): Promise<Answered> => (await admin.get('/api/design/changes')).body.data
const documentOf = async (kind: string, key: string): Promise<Answered> =>
  (await admin.get(`/api/design/${kind}/${key}`)).body.data

describe('a rename', () => {
  it('of an entity and a field moves no row, and everything goes on under the new names', async () => {
    const quote = (await admin.get('/api/records/quote?limit=1')).body.data[0]
    const moved = async (path: string): Promise<number> =>
      (await admin.get(`/api/records/${path}?limit=200`)).body.data.reduce(
        (sum: number, one: Answered) => sum + one.version,
        0,
      )
    const before = await moved('quote')
    await admin.post(`/api/records/quote/${quote.id}/comments`, { text: '先说一句' })
    const view = {
      name: '我的',
      json: { columns: ['no', 'discount_rate'], sort: [{ field: 'discount_rate' }] },
    }
    await admin.put('/api/saved-views/quote', view)
    const asked = [
      { kind: 'entity', key: 'quote', to: 'offer' },
      { kind: 'entity', key: 'offer', field: 'discount_rate', to: 'rebate' },
      { kind: 'role', key: 'sales', to: 'seller' },
      { kind: 'flow', key: 'quote_discount', to: 'offer_approval' },
    ]
    for (const one of asked) expect((await admin.post('/api/design/rename', one)).status).toBe(200)
    const { ddl, changes: list, problems } = await changes()
    expect(problems).toBe(0)
    expect(list).toContainEqual(expect.objectContaining({ kind: 'entity', key: 'offer', type: 'renamed' }))
    const entity = list.find((one: Answered) => one.key === 'offer' && one.kind === 'entity')
    expect(entity.impact.documents.map((one: Answered) => one.kind)).toEqual(
      expect.arrayContaining(['form', 'view', 'rule', 'flow', 'print', 'role']),
    )
    for (const { sql } of ddl) expect(sql.toLowerCase()).not.toMatch(/^\s*(update|insert|delete|drop|create)/)
    await publish()
    expect(await moved('offer')).toBe(before)
    const after = (await admin.get(`/api/records/offer/${quote.id}`)).body.data
    expect(after.rebate).toBe(quote.discount_rate)
    expect((await admin.get(`/api/records/offer/${quote.id}/timeline`)).body.data).toContainEqual(
      expect.objectContaining({ kind: 'comment' }),
    )
    const kept = (await admin.get('/api/saved-views/offer')).body.data
    expect(kept[0].json).toEqual({ columns: ['no', 'rebate'], sort: [{ field: 'rebate' }] })
    const users = (await admin.get('/api/users')).body.data
    expect(users.some((one: Answered) => one.roles.includes('seller'))).toBe(true)
    expect(users.some((one: Answered) => one.roles.includes('sales'))).toBe(false)
    expect((await admin.get('/api/records/quote?limit=1')).status).toBe(404)
  })

  it('to a name that is taken or none is refused', async () => {
    const rename = async (to: string): Promise<string> =>
      (await admin.post('/api/design/rename', { kind: 'entity', key: 'lead', field: 'name', to })).body.error
        ?.code
    expect(await rename('phone')).toBe('DESIGN_KEY_TAKEN')
    expect(await rename('owner')).toBe('DESIGN_KEY_INVALID')
    expect(await rename('Bad Name')).toBe('DESIGN_KEY_INVALID')
    expect((await changes()).changes).toEqual([])
  })
})

describe('another key of an option', () => {
  it('is written into what holds it and what names it, and into what it is copied to', async () => {
    const lead = (await admin.get('/api/records/lead?limit=1&filter=source == "search"')).body.data[0]
    const other = (await admin.get('/api/records/lead?limit=1&filter=source != "search"')).body.data[0]
    const view = { name: '搜索来的', json: { filter: { in: [{ var: 'source' }, ['search', 'ads']] } } }
    await admin.put('/api/saved-views/lead', view)
    const element = { kind: 'entity', key: 'lead', field: 'source', option: 'search' }
    const uses = (await admin.get('/api/design/usages/entity/lead?field=source&option=search')).body.data
    expect((await admin.post('/api/design/rename', { ...element, to: 'ads' })).body.error.code).toBe(
      'DESIGN_KEY_TAKEN',
    )
    expect((await admin.post('/api/design/rename', { ...element, to: ' $x' })).body.error.code).toBe(
      'DESIGN_OPTION_INVALID',
    )
    expect((await admin.post('/api/design/rename', { ...element, to: 'web_search' })).status).toBe(200)
    const { changes: list, problems, ddl } = await changes()
    expect(problems).toBe(0)
    expect(ddl.map((one: Answered) => one.sentence).join()).toContain('search → web_search')
    const steps = list.find((one: Answered) => one.key === 'lead')?.steps
    expect(steps.join()).toContain('changes from search to web_search, in the records too')
    expect(list.map((one: Answered) => one.key)).toEqual(
      expect.arrayContaining(['lead', 'account', 'opportunity', ...uses.map((one: Answered) => one.key)]),
    )
    await publish()
    const now = (await admin.get(`/api/records/lead/${lead.id}`)).body.data
    expect([now.source, now.version]).toEqual(['web_search', lead.version])
    expect((await admin.get(`/api/records/lead/${other.id}`)).body.data.source).toBe(other.source)
    const kept = (await admin.get('/api/saved-views/lead')).body.data
    expect(kept[0].json.filter).toEqual({ in: [{ var: 'source' }, ['web_search', 'ads']] })
  })
})

describe('another name of a part', () => {
  it('is written wherever the document names it, and runs under way keep the old one', async () => {
    const [report, flow] = [await documentOf('report', 'won_by_source'), 'offer_approval']
    const rename = async (body: object): Promise<number> =>
      (await admin.post('/api/design/rename', body)).status
    const measure = { kind: 'report', key: 'won_by_source', part: 'measure', name: 'amount' }
    expect(await rename({ ...measure, to: 'n' })).toBe(409)
    expect(await rename({ ...measure, to: 'total' })).toBe(200)
    expect(await rename({ kind: 'flow', key: flow, part: 'node', name: 'director', to: 'boss' })).toBe(200)
    const now = await documentOf('report', 'won_by_source')
    expect(JSON.stringify(now.json.sort)).toBe(JSON.stringify(report.json.sort).replace('amount', 'total'))
    const { edges } = (await documentOf('flow', flow)).json
    expect(edges.some((one: Answered) => one.source === 'director' || one.target === 'director')).toBe(false)
    expect((await changes()).problems).toBe(0)
    await publish()
  })
})

describe('the bin', () => {
  it('keeps a field with its data, rights and places, and gives them back', async () => {
    const lead = (await admin.get('/api/records/lead?limit=1&filter=phone != null')).body.data[0]
    const role = await documentOf('role', 'seller')
    const json = { ...role.json, entities: { ...role.json.entities } }
    json.entities.lead = { ...json.entities.lead, fields: { phone: 'masked' } }
    await admin.put('/api/design/role/seller', { json })
    await publish()
    const [form, masked] = [await documentOf('form', 'lead.edit'), await documentOf('role', 'seller')]
    await admin.post('/api/design/remove', { kind: 'entity', key: 'lead', field: 'phone' })
    expect(JSON.stringify((await documentOf('form', 'lead.edit')).json)).not.toContain('"phone"')
    expect((await documentOf('role', 'seller')).json.entities.lead.fields).toEqual({})
    const open = (await admin.get('/api/design/problems')).body.data
    expect(open).toEqual([])
    await publish()
    expect((await admin.get(`/api/records/lead/${lead.id}`)).body.data.phone).toBeUndefined()
    const changed = await documentOf('form', 'lead.edit')
    await admin.put('/api/design/form/lead.edit', { json: { ...changed.json, label: { zh: '改过' } } })
    await publish()
    const row = (await admin.get('/api/design/bin')).body.data.find((one: Answered) => one.field === 'phone')
    expect(row).toMatchObject({ kind: 'entity', key: 'lead', hasData: true, days: 30 })
    const restored = await admin.post(`/api/design/bin/${row.id}/restore`, {})
    expect(restored.body.data.conflicts).toEqual([])
    await publish()
    expect((await admin.get(`/api/records/lead/${lead.id}`)).body.data.phone).toBe(lead.phone)
    const back = await documentOf('form', 'lead.edit')
    expect(back.json).toEqual({ ...form.json, label: { zh: '改过' } })
    expect((await documentOf('role', 'seller')).json).toEqual(masked.json)
    expect((await admin.get('/api/design/bin')).body.data).toEqual([])
  })

  it('is emptied for good only by a step of its own, which is written down', async () => {
    await admin.post('/api/design/remove', { kind: 'entity', key: 'lead', field: 'visits' })
    const problems = (await admin.get('/api/design/problems')).body.data
    // A score counts visits: that is for a person to decide.
    expect(problems.length).toBeGreaterThan(0)
    const score = await documentOf('score', 'lead_score')
    const rows = score.json.rows.filter((one: Answered) => !JSON.stringify(one).includes('visits'))
    await admin.put('/api/design/score/lead_score', { json: { ...score.json, rows } })
    await publish()
    const [row] = (await admin.get('/api/design/bin')).body.data
    expect((await admin.remove(`/api/design/bin/${row.id}`)).status).toBe(204)
    expect((await admin.get('/api/design/bin')).body.data).toEqual([])
    expect((await admin.post(`/api/design/bin/${row.id}/restore`, {})).status).toBe(404)
    const log = (await admin.get('/api/audit?action=purge_design')).body.data
    expect(log[0]).toMatchObject({ action: 'purge_design' })
  })
})

describe('an app', () => {
  const files = async (): Promise<{ [path: string]: string }> =>
    (await admin.get('/api/apps/crm')).body.data.files

  it('comes out as files, and in again without a change, byte by byte', async () => {
    const before = await files()
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining(['app.json', 'entities/offer.json', 'data/offer.json']),
    )
    const response = await server.app.inject({
      method: 'GET',
      url: '/api/apps/crm.zip',
      headers: { cookie: admin.cookie },
    })
    expect(Object.fromEntries(unzippedApp(response.rawPayload))).toEqual(before)
    const again = await server.app.inject({
      method: 'GET',
      url: '/api/apps/crm.zip',
      headers: { cookie: admin.cookie },
    })
    expect(again.rawPayload.equals(response.rawPayload)).toBe(true)
    const plan = (await admin.post('/api/apps?plan=true', { files: before })).body.data
    expect(plan).toMatchObject({ installed: true, changes: [], conflicts: [], problems: [] })
    await admin.post('/api/apps', { files: before })
    expect(await files()).toEqual(before)
  })

  it('of a new template version is merged into what was changed here', async () => {
    const base = await files()
    const json = (path: string): Answered => JSON.parse(base[path] ?? '')
    const [ours, theirs] = [json('views/lead.all.json'), json('views/lead.all.json')]
    await admin.put('/api/design/view/lead.all', {
      json: { ...ours, label: { zh: '我们的' }, columns: [...ours.columns, 'no'] },
    })
    await publish()
    const view = { ...theirs, label: { zh: '他们的' }, columns: theirs.columns.slice(1) }
    const next = {
      ...base,
      'app.json': (base['app.json'] ?? '').replace('"0.3.0"', '"0.4.0"'),
      'views/lead.all.json': JSON.stringify(view),
      'views/lead.fresh.json': JSON.stringify({ ...theirs, id: 'v_fresh', key: 'fresh' }),
    }
    const plan = (await admin.post('/api/apps?plan=true', { files: next })).body.data
    expect(plan).toMatchObject({ from: '0.3.0', to: '0.4.0', problems: [] })
    expect(plan.conflicts).toMatchObject([
      { path: '/views/lead.all/label/zh', ours: '我们的', theirs: '他们的' },
    ])
    await admin.post('/api/apps', { files: next, choices: { '/views/lead.all/label/zh': 'theirs' } })
    const merged = (await documentOf('view', 'lead.all')).json
    expect(merged.label.zh).toBe('他们的')
    expect(merged.columns).toEqual([...theirs.columns.slice(1), 'no'])
    expect((await documentOf('view', 'lead.fresh')).json.key).toBe('fresh')
    const list = (await admin.get('/api/apps')).body.data
    expect(list).toMatchObject([{ key: 'crm', version: '0.4.0', template: { version: '0.4.0' } }])
  })

  it('that is no app is refused with what is wrong', async () => {
    const bad = await admin.post('/api/apps', { files: { 'app.json': '{"key":1}' } })
    expect([bad.status, bad.body.error.code]).toEqual([422, 'APP_INVALID'])
    const zip = await admin.post('/api/apps', { files: { 'app.json': 'x' } })
    expect(zip.body.error.details[0].code).toBe('FILE_NOT_JSON')
  })
})
