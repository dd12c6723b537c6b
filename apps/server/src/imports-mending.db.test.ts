import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'
import { csv, type Importing, importingOn, type Table } from './testing/imports.ts'

let server: TestServer
let admin: Caller
let imports: Importing
beforeAll(async () => {
  server = await serverOn(
    await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
  )
  admin = await server.signIn('admin@example.com')
  imports = importingOn(server, admin)
})
afterAll(() => server.close())

const leadColumns = { Name: 'name', No: 'external_no', Source: 'source', Visits: 'visits', City: 'city' }
const heads = ['Name', 'No', 'Source', 'Visits', 'City']
const options = { matchBy: ['external_no'], onMatch: 'skip' }

async function checked(table: Table, more: object = {}) {
  const { id } = await imports.upload('lead', csv([heads, ...table]))
  const said = await admin.put(`/api/imports/${id}/mapping`, { mapping: leadColumns, options, ...more })
  expect(said.status).toBe(204)
  return { id, dry: (await admin.post(`/api/imports/${id}/dry-run`)).body.data }
}

describe('cells that are wrong', () => {
  it('are corrected before the import runs, one or all that say the same, and looked at again at once', async () => {
    const rows = [
      ['Fix A', 'fx-1', 'Gogle', '3', 'Kiel'],
      ['Fix B', 'fx-2', 'Gogle', 'many', 'Kiel'],
      ['', 'fx-3', 'Google', '1', 'Kiel'],
      ['Fix D', 'fx-4', 'Google', '1', 'Kiel'],
    ]
    const { id, dry } = await checked(rows)
    expect(dry.counts).toEqual({ create: 1, update: 0, skip: 0, error: 3 })
    expect(dry.errors).toContainEqual(
      expect.objectContaining({ index: 1, line: 3, column: 'Visits', original: 'many' }),
    )
    const put = async (...fixes: object[]) =>
      (await admin.put(`/api/imports/${id}/fixes`, { fixes })).body.data
    const one = await put({ column: 'Visits', index: 1, original: 'many', words: 'a few' })
    expect(one.counts).toMatchObject({ create: 1, error: 3 })
    expect(one.errors).toContainEqual(expect.objectContaining({ column: 'Visits', words: 'a few' }))
    const all = await put({ column: 'Source', original: 'Gogle', words: 'Google' })
    expect(all.counts).toMatchObject({ create: 2, error: 2 })
    expect(all.errors.filter((cell: { column: string }) => cell.column === 'Source')).toEqual([
      expect.objectContaining({ index: 0, words: 'Google', message: null }),
      expect.objectContaining({ index: 1, words: 'Google', message: null }),
    ])
    await put(
      { column: 'Visits', index: 1, original: 'many', words: '12' },
      { column: 'Name', index: 2, original: '', words: 'Fix C' },
    )
    // Whoever comes back later, or to another process, finds it as it was left.
    const kept = (await admin.get(`/api/imports/${id}/dry-run`)).body.data
    expect(kept).toMatchObject({ counts: { create: 4, error: 0 }, fixes: 3 })
    expect(kept.errors.every((cell: { message: unknown }) => cell.message === null)).toBe(true)
    const undone = await put({ column: 'Name', index: 2, original: '', words: null })
    expect(undone.counts).toMatchObject({ create: 3, error: 1 })
    await put({ column: 'Name', index: 2, original: '', words: 'Fix C' })
    const again = (await admin.post(`/api/imports/${id}/dry-run`)).body.data
    expect(again).toMatchObject({ counts: { create: 4, error: 0 }, errors: [] })
    expect((await imports.run(id)).counts).toEqual({ create: 4, update: 0, skip: 0, error: 0 })
    const made = await imports.found('lead', 'startsWith(external_no, "fx-")')
    expect(made.map(({ name, visits }) => [name, visits]).toSorted()).toEqual([
      ['Fix A', 3],
      ['Fix B', 12],
      ['Fix C', 1],
      ['Fix D', 1],
    ])
    expect((await admin.put(`/api/imports/${id}/fixes`, { fixes: [] })).status).toBe(409)
  })

  it('may be as long and as hostile as they like', async () => {
    const long = `=cmd|' /C calc'!A0${'x'.repeat(10_000)}`
    const { id, dry } = await checked([['H', 'hx-1', long, '1', '<script>alert(1)</script>']])
    expect(dry.errors[0]).toMatchObject({ column: 'Source', original: long })
    const fix = { column: 'Source', original: long, words: 'Google' }
    const fixed = (await admin.put(`/api/imports/${id}/fixes`, { fixes: [fix, { ...fix, index: 0 }] })).body
      .data
    expect(fixed.counts).toMatchObject({ create: 1, error: 0 })
    await imports.run(id)
    expect(await imports.found('lead', 'external_no == "hx-1"')).toMatchObject([
      { city: '<script>alert(1)</script>' },
    ])
  })

  it('are corrected in large files too, which go in bulk', async () => {
    const rows = Array.from({ length: 1_500 }, (_, at) => [`Bulk ${at}`, `bk-${at}`, 'Google', '1', 'Kiel'])
    rows[1_400] = ['Bulk 1400', 'bk-1400', 'Gogle', 'x', 'Kiel']
    const { id, dry } = await checked(rows)
    expect(dry.counts).toMatchObject({ create: 1_499, error: 1 })
    const fixes = [
      { column: 'Source', original: 'Gogle', words: 'Google' },
      { column: 'Visits', index: 1_400, original: 'x', words: '7' },
    ]
    expect((await admin.put(`/api/imports/${id}/fixes`, { fixes })).body.data.counts).toMatchObject({
      create: 1_500,
    })
    expect((await imports.run(id)).counts).toMatchObject({ create: 1_500, error: 0 })
    expect(await imports.found('lead', 'external_no == "bk-1400"')).toMatchObject([{ visits: 7 }])
  })
})

describe('what a file names and nobody has', () => {
  const contacts = (...rows: readonly (readonly string[])[]): string =>
    csv([['Name', 'Account', 'Owner'], ...rows])
  const mapping = { Name: 'name', Account: 'account', Owner: 'owner' }

  it('is listed, with whether it can be made here', async () => {
    const { id } = await imports.upload(
      'contact',
      contacts(['A', 'Nobody Ltd', 'Zed'], ['B', 'Nobody Ltd', '']),
    )
    const unknown = (await admin.post(`/api/imports/${id}/unknown`, { columns: mapping })).body.data
    expect(unknown).toEqual([
      {
        column: 'Account',
        field: 'account',
        target: 'account',
        texts: [{ text: 'Nobody Ltd', count: 2 }],
        more: 0,
        create: { allowed: true },
      },
      { column: 'Owner', field: 'owner', target: 'user', texts: [{ text: 'Zed', count: 1 }], more: 0 },
    ])
  })

  it('becomes records of its own when that is wanted, told beforehand, reported, and taken back with the import', async () => {
    const me = (await admin.get('/api/me')).body.data.user.id
    const text = contacts(
      ['Mi A', 'Missing One', 'Zed'],
      ['Mi B', 'MISSING ONE', ''],
      ['Mi C', 'Missing Two', ''],
      ['', 'Never Made Ltd', 'Nobody at all'],
    )
    const { id } = await imports.upload('contact', text)
    const said = { mapping, values: { owner: { Zed: me } }, options: { createMissing: ['account'] } }
    expect((await admin.put(`/api/imports/${id}/mapping`, said)).status).toBe(204)
    const dry = (await admin.post(`/api/imports/${id}/dry-run`)).body.data
    expect(dry).toMatchObject({
      counts: { create: 3, error: 1 },
      made: [{ entity: 'account', count: 2, refused: [] }],
    })
    // What is wrong with the last row is its owner: the account would be made if it were not for that.
    expect(dry.errors.map((cell: { column: string }) => cell.column)).toEqual(['Owner'])
    const missing = 'name in ["Missing One", "MISSING ONE", "Missing Two", "Never Made Ltd"]'
    expect(await imports.found('account', missing)).toHaveLength(0)
    const done = await imports.run(id)
    expect(done).toMatchObject({ counts: { create: 3, error: 1 }, made: { account: 2 } })
    const accounts = await imports.found('account', missing)
    expect(accounts.map(({ name }) => name).toSorted()).toEqual(['Missing One', 'Missing Two'])
    const people = await imports.found('contact', 'startsWith(name, "Mi ")')
    expect(new Set(people.map(({ account }) => account)).size).toBe(2)
    expect(people.find(({ name }) => name === 'Mi A')).toMatchObject({ owner: me })
    // The next file of this kind is read as this one was.
    const next = await imports.upload('contact', contacts(['x', 'y', 'Zed']))
    expect(next.remembered).toMatchObject({ createMissing: ['account'], values: { owner: { Zed: me } } })
    // One of the two has found other uses meanwhile: it stays.
    const used = accounts.find(({ name }) => name === 'Missing Two')
    await admin.post('/api/records/contact', { name: 'Other', account: used?.['id'] })
    await admin.post(`/api/imports/${id}/revert`)
    expect((await imports.finish(id, ['done'])).state).toBe('reverted')
    expect((await imports.found('account', missing)).map(({ name }) => name)).toEqual(['Missing Two'])
    expect(await imports.found('contact', 'startsWith(name, "Mi ")')).toHaveLength(0)
  })

  it('is made only by those who may make such records, who are told so beforehand', async () => {
    // Marketing keeps leads, and no accounts.
    const who = await server.signIn('xu@example.com')
    const { id } = await imports.upload(
      'lead',
      csv([
        ['Name', 'Account'],
        ['A', 'Nobody Ltd'],
      ]),
      { who },
    )
    const columns = { Name: 'name', Account: 'account' }
    const [unknown] = (await who.post(`/api/imports/${id}/unknown`, { columns })).body.data
    expect(unknown.create).toEqual({ allowed: false, why: 'You have no right to make records there.' })
    const said = { mapping: columns, options: { createMissing: ['account'] } }
    expect((await who.put(`/api/imports/${id}/mapping`, said)).status).toBe(403)
  })
})

describe('options that a file has and a field lacks', () => {
  it('are added by those who design, as a version of the app; drafts of others stay drafts', async () => {
    const { id } = await imports.upload('lead', csv([heads, ['O', 'op-1', '小红书', '1', 'Kiel']]))
    const columns = leadColumns
    const [unknown] = (await admin.post(`/api/imports/${id}/unknown`, { columns })).body.data
    expect(unknown).toMatchObject({
      field: 'source',
      texts: [{ text: '小红书', count: 1 }],
      create: { allowed: true },
    })
    const { design } = server.workspace.store
    const lead = (await design.published()).find(({ kind, key }) => kind === 'entity' && key === 'lead')
    const json = { ...(lead?.json as object), description: { zh: '草稿', en: 'Draft' } }
    await design.putDraft({ kind: 'entity', key: 'lead', app: 'crm', json, author: null })
    const before = await design.currentVersion()
    const added = await admin.post(`/api/imports/${id}/options`, {
      field: 'source',
      texts: ['小红书', '小红书'],
    })
    expect(added.body.data).toEqual({ version: before + 1 })
    expect((await admin.post(`/api/imports/${id}/unknown`, { columns })).body.data).toEqual([])
    const [version] = await design.versions(1)
    expect(version?.author).toBe((await admin.get('/api/me')).body.data.user.id)
    const now = (await design.published()).find(({ kind, key }) => kind === 'entity' && key === 'lead')
    expect(JSON.stringify(now?.json)).not.toContain('草稿')
    const [draft] = await design.drafts()
    expect(JSON.stringify(draft?.json)).toMatch(/草稿.*小红书|小红书.*草稿/s)
    await design.dropDraft('entity', 'lead')
    await admin.put(`/api/imports/${id}/mapping`, { mapping: columns, options })
    expect((await imports.run(id)).counts).toMatchObject({ create: 1 })
    expect(await imports.found('lead', 'external_no == "op-1"')).toMatchObject([{ source: 'xiao_hong_shu' }])
  })

  it('are added by nobody else, who is told why', async () => {
    const who = await server.signIn('feng@example.com')
    const { id } = await imports.upload('lead', csv([heads, ['O', 'op-2', 'Bilibili', '1', 'Kiel']]), { who })
    const [unknown] = (await who.post(`/api/imports/${id}/unknown`, { columns: leadColumns })).body.data
    expect(unknown.create).toEqual({ allowed: false, why: 'Only people who design the app may add options.' })
    const refused = await who.post(`/api/imports/${id}/options`, { field: 'source', texts: ['Bilibili'] })
    expect(refused.status).toBe(403)
  })
})

it('an import is opened again where it was left', async () => {
  const { id } = await checked([['Left', 'lf-1', 'Nowhere', '1', 'Kiel']], {
    values: { source: { Nowhere: 'other' } },
  })
  const left = (await admin.get(`/api/imports/${id}/read`)).body.data
  expect(left).toMatchObject({
    suggested: leadColumns,
    remembered: { ...options, values: { source: { Nowhere: 'other' } } },
  })
  expect((await admin.get(`/api/imports/${id}`)).body.data.state).toBe('checked')
})
