import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAppFolder } from '@mortise/runtime'
import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { templatesFolder } from './settings.ts'
import { type Answered, type Caller, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'

const app = 'event_signup'
let server: TestServer
let admin: Caller
let folder: string

/** The templates of the next release: the event gets a field and another name, the list of sign-ups another name. */
function nextRelease(): string {
  const made = mkdtempSync(join(tmpdir(), 'mortise-templates-'))
  cpSync(join(templatesFolder, app), join(made, app), { recursive: true })
  const edit = (path: string, change: (json: Answered) => Answered): void => {
    const file = join(made, app, path)
    writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')))))
  }
  edit('app.json', (json) => ({ ...json, version: '9.0.0' }))
  edit('entities/event.json', (json) => ({
    ...json,
    label: { ...json.label, zh: '他们的活动' },
    fields: [...json.fields, { id: 'f_theirs', key: 'theirs', type: 'text', label: '模板加的' }],
  }))
  edit('entities/signup.json', (json) => ({ ...json, label: { ...json.label, zh: '报名单' } }))
  return made
}

beforeAll(async () => {
  folder = nextRelease()
  const template = await testTemplate('server_crm', prepareDatabase)
  server = await serverOn(await createTestDatabase({ template }), { templates: folder })
  admin = await server.signIn('admin@example.com')
  const files = Object.fromEntries(await readAppFolder(join(templatesFolder, app)))
  expect((await admin.post('/api/apps', { files })).status).toBe(200)
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const entry = async (): Promise<Answered> =>
  (await admin.get('/api/gallery')).body.data.find((one: Answered) => one.key === app)
const update = async (body: object): Promise<Answered> =>
  (await admin.post(`/api/gallery/${app}/update`, body)).body
const documentOf = async (kind: string, key: string): Promise<Answered> =>
  (await admin.get(`/api/design/${kind}/${key}`)).body.data
const drafts = async (): Promise<string[]> =>
  (await admin.get('/api/design')).body.data.documents
    .filter((one: Answered) => one.draft)
    .map((one: Answered) => `${one.kind} ${one.key}`)
async function publish(): Promise<void> {
  const done = await admin.post('/api/design/publish', {})
  expect(done.body.error, JSON.stringify(done.body.error?.details ?? '')).toBeUndefined()
}
async function change(kind: string, key: string, edit: (json: Answered) => Answered): Promise<void> {
  const json = edit((await documentOf(kind, key)).json)
  expect((await admin.put(`/api/design/${kind}/${key}`, { json, app })).status).toBe(200)
}
const conflict = '/entities/event/label/zh'
const names = (list: Answered): string[] => list.map((one: Answered) => `${one.kind} ${one.key}`)

describe('a newer version of a template', () => {
  it('is offered, and told element by element: brought, kept, to be chosen', async () => {
    await change('entity', 'event', (json) => ({
      ...json,
      label: { ...json.label, zh: '我们的活动' },
      fields: [...json.fields, { id: 'f_ours', key: 'ours', type: 'text', label: '我们加的' }],
    }))
    await publish()
    expect(await entry()).toMatchObject({ update: { to: '9.0.0', drafted: false } })
    const { data } = await update({ plan: true })
    expect(names(data.changes).toSorted()).toEqual([`app ${app}`, 'entity event', 'entity signup'])
    expect(names(data.kept)).toEqual(['entity event'])
    const steps = (list: Answered): string => JSON.stringify(list.map((one: Answered) => one.steps))
    expect(steps(data.changes)).toContain('模板加的')
    expect(steps(data.kept)).toContain('我们加的')
    expect(data.conflicts).toMatchObject([{ path: conflict, ours: '我们的活动', theirs: '他们的活动' }])
    expect(await drafts()).toEqual([])
  })

  it('comes as drafts; thrown away, the app stays of the version it was', async () => {
    expect((await update({ choices: { [conflict]: 'theirs' } })).data).toMatchObject({ to: '9.0.0' })
    expect((await drafts()).toSorted()).toEqual([`app ${app}`, 'entity event', 'entity signup'])
    expect(await entry()).toMatchObject({ update: { drafted: true } })
    const [published] = (await admin.get('/api/model')).body.data.documents.entity.filter(
      (one: Answered) => one.key === 'event',
    )
    expect(published.label.zh).toBe('我们的活动')
    for (const name of await drafts()) await admin.remove(`/api/design/${name.replace(' ', '/')}?draft=true`)
    expect(await entry()).toMatchObject({ update: { drafted: false } })
    expect((await admin.get('/api/apps')).body.data).not.toContainEqual(
      expect.objectContaining({ key: app, template: expect.objectContaining({ version: '9.0.0' }) }),
    )
  })

  it('counts once it is published; what was changed here and was not chosen otherwise stays', async () => {
    await update({})
    await publish()
    const { json } = await documentOf('entity', 'event')
    expect(json.label.zh).toBe('我们的活动')
    expect(json.fields.map((one: Answered) => one.key)).toEqual(expect.arrayContaining(['ours', 'theirs']))
    expect((await documentOf('entity', 'signup')).json.label.zh).toBe('报名单')
    expect(await entry()).toMatchObject({ installed: '9.0.0', update: null })
    const again = await update({ plan: true })
    expect(again.data).toMatchObject({ from: '9.0.0', changes: [], conflicts: [] })
  })

  it('is no business of an app that is not here', async () => {
    const gone = await admin.post('/api/gallery/none/update', { plan: true })
    expect([gone.status, gone.body.error.code]).toEqual([404, 'APP_UNKNOWN'])
  })
})
