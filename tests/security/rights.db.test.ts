import { tmpdir } from 'node:os'
import { createTestDatabase } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../apps/server/src/settings.ts'
import { firstStart, mainWorkspace, prepareStore } from '../../apps/server/src/start/first-start.ts'
import { type Caller, callerWith, runtimeOn } from '../../apps/server/src/testing/server.ts'
import { openSmallWorld, smallApp, type World } from './world/world.ts'

let world: World
beforeAll(async () => {
  world = await openSmallWorld()
  // A draft that can't be published has no part in this.
  await world.admin.remove('/api/design/mail/cx?draft=true')
}, 180_000)
afterAll(() => world?.close())

let roles = 0

/** A person of the East with roles of these grants, signed in. */
async function person(
  name: string,
  ...grants: readonly { readonly [entity: string]: object | boolean }[]
): Promise<Caller & { readonly id: string }> {
  const keys: string[] = []
  for (const { $design: design = false, ...entities } of grants) {
    const key = `r_${(roles += 1)}`
    keys.push(key)
    await world.admin.put(`/api/design/role/${key}`, { json: { id: key, key, label: key, entities, design } })
  }
  expect((await world.admin.post('/api/design/publish', {})).status).toBe(200)
  const department = (await world.admin.get('/api/departments')).body.data.find(
    (one: { name: string }) => one.name === 'Dep east',
  ).id
  const email = `${name}@rights.example`
  const made = await world.admin.post('/api/users', {
    name,
    email,
    password: 'Kiefer-4711',
    departmentId: department,
    roles: keys,
    locale: 'en',
  })
  expect(made.status).toBe(201)
  const caller = await world.server.signIn(email)
  return { ...caller, id: made.body.data.id }
}

const draft = async (kind: string, json: { readonly key: string; readonly [more: string]: unknown }) => {
  const answer = await world.admin.put(`/api/design/${kind}/${json.key}`, { json })
  expect([json.key, answer.status]).toEqual([json.key, 200])
}
const publish = async (): Promise<void> =>
  expect((await world.admin.post('/api/design/publish', {})).status).toBe(200)
const text = (key: string, id: string = `f_${key}`): object => ({ id, key, type: 'text', label: key })
const vault = (values: object, by: Caller = world.admin): Promise<string> =>
  by.post('/api/records/vault?ignoreDuplicates=true', values).then(({ body }) => body.data.id)
const at = (id: string): string => `/api/records/vault/${id}`
const own = { scope: 'own' }
const where = (stage: string): object => ({
  scope: 'condition',
  condition: { '==': [{ var: 'stage' }, stage] },
})

describe('what is hidden', () => {
  it('answers like what does not exist, wherever it is named (T1, T65)', async () => {
    const ways: readonly ((name: string) => Promise<{ status: number; body: object }>)[] = [
      (name) =>
        world.low.get(
          `/api/records/vault?filter=${encodeURIComponent(JSON.stringify({ startsWith: [{ var: name }, 'a'] }))}`,
        ),
      (name) => world.low.get(`/api/records/vault?sort=${name}`),
      (name) => world.low.get(`/api/records/vault?fields=${name}`),
      (name) => world.low.get(`/api/exports/vault?fields=${name}`),
      (name) =>
        world.low.post('/api/records/vault/aggregate', {
          dimensions: [{ key: 'd', expr: { var: name } }],
          measures: [],
        }),
      (name) =>
        world.low.post('/api/records/vault/aggregate', {
          dimensions: [],
          measures: [{ key: 'm', agg: 'max', expr: { var: name } }],
        }),
      (name) => world.low.post('/api/reports/by_stage/data', { filter: { '!=': [{ var: name }, null] } }),
      (name) => world.low.post('/api/records/vault', { name: 'x', [name]: 'y' }),
    ]
    const bare = (body: object, name: string): string =>
      JSON.stringify(body)
        .replaceAll(name, 'N')
        .replace(/"requestId":"[^"]*"/, '')
    for (const hidden of [world.names.field, 'cost'])
      for (const way of ways) {
        const [shut, none] = [await way(hidden), await way('qqqqqqqqqq')]
        expect(shut.status).toBe(400)
        expect(bare(shut.body, hidden)).toBe(bare(none.body, 'qqqqqqqqqq'))
      }
  })

  it('is found by no search, whole or in part; the same record is by what is open of it (T2)', async () => {
    const [secret, contact] = [world.plants.word('searched'), world.plants.word('searched and masked')]
    const values = { [world.names.field]: `${secret} hidden`, contact, note: 'Turmalin' }
    const id = await vault({ name: 'Searched', ...values, owner: world.people.low })
    const ways = (q: string): readonly string[] => [
      `/api/records/vault?search=${q}`,
      `/api/records/vault?search=${q}&count=exact`,
      `/api/records/vault?q=${q}`,
      `/api/search?q=${q}`,
    ]
    const found = async (by: Caller, url: string): Promise<readonly string[]> =>
      (await by.get(url)).body.data.map((one: { id: string }) => one.id)
    const words = [secret, contact, secret.slice(0, 15), secret.slice(-6), 'Turmalin%20hidden'].flatMap(ways)
    for (const url of words) {
      expect([url, await found(world.low, url)]).toEqual([url, []])
      expect([url, await found(world.admin, url)]).toEqual([url, expect.arrayContaining([id])])
    }
    for (const url of ways('Turmalin')) expect([url, await found(world.low, url)]).toEqual([url, [id]])
    const counted = await world.low.get(`/api/records/vault?search=${secret}&count=exact`)
    expect(counted.body.count).toBe(0)
    const indexed = await world.sql.query('select field from ws_main.search_entry where id = $1', [id])
    expect(indexed.rows.map(({ field }) => String(field))).toHaveLength(4)
    // What some records show of a field and others don't is found on the first alone.
    const partly = await person(
      'partly',
      { vault: { read: where('won'), fields: { note: 'read' } } },
      { vault: { read: where('new'), fields: { note: 'hidden' } } },
    )
    const [won] = [
      await vault({ name: 'Partly won', stage: 'won', note: 'Beryll' }),
      await vault({ name: 'Partly new', stage: 'new', note: 'Beryll' }),
    ]
    for (const url of ways('Beryll')) expect([url, await found(partly, url)]).toEqual([url, [won]])
  })

  it('is not told by history, timeline or a notice; each recipient reads what they may (T7)', async () => {
    const hidden = { [world.names.field]: world.plants.word('told'), cost: world.plants.number('told') }
    const id = await vault({ name: 'Told Amethyst', owner: world.people.low, ...hidden })
    await world.admin.patch(at(id), {
      note: 'Onyx',
      [world.names.field]: world.plants.word('told later'),
      cost: world.plants.number('told later'),
    })
    for (const part of ['history', 'timeline']) {
      const [mine, all, out] = [
        await world.low.get(`${at(id)}/${part}`),
        await world.admin.get(`${at(id)}/${part}`),
        await world.west.get(`${at(id)}/${part}`),
      ]
      const told = JSON.stringify(mine.body)
      expect([part, told.includes('Onyx'), out.status]).toEqual([part, true, 404])
      expect(world.plants.seenIn(told, '')).toEqual([])
      expect(told).not.toContain('"cost"')
      expect(world.plants.seenIn(JSON.stringify(all.body), '')).toContain('told later')
    }
    const noticed = async (by: Caller): Promise<readonly { readonly title: string }[]> =>
      (await by.get('/api/notifications?limit=100')).body.data.filter(({ title }: { title: string }) =>
        title.startsWith('made'),
      )
    const [mine, theirs] = [await noticed(world.low), await noticed(world.west)]
    expect(mine.some(({ title }) => title.includes('made Told Amethyst'))).toBe(true)
    expect(theirs.length).toBeGreaterThanOrEqual(mine.length)
    expect(world.plants.seenIn(JSON.stringify(mine), '')).toEqual([])
    expect(JSON.stringify(theirs)).not.toMatch(new RegExp(`Amethyst|${id}`))
  })

  it('is no record to do anything with: 404 as for an id that is none, and nothing changes (T4, T8)', async () => {
    const { west } = world.vaults
    const asks = (id: string): readonly Promise<{ status: number; body: object }>[] => [
      world.low.get(at(id)),
      world.low.patch(at(id), { note: 'x' }),
      world.low.remove(at(id)),
      world.low.post('/api/rules/press/run', { entity: 'vault', id }),
      world.low.get(`/api/prints/sheet/${id}.pdf`),
      world.low.post(`${at(id)}/comments`, { text: 'x' }),
      world.low.post('/api/flows/check/start', { entity: 'vault', id }),
      world.low.get(`${at(id)}/history`),
      world.low.get(`${at(id)}/shares`),
      world.low.post(`${at(id)}/shares`, { with: { kind: 'user', id: world.people.low }, level: 'read' }),
    ]
    const before = await world.sql.query('select * from ws_main.r_vault where id = $1', [west])
    const [there, nowhere] = [await Promise.all(asks(west)), await Promise.all(asks(world.unknown))]
    expect(there.map(({ status }) => status)).toEqual(there.map(() => 404))
    const bare = (answers: typeof there): readonly string[] =>
      answers.map(({ body }) => JSON.stringify(body).replace(/"requestId":"[^"]*"/, ''))
    expect(bare(there)).toEqual(bare(nowhere))
    expect((await world.sql.query('select * from ws_main.r_vault where id = $1', [west])).rows).toEqual(
      before.rows,
    )
  })

  it('has no name behind a link, and is not counted (T5)', async () => {
    const mine = await world.low.get(at(world.vaults.mine))
    expect(mine.body.refs.partner).toEqual({ [world.partners.hidden]: null })
    const children = await world.low.get(
      `/api/records/partner/${world.partners.mine}/related/vault.partner?fields=name`,
    )
    expect(children.body.data).toHaveLength(1)
  })

  it('can’t be written by naming it: ids, times, computed values (T9, T44)', async () => {
    const id = await vault({ name: 'Mass', owner: world.people.low, [world.names.field]: 'kept' })
    const before = await world.sql.query('select * from ws_main.r_vault where id = $1', [id])
    const keys = [
      'created_by',
      'created_at',
      'updated_by',
      'deleted_at',
      'workspaceId',
      'isAdmin',
      'role',
      'passwordHash',
      'approvalStatus',
      'margin',
      'partner_note',
      world.names.field,
      '__proto__x',
    ]
    for (const key of keys) {
      const answer = await world.low.patch(at(id), { [key]: world.people.low })
      expect([key, answer.status, answer.body.error?.code]).toEqual([
        key,
        400,
        expect.stringMatching(/^RECORD_FIELD_(UNKNOWN|READONLY)$/),
      ])
    }
    expect((await world.low.patch(at(id), { contact: 'x' })).status).toBe(403)
    expect((await world.sql.query('select * from ws_main.r_vault where id = $1', [id])).rows).toEqual(
      before.rows,
    )
  })
})

describe('several roles', () => {
  it('add up by record: a field of one role and a field of another are not both open (T12)', async () => {
    const someone = await person(
      'two-roles',
      { vault: { read: where('new'), update: where('new'), fields: { note: 'write', '*': 'read' } } },
      {
        vault: {
          read: where('won'),
          update: where('won'),
          fields: { amount: 'write', note: 'hidden', '*': 'read' },
        },
      },
    )
    const [fresh, won] = [
      await vault({ name: 'A', stage: 'new', note: 'n' }),
      await vault({ name: 'B', stage: 'won', note: 'secret note' }),
    ]
    expect((await someone.patch(at(fresh), { note: 'x', amount: 1 })).body.error).toMatchObject({
      code: 'RECORD_FIELD_READONLY',
    })
    expect((await someone.patch(at(fresh), { note: 'x' })).status).toBe(200)
    expect((await someone.patch(at(won), { amount: 1 })).status).toBe(200)
    expect((await someone.get(at(won))).body.data.note).toBeNull()
    expect((await someone.get(at(fresh))).body.data.note).toBe('x')
    const found = await someone.get(
      `/api/records/vault?filter=${encodeURIComponent(JSON.stringify({ '==': [{ var: 'note' }, 'secret note'] }))}`,
    )
    expect(found.body.data).toEqual([])
  })

  it('that let one make records decide what may be put into new ones', async () => {
    const someone = await person(
      'maker',
      { vault: { create: true, read: own, fields: { amount: 'read' } } },
      { vault: { read: true, update: true } },
    )
    expect((await someone.post('/api/records/vault', { name: 'C', amount: 5 })).body.error.code).toBe(
      'RECORD_FIELD_READONLY',
    )
    const made = await someone.post('/api/records/vault', { name: 'C' })
    expect(made.status).toBe(201)
    expect((await someone.patch(at(made.body.data.id), { amount: 5 })).status).toBe(200)
  })

  it('never outlive a field: what a role names can’t go and come again under the old name (T13)', async () => {
    const someone = await person('late', {
      partner: { read: true, fields: { note: 'read', '*': 'hidden', name: 'read' } },
    })
    const { json } = (await world.admin.get('/api/design/entity/partner')).body.data
    const fields = json.fields as readonly { readonly key: string }[]
    const without = { ...json, search: [], fields: fields.filter(({ key }) => key !== 'note') }
    await world.admin.put('/api/design/entity/partner', { json: without })
    const problems = (await world.admin.get('/api/design/problems')).body.data
    expect(JSON.stringify(problems)).toContain(`r_${roles}`)
    expect((await world.admin.post('/api/design/publish', {})).status).toBe(422)
    await world.admin.remove('/api/design/entity/partner?draft=true')
    expect((await someone.get('/api/records/partner?fields=note')).status).toBe(200)
  })
})

describe('another field under the name of one that goes', () => {
  it('is open to administrators alone, in the same publication or after it (T13)', async () => {
    const entity = (
      ...fields: readonly object[]
    ): { readonly key: string; readonly [more: string]: unknown } => ({
      id: 'e_swap',
      key: 'swap',
      label: 'swap',
      title: 'name',
      fields: [text('name'), ...fields],
    })
    await draft('entity', entity(text('pay')))
    await publish()
    const people = [
      await person('swap-named', {
        swap: { read: true, fields: { pay: 'read', '*': 'hidden', name: 'read' } },
      }),
      await person('swap-open', { swap: { read: true, update: true, create: true } }),
    ]
    const { id } = (await world.admin.post('/api/records/swap', { name: 'S', pay: 'old' })).body.data
    const seen = async (by: Caller): Promise<unknown> =>
      (await by.get(`/api/records/swap/${id}`)).body.data.pay
    expect(await Promise.all(people.map(seen))).toEqual(['old', 'old'])
    await draft('entity', entity(text('pay', 'f_pay_of_others')))
    const told = JSON.stringify((await world.admin.get('/api/design/changes')).body.data.changes)
    expect(told).toContain(`r_${roles}`)
    await publish()
    await world.admin.patch(`/api/records/swap/${id}`, { pay: 'Chalzedon' })
    expect(await seen(world.admin)).toBe('Chalzedon')
    for (const by of people) {
      expect(await seen(by)).toBeUndefined()
      expect((await by.get('/api/records/swap?fields=pay')).status).toBe(400)
      expect((await by.get('/api/records/swap?search=Chalzedon')).body.data).toEqual([])
      expect(JSON.stringify((await by.get('/api/model')).body)).not.toContain('"pay"')
    }
    expect((await people[1]?.patch(`/api/records/swap/${id}`, { pay: 'x' }))?.status).toBe(400)
    // Opened anew, it is.
    const key = `r_${roles}`
    const { json } = (await world.admin.get(`/api/design/role/${key}`)).body.data
    await draft('role', { ...json, entities: { swap: { ...json.entities.swap, fields: {} } } })
    await publish()
    expect(await Promise.all(people.map(seen))).toEqual([undefined, 'Chalzedon'])
    // Another entity under a known name has no rights at all.
    await draft('entity', { ...entity(text('pay', 'f_third')), id: 'e_swap_of_others' })
    await publish()
    for (const by of people) expect((await by.get('/api/records/swap')).status).toBe(404)
    expect((await world.admin.get('/api/records/swap')).status).toBe(200)
  })
})

describe('joining records', () => {
  it('takes the right to change both ends; what is out of sight is as good as absent (T10)', async () => {
    await draft('entity', {
      id: 'e_team',
      key: 'team',
      label: 'team',
      title: 'name',
      fields: [
        text('name'),
        { id: 'f_members', key: 'members', type: 'links', label: 'members', settings: { target: 'partner' } },
      ],
    })
    await publish()
    const partner = async (name: string, owner: string): Promise<string> =>
      (await world.admin.post('/api/records/partner', { name, owner })).body.data.id
    const seen = { scope: 'condition', condition: { '!=': [{ var: 'note' }, 'shut'] } }
    const someone = await person('joiner', {
      team: { create: true, read: true, update: own },
      partner: { read: seen, update: own },
      vault: { read: own, update: own, create: true },
    })
    const [mine, others, shut] = [
      await partner('Joined mine', someone.id),
      await partner('Joined others', world.people.west),
      await partner('Joined shut', world.people.west),
    ]
    await world.admin.patch(`/api/records/partner/${shut}`, { note: 'shut' })
    const put = (members: readonly string[]) => someone.post('/api/records/team', { name: 'T', members })
    const code = (answer: { status: number; body: { error?: { code: string } } }): unknown => [
      answer.status,
      answer.body.error?.code,
    ]
    const [unseen, missing] = [await put([mine, shut]), await put([mine, world.unknown])]
    expect(unseen.body.error).toEqual({ ...missing.body.error, requestId: unseen.body.error.requestId })
    expect(code(unseen)).toEqual([expect.any(Number), 'RECORD_LINK_MISSING'])
    expect(code(await put([others]))).toEqual([403, 'RECORD_LINK_FORBIDDEN'])
    const made = await put([mine])
    expect(made.status).toBe(201)
    const team = `/api/records/team/${made.body.data.id}`
    expect(code(await someone.patch(team, { members: [mine, others] }))).toEqual([
      403,
      'RECORD_LINK_FORBIDDEN',
    ])
    await world.admin.patch(team, { members: [mine, others] })
    expect(code(await someone.patch(team, { members: [mine] }))).toEqual([403, 'RECORD_LINK_FORBIDDEN'])
    expect((await someone.patch(team, { members: [others] })).status).toBe(200)
    const foreign = await world.admin.post('/api/records/team', { name: 'Foreign', members: [mine] })
    const there = `/api/records/team/${foreign.body.data.id}`
    expect((await someone.patch(there, { members: [] })).status).toBe(403)
    expect((await world.admin.get(there)).body.data.members).toEqual([mine])
    await someone.post('/api/records/team/bulk', { ids: [made.body.data.id], set: { members: [shut] } })
    expect((await world.admin.get(team)).body.data.members).toEqual([others])
    // A link to one asks for sight of the other end.
    const link = (partner: string) => someone.post('/api/records/vault', { name: 'V', partner })
    expect(code(await link(shut))).toEqual(code(await link(world.unknown)))
    expect((await link(shut)).status).toBeGreaterThanOrEqual(400)
    expect((await link(others)).status).toBe(201)
  })
})

describe('a filter of a dashboard', () => {
  const board = (): Promise<{ body: { data: { filters: readonly { key: string; targets: object }[] } } }> =>
    world.low.get('/api/dashboards/board')
  const told = async (ask: object): Promise<readonly { stage: string | null }[]> => {
    const answer = await world.low.post('/api/reports/by_stage/data', { dashboard: 'board', ...ask })
    expect(answer.status).toBe(200)
    return answer.body.data.rows
  }

  it('that reaches a hidden field is not there, and narrows by nothing else than what is', async () => {
    const { filters } = (await board()).body.data
    const stage = [{ widget: 'w0', path: 'stage' }]
    expect(filters.map(({ key, targets }) => [key, targets])).toEqual([
      ['steps', stage],
      ['people', [{ widget: 'w0', path: 'owner' }]],
      ['both', stage],
    ])
    const all = await told({})
    expect(await told({ filters: { others: ['x'] } })).toEqual(all)
    expect(await told({ filters: { people: world.unknown } })).toEqual([])
    const [one] = all.map((row) => row.stage).filter((value) => value !== null)
    expect((await told({ filters: { both: [one] } })).map((row) => row.stage)).toEqual([one])
  })

  it('that was fixed for a link or a file holds with several values, and the link ends with it', async () => {
    const [one] = (await told({})).map((row) => row.stage).filter((value) => value !== null)
    const share = (filters: object) =>
      world.low.post('/api/report-shares', { targetKind: 'dashboard', target: 'board', days: 1, filters })
    for (const unknown of [{ nothing: 'x' }, { others: 'x' }, { both: [one] }])
      expect((await share(unknown)).body.error.code).toBe('REPORT_SHARE_INVALID')
    const link = await share({ steps: [one] })
    expect(link.status).toBe(201)
    const look = (more: string) =>
      world.server.app.inject({ url: `/api/public/reports/${link.body.data.path.slice(3)}${more}` })
    const rows = (await look('/parts/w0')).json().data.rows as readonly { stage: string }[]
    expect(rows.map(({ stage }) => stage)).toEqual([one])
    const chosen = encodeURIComponent(JSON.stringify({ steps: [one] }))
    const file = await world.admin.raw({
      method: 'GET',
      url: `/api/report-files/dashboard/board?format=xlsx&filters=${chosen}`,
    })
    expect(file.statusCode).toBe(200)
    const published = (await world.admin.get('/api/design/dashboard/board')).body.data.json
    await draft('dashboard', { ...published, filters: [] })
    await publish()
    expect([(await look('')).statusCode, (await look('/parts/w0')).statusCode]).toEqual([404, 404])
    await draft('dashboard', published)
    await publish()
    expect((await look('')).statusCode).toBe(200)
  })
})

describe('a draft', () => {
  it('is nothing to those who work: no draft runs or opens through their routes (T20)', async () => {
    const published = async (kind: string, key: string): Promise<{ readonly key: string }> =>
      (await world.admin.get(`/api/design/${kind}/${key}`)).body.data.json
    const before = (await world.low.get('/api/model')).body
    const drafts: readonly [string, string][] = []
    const put = async (kind: string, json: { readonly key: string; readonly [more: string]: unknown }) => {
      await draft(kind, json)
      ;(drafts as [string, string][]).push([kind, json.key])
    }
    for (const [kind, key] of [
      ['flow', 'check'],
      ['print', 'sheet'],
      ['report', 'by_stage'],
      ['rule', 'press'],
      ['dashboard', 'board'],
      ['entity', 'partner'],
    ] as const) {
      const json = await published(kind, key)
      await put(kind, {
        ...json,
        id: `x_${key}`,
        key: `x_${key}`,
        ...(kind === 'flow' ? { title: 'x' } : {}),
      })
    }
    const role = (await published('role', 'low')) as { key: string; entities: object }
    const open = { create: true, read: true, update: true }
    await put('role', {
      ...role,
      entities: { ...role.entities, vault: open, x_partner: open, account: open },
      reports: 'all',
      dashboards: 'all',
      flows: { check: ['start', 'admin'], x_check: ['start'] },
    })
    await put('flow', { ...(await published('flow', 'check')), title: 'drafted title' })
    const press = (await published('rule', 'press')) as { key: string; actions: object[] }
    await put('rule', {
      ...press,
      actions: [
        { type: 'update_record', record: '$record', entity: 'vault', set: { note: 'by a draft', code: 'D' } },
      ],
    })
    const sheet = await published('print', 'sheet')
    await put('print', { ...sheet, fileName: 'drafted', body: [{ type: 'text', value: 'drafted' }] })
    const id = await vault({ name: 'Drafted', owner: world.people.low })
    const asks = [
      await world.low.post('/api/flows/x_check/start', { entity: 'vault', id }),
      await world.low.get(`/api/prints/x_sheet/${id}.pdf`),
      await world.low.post('/api/reports/x_by_stage/data', {}),
      await world.low.get('/api/dashboards/x_board'),
      await world.low.post('/api/rules/x_press/run', { entity: 'vault', id }),
      await world.low.get('/api/records/x_partner'),
      await world.low.get('/api/records/account'),
      await world.low.get(at(world.vaults.west)),
    ]
    expect(asks.map(({ status }) => status)).toEqual(asks.map(() => 404))
    expect((await world.low.get('/api/design/flow/check?draft=true')).status).toBe(403)
    const run = await world.low.post('/api/flows/check/start', { entity: 'vault', id })
    // Named by the flow alone: a hidden field is in its title.
    expect([run.status, run.body.data.title]).toEqual([201, 'check'])
    expect((await world.low.post('/api/rules/press/run', { entity: 'vault', id })).status).toBe(200)
    expect((await world.admin.get(at(id))).body.data).toMatchObject({ note: 'pressed', code: null })
    const printed = await world.low.raw({ method: 'GET', url: `/api/prints/sheet/${id}.pdf` })
    expect([printed.statusCode, String(printed.headers['content-disposition'])]).toEqual([
      200,
      expect.stringContaining('sheet-Drafted'),
    ])
    expect((await world.low.get('/api/model')).body).toEqual(before)
    for (const [kind, key] of drafts) await world.admin.remove(`/api/design/${kind}/${key}?draft=true`)
  })
})

describe('fifty first starts at once', () => {
  it('make one workspace and one administrator (T18)', async () => {
    const database = await createTestDatabase()
    const runtimes = Array.from({ length: 10 }, () => runtimeOn(database.url, tmpdir()))
    try {
      const settings = readSettings({ MORTISE_APP: smallApp, MORTISE_DEMO: '0' })
      const starts = Array.from({ length: 50 }, async (_, at) => {
        const runtime = runtimes[at % runtimes.length] as (typeof runtimes)[number]
        await prepareStore(runtime.options.store)
        return firstStart(runtime.workspace(mainWorkspace), settings)
      })
      const told = (await Promise.all(starts)).filter((one) => one !== undefined)
      expect(told).toEqual([expect.objectContaining({ email: settings.adminEmail, made: true })])
      const { store } = runtimes[0]?.options ?? {}
      const { roleFacts } = (await runtimes[0]?.workspace(mainWorkspace).published()) ?? {}
      const users = (await store?.workspace(mainWorkspace).people.users()) ?? []
      expect(users.filter(({ roles: own }) => own.some((one) => roleFacts?.admin.has(one)))).toHaveLength(1)
    } finally {
      await Promise.all(runtimes.map((one) => one.close()))
      await database.drop()
    }
  }, 120_000)
})

describe('handing over', () => {
  it('takes its own right, on what the record is afterwards (T6)', async () => {
    const plain = await person('giver', {
      vault: { read: { scope: 'department' }, update: own, create: true },
    })
    const id = await vault({ name: 'Mine to give', owner: plain.id })
    expect((await plain.patch(at(id), { owner: world.people.west })).body.error.code).toBe(
      'RECORD_ASSIGN_FORBIDDEN',
    )
    expect((await plain.patch(at(id), { owner: world.people.mate })).body.error.code).toBe(
      'RECORD_ASSIGN_FORBIDDEN',
    )
    expect(
      (await plain.post('/api/records/vault', { name: 'For West', owner: world.people.west })).status,
    ).toBe(403)
    const lead = await person('lead', {
      vault: { read: { scope: 'department' }, update: own, assignTo: { scope: 'department' }, create: true },
    })
    const other = await vault({ name: 'To give', owner: lead.id })
    expect((await lead.patch(at(other), { owner: world.people.west })).body.error.code).toBe(
      'RECORD_ASSIGN_FORBIDDEN',
    )
    expect((await lead.patch(at(other), { owner: world.people.mate })).status).toBe(200)
  })
})

describe('a rule that asks for what somebody lacks', () => {
  it('lets nobody in, by "not" neither (T3)', async () => {
    const lacking = { scope: 'condition', condition: { '==': [{ var: 'department' }, { user: 'dept' }] } }
    const not = {
      scope: 'condition',
      condition: { '!': [{ in: [{ var: 'department' }, { user: 'deptTree' }] }] },
    }
    const someone = await person('nowhere', { vault: { read: lacking } }, { partner: { read: not } })
    await world.admin.patch(`/api/users/${someone.id}`, { departmentId: null })
    await world.sql.query('update ws_main.r_vault set department = null where id = $1', [world.vaults.mates])
    for (const entity of ['vault', 'partner'])
      expect((await someone.get(`/api/records/${entity}?count=exact`)).body).toMatchObject({
        data: [],
        count: 0,
      })
    await world.sql.query(
      'update ws_main.r_vault v set department = u.department_id from ws_main."user" u where u.id = v.owner and v.id = $1',
      [world.vaults.mates],
    )
    expect(
      (
        await world.low.get(
          '/api/records/vault?filter=%7B%22in%22%3A%5B%7B%22var%22%3A%22name%22%7D%2C%5B%5D%5D%7D',
        )
      ).body.data,
    ).toEqual([])
  })
})

describe('regions', () => {
  it('reach what lies in them and below, by department or by person', async () => {
    const region = async (name: string, parentId?: string): Promise<string> =>
      (await world.admin.post('/api/regions', { name, ...(parentId === undefined ? {} : { parentId }) })).body
        .data.id
    const north = await region('North')
    const coast = await region('Coast', north)
    const departments = (await world.admin.get('/api/departments')).body.data as {
      id: string
      name: string
    }[]
    const idOf = (name: string): string => departments.find((one) => one.name === name)?.id ?? ''
    await world.admin.patch(`/api/departments/${idOf('Dep east')}`, { regionId: coast })
    const branch = (
      await world.admin.post('/api/departments', { name: 'Branch', parentId: idOf('Dep east') })
    ).body.data.id
    const someone = await person('regional', { vault: { read: { scope: 'region' } } })
    const names = async (): Promise<readonly string[]> =>
      (
        await someone.get(
          '/api/records/vault?fields=name&sort=name&filter=' +
            encodeURIComponent(JSON.stringify({ startsWith: [{ var: 'name' }, 'Reg'] })),
        )
      ).body.data.map((one: { name: string }) => one.name)
    await vault({ name: 'Reg east', owner: world.people.mate })
    await vault({ name: 'Reg branch', department: branch })
    await vault({ name: 'Reg west', owner: world.people.west })
    expect(await names()).toEqual(['Reg branch', 'Reg east'])
    await world.admin.patch(`/api/departments/${idOf('Dep western')}`, { regionId: north })
    expect(await names()).toEqual(['Reg branch', 'Reg east'])
    await world.admin.patch(`/api/users/${someone.id}`, { regionId: north })
    expect(await names()).toEqual(['Reg branch', 'Reg east', 'Reg west'])
    expect((await world.admin.remove(`/api/regions/${coast}`)).status).toBe(409)
    await world.admin.patch(`/api/departments/${idOf('Dep western')}`, { regionId: null })
  })
})

describe('a shared record', () => {
  it('is open as far as it was shared, as long as it was, to person, department and role', async () => {
    const sharer = await person('sharer', { vault: { read: own, update: own, create: true, share: own } })
    const friend = await person('friend', { vault: { read: own, update: own, fields: { cost: 'hidden' } } })
    const id = await vault({ name: 'Shared one', note: 'n', cost: 5, owner: sharer.id })
    const share = (
      by: Caller,
      body: object,
    ): Promise<{ status: number; body: { data: { id: string }; error: { code: string } } }> =>
      by.post(`${at(id)}/shares`, body)
    const partner = { kind: 'user', id: friend.id }
    expect((await friend.get(at(id))).status).toBe(404)
    expect((await share(friend, { with: partner, level: 'read' })).status).toBe(404)
    const given = await share(sharer, { with: partner, level: 'read' })
    expect(given.status).toBe(201)
    const seen = await friend.get(at(id))
    expect([seen.status, seen.body.data.name, 'cost' in seen.body.data]).toEqual([200, 'Shared one', false])
    expect((await friend.get('/api/records/vault?count=exact')).body.count).toBe(1)
    expect((await friend.get('/api/search?q=Shared')).body.data).toHaveLength(1)
    expect((await friend.patch(at(id), { note: 'x' })).status).toBe(403)
    expect((await friend.get('/api/notifications')).body.data[0].title).toContain('Shared one')
    expect((await share(friend, { with: partner, level: 'read' })).status).toBe(403)
    await share(sharer, { with: partner, level: 'write' })
    expect((await friend.patch(at(id), { note: 'x' })).status).toBe(200)
    expect((await friend.remove(at(id))).status).toBe(403)
    const listed = await sharer.get(`${at(id)}/shares`)
    expect(listed.body.data).toEqual([
      expect.objectContaining({ level: 'write', by: 'sharer', with: { ...partner, name: 'friend' } }),
    ])
    expect((await sharer.remove(`${at(id)}/shares/${listed.body.data[0].id}`)).status).toBe(204)
    expect((await friend.get(at(id))).status).toBe(404)
    for (const one of [
      { kind: 'role', id: `r_${roles}` },
      { kind: 'department', id: (await world.admin.get('/api/users?q=friend')).body.data[0].departmentId },
    ]) {
      const made = await share(sharer, {
        with: one,
        level: 'read',
        until: new Date(Date.now() + 3_600_000).toISOString(),
      })
      expect([one.kind, made.status, (await friend.get(at(id))).status]).toEqual([one.kind, 201, 200])
      await world.sql.query("update ws_main.share set until = now() - interval '1 second' where id = $1", [
        made.body.data.id,
      ])
      expect((await friend.get(at(id))).status).toBe(404)
    }
    expect(
      (await share(sharer, { with: { kind: 'role', id: 'marketing' }, level: 'read' })).body.error.code,
    ).toBe('SHARE_USELESS')
    expect((await share(sharer, { with: partner, level: 'read', until: '2020-01-01' })).body.error.code).toBe(
      'SHARE_OVER',
    )
  })

  it('can’t be opened further than the sharer himself may go', async () => {
    const reader = await person('reader', {
      vault: { read: { scope: 'department' }, share: { scope: 'department' } },
    })
    const body = (level: string): object => ({ with: { kind: 'user', id: world.people.low }, level })
    expect((await reader.post(`${at(world.vaults.mates)}/shares`, body('write'))).status).toBe(403)
    expect((await reader.post(`${at(world.vaults.mates)}/shares`, body('read'))).status).toBe(201)
  })
})

describe('the bin', () => {
  it('is for who may delete', async () => {
    const someone = await person('cleaner', { vault: { read: true, delete: { scope: 'own' }, create: true } })
    const [mine, others] = [
      await vault({ name: 'Bin mine', owner: someone.id }),
      await vault({ name: 'Bin other' }),
    ]
    await world.admin.post('/api/records/vault/bulk', { ids: [mine, others], delete: true })
    const names = (await someone.get('/api/records/vault?deleted=true&fields=name')).body.data.map(
      (one: { name: string }) => one.name,
    )
    expect(names).toEqual(['Bin mine'])
    expect((await someone.post('/api/records/vault/bulk', { ids: [others], restore: true })).status).toBe(404)
  })
})

describe('files', () => {
  it('belong to who brought them, and come only with a record that holds them (T11, T48)', async () => {
    const paper = { id: world.files.west, name: 'a.txt', size: 1, type: 'text/plain' }
    expect((await world.low.patch(at(world.vaults.mine), { papers: [paper] })).status).toBe(400)
    expect(
      (await world.low.get(`/api/files/${world.files.west}?entity=vault&record=${world.vaults.mine}`)).status,
    ).toBe(404)
    const uploaded = await world.key.raw({
      method: 'POST',
      url: '/api/files',
      ...(await import('../../apps/server/src/testing/server.ts')).multipart('k.txt', 'of a key'),
    })
    const other = await world.admin.post('/api/api-keys', { name: 'other', role: 'low' })
    const stranger = callerWith(world.server.app, { authorization: `Bearer ${other.body.data.secret}` })
    const { id } = uploaded.json().data
    expect([
      (await world.key.get(`/api/files/${id}`)).status,
      (await stranger.get(`/api/files/${id}`)).status,
    ]).toEqual([200, 404])
  })
})

describe('nobody climbs', () => {
  it('by giving himself roles, or by designing them (T16)', async () => {
    const designer = await person('designer', { $design: true, vault: { read: own } })
    expect((await designer.patch(`/api/users/${designer.id}`, { roles: ['admin'] })).status).toBe(403)
    const role = (await world.admin.get('/api/design/role/low')).body.data.json
    const more = { ...role, admin: true }
    expect((await designer.put('/api/design/role/low', { json: more })).status).toBe(403)
    expect((await designer.remove('/api/design/role/low')).status).toBe(403)
    await world.admin.put('/api/design/role/low', { json: { ...role, description: 'changed' } })
    expect((await designer.post('/api/design/publish', {})).status).toBe(403)
    expect((await designer.post('/api/design/rollback', { version: 1 })).status).toBe(403)
    await world.admin.remove('/api/design/role/low?draft=true')
    expect((await designer.get('/api/design')).status).toBe(200)
  })

  it('by a button on a record of others (T17)', async () => {
    expect(
      (await world.low.post('/api/rules/press/run', { entity: 'vault', id: world.vaults.mates })).status,
    ).toBe(403)
    expect(
      (await world.low.post('/api/rules/press/run', { entity: 'vault', id: world.vaults.mine })).status,
    ).toBe(200)
  })

  it('by a bulk change or an import that needs two rights (T19)', async () => {
    const reader = await person('bulky', { vault: { read: true, update: own } })
    const answer = await reader.post('/api/records/vault/bulk', {
      ids: [world.vaults.mates],
      set: { note: 'x' },
    })
    expect(answer.status).toBe(403)
    expect(
      (
        await reader.raw({
          method: 'POST',
          url: '/api/imports?entity=vault',
          ...(await import('../../apps/server/src/testing/server.ts')).multipart('a.csv', 'name\nx\n'),
        })
      ).statusCode,
    ).toBe(403)
  })

  it('by a key that may only read (T21), and rights end with the next request (T14)', async () => {
    await person('reading', { vault: { read: true } })
    const made = await world.admin.post('/api/api-keys', { name: 'reads', role: `r_${roles}` })
    const key = callerWith(world.server.app, { authorization: `Bearer ${made.body.data.secret}` })
    expect((await key.get('/api/records/vault?limit=1')).status).toBe(200)
    expect((await key.post('/api/records/vault', { name: 'x' })).status).toBe(403)
    expect((await key.patch(at(world.vaults.mine), { note: 'x' })).status).toBe(403)
    await world.admin.remove(`/api/api-keys/${made.body.data.id}`)
    expect((await key.get('/api/records/vault?limit=1')).status).toBe(401)
    const someone = await person('fired', { vault: { read: true } })
    expect((await someone.get(at(world.vaults.west))).status).toBe(200)
    await world.admin.patch(`/api/users/${someone.id}`, { roles: [] })
    expect((await someone.get(at(world.vaults.west))).status).toBe(404)
    await world.admin.patch(`/api/users/${someone.id}`, { active: false })
    expect((await someone.get('/api/me')).status).toBe(401)
  })

  it('by somebody else’s answer out of a cache (T15)', async () => {
    for (const by of [world.admin, world.low, world.nobody, world.keeper, world.low]) {
      const answer = await by.get('/api/records/vault?fields=name&limit=50')
      const seen = JSON.stringify(answer.body)
      expect(seen.includes('CANARY')).toBe(by === world.admin || by === world.keeper)
    }
  })
})

describe('why somebody sees a record', () => {
  it('is told for each act and field, by role, scope, condition and share', async () => {
    const someone = await person(
      'asked',
      { vault: { read: where('won'), fields: { cost: 'hidden', note: 'masked' } } },
      { vault: { read: own, update: own } },
    )
    const id = await vault({ name: 'Why', stage: 'won', owner: world.people.mate })
    const why = async (): Promise<{
      acts: { act: string; allowed: boolean; because: object[] }[]
      fields: { field: string; right: string }[]
      shares: object[]
    }> => (await world.admin.get(`${at(id)}/access?user=${someone.id}`)).body.data
    const first = await why()
    const act = (answer: typeof first, name: string): { allowed: boolean; because: object[] } | undefined =>
      answer.acts.find((one) => one.act === name)
    expect(act(first, 'read')).toMatchObject({
      allowed: true,
      because: [
        { allowed: true, scope: 'condition', condition: expect.stringContaining('won') },
        { allowed: false, scope: 'own' },
      ],
    })
    expect(act(first, 'update')?.allowed).toBe(false)
    const right = (answer: typeof first, field: string): string | undefined =>
      answer.fields.find((one) => one.field === field)?.right
    expect([right(first, 'cost'), right(first, 'note'), right(first, 'amount')]).toEqual([
      'hidden',
      'masked',
      'read',
    ])
    await world.admin.post(`${at(id)}/shares`, { with: { kind: 'user', id: someone.id }, level: 'write' })
    const shared = await why()
    expect(act(shared, 'update')).toMatchObject({
      allowed: true,
      because: [{ allowed: false }, { allowed: true, byShare: true }],
    })
    expect([right(shared, 'cost'), shared.shares.length]).toEqual(['write', 1])
    expect((await someone.get(`${at(id)}/access?user=${someone.id}`)).status).toBe(403)
  })

  it('agrees with what the person really gets', async () => {
    for (const { id, who } of [
      { id: world.vaults.mine, who: 'low' },
      { id: world.vaults.mates, who: 'low' },
      { id: world.vaults.west, who: 'low' },
      { id: world.vaults.west, who: 'west' },
    ] as const) {
      const told = (await world.admin.get(`${at(id)}/access?user=${world.people[who]}`)).body.data
      const got = await world[who].get(at(id))
      expect(told.acts[0].allowed).toBe(got.status === 200)
      const open = told.fields
        .filter((one: { right: string }) => one.right !== 'hidden')
        .map((one: { field: string }) => one.field)
      if (got.status === 200) expect(Object.keys(got.body.data).every((key) => open.includes(key))).toBe(true)
      expect((await world[who].patch(at(id), { note: 'same' })).status === 200).toBe(told.acts[1].allowed)
    }
  })
})

describe('looking through somebody’s eyes', () => {
  it('shows what that person sees, changes nothing, and is written down', async () => {
    const admin = await world.server.signIn('admin@example.com')
    expect((await world.low.post('/api/view-as', { user: world.people.mate })).status).toBe(403)
    expect((await admin.post('/api/view-as', { user: world.people.low })).status).toBe(204)
    const me = await admin.get('/api/me')
    expect(me.body.data).toMatchObject({
      user: { id: world.people.low },
      admin: false,
      viewer: { name: expect.any(String) },
    })
    for (const url of [
      '/api/records/vault?sort=name',
      '/api/model',
      `/api/records/vault/${world.vaults.west}`,
      `/api/records/vault/${world.vaults.mine}`,
      '/api/search?q=CANARY',
      '/api/settings',
    ]) {
      const [seen, real] = [await admin.get(url), await world.low.get(url)]
      expect([url, seen.status, JSON.stringify(seen.body.data)]).toEqual([
        url,
        real.status,
        JSON.stringify(real.body.data),
      ])
    }
    expect((await admin.post('/api/records/vault/query', {})).status).toBe(200)
    expect((await admin.post('/api/reports/by_stage/data', {})).status).toBe(200)
    for (const answer of [
      await admin.post('/api/records/vault', { name: 'x' }),
      await admin.patch(at(world.vaults.mine), { note: 'x' }),
      await admin.remove(at(world.vaults.mine)),
      await admin.put('/api/me', { locale: 'zh' }),
      await admin.post('/api/auth/password', { current: 'a', password: 'b' }),
    ])
      expect([answer.status, answer.body.error.code]).toEqual([403, 'VIEWING_AS'])
    expect((await admin.remove('/api/view-as')).status).toBe(204)
    expect((await admin.get('/api/me')).body.data).toMatchObject({ admin: true, viewer: null })
    const log = await admin.get('/api/audit?limit=20')
    const actions = log.body.data.map((one: { action: string }) => one.action)
    expect(actions).toEqual(expect.arrayContaining(['view_as_started', 'view_as_ended']))
  })
})
