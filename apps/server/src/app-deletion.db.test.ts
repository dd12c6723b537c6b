import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answered, type Caller, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'

let server: TestServer
let admin: Caller
let chen: Caller
beforeAll(async () => {
  const template = await testTemplate('server_crm', prepareDatabase)
  server = await serverOn(await createTestDatabase({ template }))
  admin = await server.signIn('admin@example.com')
  chen = await server.signIn('chen@example.com')
  expect((await admin.post('/api/gallery/event_signup', { demo: true })).status).toBe(200)
})
afterAll(() => server.close())

const app = 'event_signup'
const files = async (key: string): Promise<Answered> => (await admin.get(`/api/apps/${key}`)).body.data?.files
const documentOf = async (kind: string, key: string): Promise<Answered> =>
  (await admin.get(`/api/design/${kind}/${key}`)).body.data.json
async function change(kind: string, key: string, edit: (json: Answered) => Answered): Promise<void> {
  const { json, app: owner } = (await admin.get(`/api/design/${kind}/${key}`)).body.data
  const done = await admin.put(`/api/design/${kind}/${key}`, { json: edit(json), app: owner })
  expect(done.status).toBe(200)
}
async function publish(): Promise<void> {
  const done = await admin.post('/api/design/publish', {})
  expect(done.body.error, JSON.stringify(done.body.error?.details ?? '')).toBeUndefined()
}
const plan = async (key = app): Promise<Answered> => (await admin.get(`/api/apps/${key}/deletion`)).body.data
const rows = async (entity: string): Promise<Answered> =>
  (await admin.get(`/api/records/${entity}?limit=200&sort=id`)).body.data
const bin = async (): Promise<Answered[]> => (await admin.get('/api/design/bin')).body.data
const remove = (name: string, key = app) => admin.remove(`/api/apps/${key}?name=${encodeURIComponent(name)}`)

let entity: string
let record: string

describe('an app that is deleted', () => {
  it('is told with all it takes along, and with what other apps lose', async () => {
    const { entities } = await plan()
    entity = entities[0].key
    record = (await rows(entity))[0].id
    await change('role', 'sales', (json) => ({
      ...json,
      entities: { ...json.entities, [entity]: { read: true } },
    }))
    await change('app', 'crm', (json) => ({ ...json, navigation: [...json.navigation, { entity }] }))
    await publish()
    await admin.post('/api/favourites', { kind: 'record', entity, recordId: record })
    await admin.post('/api/visited', { entity, id: record })
    await admin.post('/api/public-links', { form: 'signup.public' })
    await change('app', app, (json) => ({ ...json, color: 'teal' }))
    const told = await plan()
    for (const one of told.entities) expect(one.records).toBe((await rows(one.key)).length)
    expect(told.entities.reduce((sum: number, one: Answered) => sum + one.records, 0)).toBeGreaterThan(3)
    expect(told).toMatchObject({ app, drafts: 1, problems: [] })
    expect(told.touched.map((one: Answered) => `${one.kind} ${one.key}`)).toEqual(
      expect.arrayContaining(['app crm', 'role sales']),
    )
  })

  it('goes only at the word of an administrator who writes its name', async () => {
    expect((await chen.get(`/api/apps/${app}/deletion`)).status).toBe(403)
    expect((await chen.remove(`/api/apps/${app}?name=x`)).status).toBe(403)
    const wrong = await remove('别的')
    expect([wrong.status, wrong.body.error.code]).toEqual([422, 'APP_NAME_DIFFERS'])
    expect((await remove('x', 'none')).status).toBe(404)
  })

  it('leaves everything else as it was, and comes back with every record, right and link', async () => {
    const [crm, own] = [await files('crm'), await files(app)]
    const [before, leads] = [await rows(entity), await rows('lead')]
    expect((await remove('活动报名')).body).toMatchObject({ data: { version: expect.any(Number) } })
    expect((await admin.get(`/api/records/${entity}`)).status).toBe(404)
    expect((await admin.get('/api/favourites')).body.data).toEqual([])
    expect((await admin.get('/api/visited')).body.data).toEqual([])
    for (const path of ['/api/me', '/api/model', '/api/search?q=活动', '/api/design', '/api/work-items'])
      expect([path, (await admin.get(path)).status]).toEqual([path, 200])
    expect((await admin.get('/api/design/problems')).body.data).toEqual([])
    expect(await rows('lead')).toEqual(leads)
    const { navigation } = await documentOf('app', 'crm')
    expect(navigation.some((one: Answered) => one.entity === entity)).toBe(false)
    const gallery = (await admin.get('/api/gallery')).body.data
    expect(gallery.find((one: Answered) => one.key === app).installed).toBeNull()
    const lying = await bin()
    expect(lying).toMatchObject([{ kind: 'app', key: app, hasData: true, days: 30 }])
    const back = await admin.post(`/api/design/bin/${lying[0].id}/restore`, {})
    expect(back.body).toMatchObject({ data: { version: expect.any(Number), conflicts: [] } })
    expect(await rows(entity)).toEqual(before)
    expect(await files(app)).toEqual(own)
    expect(await files('crm')).toEqual(crm)
    expect(await bin()).toEqual([])
    expect((await admin.get('/api/favourites')).body.data).toMatchObject([{ entity, recordId: record }])
    expect((await admin.get('/api/apps')).body.data).toContainEqual(
      expect.objectContaining({
        key: app,
        template: expect.objectContaining({ version: expect.any(String) }),
      }),
    )
    const actions = (await admin.get('/api/audit?limit=20')).body.data.map((one: Answered) => one.action)
    expect(actions).toEqual(expect.arrayContaining(['delete_app', 'restore_app']))
  })

  it('stays while a link of another app leads into it', async () => {
    const link = {
      id: 'f_to_event',
      key: 'to_event',
      type: 'link',
      label: '活动',
      settings: { target: entity },
    }
    await change('entity', 'lead', (json) => ({ ...json, fields: [...json.fields, link] }))
    await publish()
    expect((await plan()).problems.length).toBeGreaterThan(0)
    const refused = await remove('活动报名')
    expect([refused.status, refused.body.error.code]).toEqual([409, 'APP_IN_USE'])
    expect(refused.body.error.details.length).toBeGreaterThan(0)
    await change('entity', 'lead', (json) => ({
      ...json,
      fields: json.fields.filter((one: Answered) => one.key !== 'to_event'),
    }))
    await publish()
  })

  it('is not installed over what lies in the bin, and does not come back over another of its name', async () => {
    const before = await rows(entity)
    await remove('Event sign-up')
    const [lying] = (await bin()).filter((one) => one.kind === 'app')
    const again = await admin.post('/api/gallery/event_signup', { demo: false })
    expect([again.status, again.body.error.code]).toEqual([409, 'APP_IN_BIN'])
    expect((await admin.post('/api/apps/blank', { key: app, label: '另一个' })).status).toBe(200)
    const refused = await admin.post(`/api/design/bin/${lying.id}/restore`, {})
    expect([refused.status, refused.body.error.code]).toEqual([409, 'APP_TAKEN'])
    expect((await remove('另一个')).status).toBe(200)
    expect((await admin.post(`/api/design/bin/${lying.id}/restore`, {})).status).toBe(200)
    expect(await rows(entity)).toEqual(before)
  })

  it('takes nobody the right to administer', async () => {
    const crm = await files('crm')
    const told = await plan('crm')
    expect(told.administrators).toEqual(['管理员'])
    expect(told.roles.find((one: Answered) => one.key === 'sales').people).toBeGreaterThan(0)
    const { label } = await documentOf('app', 'crm')
    expect((await remove(label.zh, 'crm')).status).toBe(200)
    expect((await admin.get('/api/users')).status).toBe(200)
    expect((await chen.get('/api/me')).status).toBe(200)
    expect((await admin.get('/api/me')).body.data.workspace.timeZone).toBe('Asia/Shanghai')
    const [lying] = (await bin()).filter((one) => one.key === 'crm')
    const back = await admin.post(`/api/design/bin/${lying.id}/restore`, {})
    expect(back.body.error, JSON.stringify(back.body.error)).toBeUndefined()
    expect(await files('crm')).toEqual(crm)
    expect((await chen.get('/api/records/lead?limit=1')).body.data.length).toBe(1)
  })

  it('is gone for good once it is purged', async () => {
    for (const one of await bin()) expect((await admin.remove(`/api/design/bin/${one.id}`)).status).toBe(204)
    expect(await bin()).toEqual([])
  })
})
