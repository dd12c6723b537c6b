import { createTestDatabase, testTemplate } from '@mortise/testkit'
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

async function leadDocument(): Promise<Answered> {
  const { documents } = (await admin.get('/api/design')).body.data
  return documents.find((one: Answered) => one.kind === 'entity' && one.key === 'lead')
}

async function withField(field: object): Promise<Answered> {
  const { json } = await leadDocument()
  return { ...json, fields: [...json.fields, field] }
}

describe('designing', () => {
  it('a field is drafted, shown as a change with its database step, published, used and rolled back', async () => {
    const field = { key: 'hobby', type: 'text', label: { zh: '爱好', en: 'Hobby' } }
    const put = await admin.put('/api/design/entity/lead', { json: await withField(field) })
    expect([put.status, typeof put.body.data.rev]).toEqual([200, 'number'])
    expect((await leadDocument()).draft).toBe(true)
    expect((await admin.get('/api/design/problems')).body.data).toEqual([])
    const { changes, ddl } = (await admin.get('/api/design/changes')).body.data
    expect(changes).toMatchObject([{ kind: 'entity', key: 'lead', type: 'changed' }])
    expect(ddl[0].sql.toLowerCase()).toContain('add column')
    const { version } = (await admin.post('/api/design/publish', { note: 'hobby' })).body.data
    const made = await admin.post('/api/records/lead', { name: '有爱好', hobby: '围棋' })
    expect(made.body.data.hobby).toBe('围棋')
    const versions = (await admin.get('/api/design/versions')).body.data
    expect(versions[0]).toMatchObject({ version, note: 'hobby', authorName: '管理员' })
    expect((await admin.post('/api/design/rollback', { version: version - 1 })).status).toBe(200)
    expect((await admin.post('/api/records/lead', { name: '没有了', hobby: '围棋' })).status).toBe(400)
  })

  it('a change of type is told beforehand, carried out, and taken back', async () => {
    const put = async (type: string): Promise<Answered> =>
      admin.put('/api/design/entity/lead', {
        json: await withField({ key: 'crew', type, label: { zh: '班组', en: 'Crew' } }),
      })
    await put('text')
    await admin.post('/api/design/publish', {})
    const { json } = await leadDocument()
    const made: string[] = []
    for (const size of ['12', '1,000 ', '大']) {
      const { body } = await admin.post('/api/records/lead', { name: `班组 ${size}`, crew: size })
      made.push(body.data.id)
    }
    const sizes = async (): Promise<unknown[]> =>
      Promise.all(made.map(async (id) => (await admin.get(`/api/records/lead/${id}`)).body.data.crew))
    const retyped = json.fields.map((one: Answered) =>
      one.key === 'crew' ? { ...one, type: 'integer' } : one,
    )
    await admin.put('/api/design/entity/lead', { json: { ...json, fields: retyped } })
    const { pending } = (await admin.post('/api/design/type-change/preview', {})).body.data
    expect(pending).toMatchObject([
      { entity: 'lead', field: 'crew', exact: 1, changed: 1, impossible: 1, restores: false },
    ])
    await admin.post('/api/design/publish', {})
    expect(await sizes()).toEqual([12, 1000, null])
    const { done } = (await admin.post('/api/design/type-change/preview', {})).body.data
    const undo = await admin.post(`/api/design/type-change/${done[0].id}/undo`, {})
    expect(undo.status).toBe(200)
    expect(await sizes()).toEqual(['12', '1,000 ', '大'])
    const again = await admin.post(`/api/design/type-change/${done[0].id}/undo`, {})
    expect([again.status, again.body.error.code]).toEqual([409, 'TYPE_CHANGE_NOT_LAST'])
  })

  it('what is wrong is named and not published', async () => {
    const json = await withField({
      key: 'wrong',
      type: 'formula',
      label: '错',
      settings: { expr: { var: 'nowhere' } },
    })
    await admin.put('/api/design/entity/lead', { json })
    const problems = (await admin.get('/api/design/problems')).body.data
    expect(problems[0]).toMatchObject({ file: 'entities/lead.json' })
    expect(problems[0].message).toContain('nowhere')
    const refused = await admin.post('/api/design/publish', {})
    expect([refused.status, refused.body.error.code]).toEqual([422, 'DESIGN_PROBLEMS'])
    expect((await admin.remove('/api/design/entity/lead?draft=true')).status).toBe(204)
    expect((await leadDocument()).draft).toBe(false)
  })

  it('two people who save the same document notice', async () => {
    const first = await admin.put('/api/design/entity/lead', { json: (await leadDocument()).json })
    const { rev } = first.body.data
    expect(
      (await admin.put('/api/design/entity/lead', { json: (await leadDocument()).json, rev })).status,
    ).toBe(200)
    expect(
      (await admin.put('/api/design/entity/lead', { json: (await leadDocument()).json, rev })).status,
    ).toBe(409)
    await admin.remove('/api/design/entity/lead?draft=true')
  })

  it('a report and a rule are tried out before they are published', async () => {
    const report = {
      key: 'by_city',
      label: '按城市',
      source: { entity: 'lead' },
      dimensions: [{ key: 'city', expr: { var: 'city' } }],
      measures: [{ key: 'n', agg: 'count' }],
    }
    const preview = await admin.post('/api/reports/preview', { report })
    expect(preview.body.data.rows.length).toBeGreaterThan(1)
    expect(
      (await admin.post('/api/reports/preview', { report: { ...report, source: { entity: 'x' } } })).status,
    ).toBe(422)
    const [lead] = (await admin.get('/api/records/lead?limit=1')).body.data
    const { documents } = (await admin.get('/api/design')).body.data
    const rule = documents.find((one: Answered) => one.kind === 'rule' && one.key === 'lead_scoring').json
    const tried = await admin.post('/api/rules/test', { rule, id: lead.id })
    expect(tried.body.data).toMatchObject({ matched: true, error: null })
    expect(tried.body.data.effects.length).toBeGreaterThan(0)
    expect((await admin.get('/api/records/lead/' + lead.id)).body.data.version).toBe(lead.version)
    expect((await admin.get('/api/design/usages/entity/lead')).body.data.length).toBeGreaterThan(3)
    expect((await admin.get('/schemas/entity.json')).body.title).toBeTypeOf('string')
  })
})

describe('what people see of it', () => {
  it('a screen gets the documents of its person only', async () => {
    const sales = await server.signIn('sun@example.com')
    const { documents } = (await sales.get('/api/model')).body.data
    expect(Object.keys(documents).toSorted()).toEqual([
      'app',
      'assignment',
      'calendar',
      'dashboard',
      'entity',
      'flow',
      'form',
      'page',
      'print',
      'report',
      'rule',
      'score',
      'view',
    ])
    expect(documents.rule.every((one: Answered) => one.actions.length === 0)).toBe(true)
    // Of a score they know its name and its field, nothing of how it counts.
    expect(documents.score.map((one: { readonly rows: readonly unknown[] }) => one.rows)).toContainEqual([])
    expect(JSON.stringify(documents.score)).not.toContain('"when"')
    // Of an assignment that it has its turn, nothing of who stands in it.
    expect(
      documents.assignment.every((one: { readonly rules: readonly unknown[] }) => one.rules.length === 0),
    ).toBe(true)
    expect(documents.entity.map((one: Answered) => one.key)).toContain('quote')
    const marketing = (await (await server.signIn('xu@example.com')).get('/api/model')).body.data.documents
    expect(marketing.entity.map((one: Answered) => one.key).toSorted()).toEqual([
      'article',
      'campaign',
      'competitor',
      'followup',
      'lead',
      'product',
      'spending',
      'spending_line',
      'task',
      'touch',
    ])
    expect(marketing.report.map((one: Answered) => one.key).toSorted()).toEqual([
      'lead_conversion',
      'leads_by_source',
      'new_leads',
    ])
    expect(marketing.page).toEqual([])
    expect(JSON.stringify(marketing)).not.toContain('min_price')
  })
})
