import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { Client } from 'pg'
import {
  type Caller,
  callerWith,
  multipart,
  password,
  prepareDatabase,
  serverOn,
  type TestOptions,
  type TestServer,
} from '../../../apps/server/src/testing/server.ts'
import { designs, type HiddenNames } from './documents.ts'
import { openPlants, type Plants } from './plants.ts'

/** A workspace with something hidden in every corner, and people of low rank. */
export type World = {
  readonly server: TestServer
  readonly sql: Client
  /** Where its tables are. */
  readonly schema: string
  readonly plants: Plants
  readonly names: HiddenNames
  readonly admin: Caller
  /** Role `low`, department East. */
  readonly low: Caller
  readonly people: { readonly low: string; readonly mate: string; readonly west: string }
  /** Reads everything: what the controls look through. */
  readonly keeper: Caller
  /** Of role `low`, department West. */
  readonly west: Caller
  readonly key: Caller
  /** What the key's programs send. */
  readonly keySecret: string
  readonly nobody: Caller
  /** `mine` is low's own, `mates` of the same department, the others are out of reach. */
  readonly vaults: {
    readonly mine: string
    readonly mates: string
    readonly west: string
    readonly deleted: string
  }
  readonly partners: { readonly mine: string; readonly hidden: string }
  readonly unknown: string
  readonly hiddenRecord: string
  /** Documents that the keeper printed to be kept, with all that is hidden from others in them. */
  readonly kept: { readonly mine: Kept; readonly west: Kept }
  readonly files: { readonly west: string; readonly hidden: string }
  readonly instances: { readonly west: string; readonly mates: string }
  readonly items: readonly string[]
  readonly imports: readonly string[]
  /** Bulk changes of others. */
  readonly jobs: readonly string[]
  /** Searches for duplicates of others. */
  readonly searches: readonly string[]
  readonly account: string
  /** A form of the vault that is open to strangers, and its link. */
  readonly open: { readonly path: string; readonly link: string }
  /** Subscriptions of others: `shared` reaches low as well, `run` is one of west's with a file. */
  readonly watches: { readonly west: string; readonly shared: string; readonly run: string }
  /** A link to a report, made by low. */
  readonly shared: { readonly path: string; readonly id: string }
  readonly close: () => Promise<void>
}

/** Asks, and fails loudly when the seed itself does not work. */
export async function made(call: Promise<{ status: number; body: { data: never } }>): Promise<never> {
  const { status, body } = await call
  if (status >= 300) throw new Error(`seed ${status}: ${JSON.stringify(body)}`)
  return body?.data
}

type Kept = { readonly id: string; readonly code: string }
type Made = { readonly id: string; readonly secret: string }

/** Publishes the design, but for the documents with some keys. */
export async function publishDesign(
  admin: Caller,
  given: { readonly plants: Plants; readonly names: HiddenNames; readonly without?: readonly string[] },
): Promise<void> {
  const { plants, names, without = [] } = given
  for (const { kind, key, json } of designs(plants, names).filter((one) => !without.includes(one.key)))
    await made(admin.put(`/api/design/${kind}/${key}`, { json }))
  const problems = await admin.get('/api/design/problems')
  const wrong = problems.body.data.filter((one: { readonly level?: string }) => one.level !== 'warn')
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong, null, 1))
  await made(admin.post('/api/design/publish', { note: null }))
}

/** Departments and people of the tests. */
export async function makePeople(admin: Caller): Promise<{ readonly [name: string]: string }> {
  const found: { [name: string]: string } = {}
  for (const name of ['east', 'western'])
    found[name] = ((await made(admin.post('/api/departments', { name: `Dep ${name}` }))) as Made).id
  const person = async (name: string, department: string, roles: readonly string[]): Promise<void> => {
    const body = {
      name,
      email: `${name}@rights.example`,
      password,
      departmentId: found[department],
      roles,
      locale: 'en',
    }
    found[name] = ((await made(admin.post('/api/users', body))) as Made).id
  }
  await person('low', 'east', ['low'])
  await person('mate', 'east', ['low'])
  await person('west', 'western', ['low'])
  await person('keeper', 'western', ['keeper'])
  return found
}

async function upload(by: Caller, url: string, content: string): Promise<Made> {
  const { payload, headers } = multipart('paper.txt', content)
  const answer = await by.raw({ method: 'POST', url, payload, headers })
  if (answer.statusCode >= 300) throw new Error(answer.body)
  return answer.json().data as Made
}

/** A workspace of its own on a database of its own, filled; it has the CRM beside it. */
export async function openWorld(options: TestOptions = {}): Promise<World> {
  const database = await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) })
  return fillWorld(await serverOn(database, options), database.url)
}

/** Folder of an app that has next to nothing in it. */
export const smallApp: string = join(import.meta.dirname, 'small')

/** The same with hardly anything beside it: each publication takes a tenth of the time. */
export async function openSmallWorld(): Promise<World> {
  const template = await testTemplate('server_small', (url) => prepareDatabase(url, smallApp))
  const database = await createTestDatabase({ template })
  return fillWorld(await serverOn(database), database.url)
}

/** Fills the workspace that a server is for; `close` closes the server. */
export async function fillWorld(server: TestServer, databaseUrl: string): Promise<World> {
  const schema = `ws_${server.workspace.key}`
  const sql = new Client({ connectionString: databaseUrl })
  await sql.connect()
  const plants = openPlants()
  const names = {
    field: plants.key('key of a hidden field'),
    entity: plants.key('key of a hidden entity'),
    report: plants.key('key of a report of others'),
  }
  const admin = await server.signIn('admin@example.com')
  await publishDesign(admin, { plants, names })
  const people = await makePeople(admin)
  const [low, west, keeper] = await Promise.all(
    ['low', 'west', 'keeper'].map((name) => server.signIn(`${name}@rights.example`)),
  )
  if (low === undefined || west === undefined || keeper === undefined) throw new Error('sign-in')
  const create = async (entity: string, values: object): Promise<string> =>
    ((await made(admin.post(`/api/records/${entity}?ignoreDuplicates=true`, values))) as Made).id
  const words = (place: string, keys: readonly string[]): object =>
    Object.fromEntries(keys.map((key) => [key, plants.word(`${key} of ${place}`)]))
  const hiddenPart = (place: string): object => ({
    ...words(place, [names.field, 'contact']),
    cost: plants.number(`cost of ${place}`),
    grade: 'a',
    items: [{ product: 'thing', item_secret: plants.word(`hidden field of a row of ${place}`) }],
  })
  const partners = {
    mine: await create('partner', { name: 'Partner mine', note: 'ours', owner: people['low'] }),
    hidden: await create('partner', {
      ...words('a hidden partner', ['name', 'note']),
      owner: people['west'],
    }),
  }
  const secretFile = await upload(admin, '/api/files', plants.word('content of a file in a hidden field'))
  const vaults = {
    mine: await create('vault', {
      name: 'Mine',
      stage: 'new',
      amount: '5',
      code: 'M-1',
      due: '2026-05-01',
      partner: partners.hidden,
      owner: people['low'],
      ...hiddenPart('mine'),
      secret_file: [secretFile],
    }),
    mates: await create('vault', {
      name: 'Mates',
      stage: 'won',
      amount: '7',
      code: 'M-2',
      partner: partners.mine,
      owner: people['mate'],
      ...hiddenPart('mates'),
    }),
    west: await create('vault', {
      ...words('west', ['name', 'code', 'note']),
      stage: 'won',
      amount: plants.number('amount of west'),
      partner: partners.mine,
      owner: people['west'],
      ...hiddenPart('west'),
    }),
    deleted: await create('vault', {
      ...words('the bin', ['name', 'code', 'note']),
      stage: 'won',
      amount: plants.number('amount in the bin'),
      partner: partners.mine,
      owner: people['west'],
      ...hiddenPart('the bin'),
    }),
  }
  await admin.patch(`/api/records/vault/${vaults.mates}`, words('mates, once more', [names.field]))
  await admin.patch(`/api/records/vault/${vaults.west}`, words('west, once more', ['name', names.field]))
  // Moved here and gone at once: nobody of the department was ever told of it.
  await made(admin.patch(`/api/records/vault/${vaults.deleted}`, { owner: people['mate'] }))
  await made(admin.post('/api/records/vault/bulk', { ids: [vaults.deleted], delete: true }))
  const hiddenRecord = await create(names.entity, {
    name: plants.word('record of a hidden entity'),
    about: vaults.mine,
  })
  const account = await create('account', { name: plants.word('record of an entity without rights') })
  const westFile = await upload(
    west,
    `/api/records/vault/${vaults.west}/attachments?field=papers`,
    plants.word('content of a file of others'),
  )
  for (const vault of [vaults.west, vaults.deleted])
    await admin.post(`/api/records/vault/${vault}/comments`, {
      text: plants.word('comment of a record of others'),
      mentions: [people['low']],
    })
  const start = async (id: string): Promise<string> =>
    ((await made(admin.post('/api/flows/check/start', { entity: 'vault', id }))) as Made).id
  const instances = { west: await start(vaults.west), mates: await start(vaults.mates) }
  const keep = async (id: string): Promise<Kept> =>
    (await made(keeper.post('/api/prints/sheet/keep', { id }))) as Kept
  const kept = { mine: await keep(vaults.mine), west: await keep(vaults.west) }
  // The demo has tasks of its own, about records that say nothing here.
  const tasks = await sql.query(`select id from ${schema}.flow_item where entity = 'vault'`)
  const items = tasks.rows.map((row) => String(row.id))
  const sheet = multipart(
    'list.csv',
    `name,${names.field}\n${plants.word('line of an import of others')},x\n`,
  )
  const imported = await keeper.raw({ method: 'POST', url: '/api/imports?entity=vault', ...sheet })
  const filter = { '==': [{ var: names.field }, plants.word('filter of a bulk change of others')] }
  const job = (await made(
    keeper.post('/api/records/vault/bulk', { filter, set: { note: 'x' }, background: true }),
  )) as Made
  const search = (await made(keeper.post('/api/records/vault/duplicate-searches', {}))) as Made
  const secret = ((await made(admin.post('/api/api-keys', { name: 'low key', role: 'low' }))) as Made).secret
  const json = plants.word('saved view of others')
  await made(west.put('/api/saved-views/vault', { name: json, json: { filter: json } }))
  const typed = { data: { name: plants.word('draft of a form of others') }, schemaVersion: 1 }
  for (const at of ['vault/edit', `vault/edit?record=${vaults.mine}`])
    await made(west.put(`/api/drafts/${at}`, typed))
  await made(
    admin.put('/api/settings', {
      company: { name: 'Co' },
      mail: { password: plants.word('password of a mail box') },
    }),
  )
  await admin.put('/api/design/mail/cx', {
    json: { id: 'm', key: 'cx', label: plants.word('draft of a design') },
  })
  await plantSecrets(sql, { plants, schema })
  const link = (await made(
    admin.post('/api/public-links', { form: 'vault.open', difficulty: 8, channel: 'test' }),
  )) as { readonly id: string; readonly path: string }
  const watches = await plantWatches({ server, west, people, plants })
  await made(admin.put('/api/report-shares/roles', { roles: ['low'] }))
  const shared = (await made(
    low.post('/api/report-shares', { targetKind: 'dashboard', target: 'board', days: 7 }),
  )) as { readonly id: string; readonly path: string }
  return {
    watches,
    shared,
    server,
    sql,
    schema,
    plants,
    names,
    admin,
    low,
    keeper,
    west,
    people: { low: people['low'] ?? '', mate: people['mate'] ?? '', west: people['west'] ?? '' },
    key: callerWith(server.app, { authorization: `Bearer ${secret}`, 'accept-language': 'en' }),
    keySecret: secret,
    nobody: callerWith(server.app, { 'x-mortise': '1' }),
    vaults,
    partners,
    unknown: '019a0000-0000-7000-8000-000000000000',
    hiddenRecord,
    kept,
    files: { west: westFile.id, hidden: secretFile.id },
    instances,
    items,
    imports: [imported.json().data.id],
    jobs: [job.id],
    searches: [search.id],
    account,
    open: { path: link.path, link: link.id },
    close: async () => {
      await sql.end()
      await server.close()
    },
  }
}

/** Subscriptions of somebody else, one of them served with a file already. */
async function plantWatches(given: {
  readonly server: TestServer
  readonly west: Caller
  readonly people: { readonly [name: string]: string }
  readonly plants: Plants
}): Promise<World['watches']> {
  const { server, west, people, plants } = given
  const make = async (name: string, ids: readonly (string | undefined)[]): Promise<string> => {
    const body = {
      kind: 'delivery',
      targetKind: 'report',
      target: 'by_stage',
      name,
      recipients: ids.map((id) => ({ kind: 'user', id })),
      schedule: { every: 'day', at: '09:00' },
      settings: { format: 'csv', mail: false },
    }
    return ((await made(west.post('/api/report-watches', body))) as Made).id
  }
  const { reportWatches, addFile } = server.workspace.store.side
  const bytes = new TextEncoder().encode(plants.word('report that others were sent'))
  const { hash, size } = await server.workspace.options.files.put(bytes)
  const [id, own] = [
    server.workspace.newId(),
    await make(plants.word('subscription of others'), [people['west']]),
  ]
  await addFile({ id, name: 'x.csv', type: 'text/csv', size, hash, createdBy: people['west'] ?? null })
  const [run] = await reportWatches.begin(own, '2026-01-01T00:00:00.000Z', [people['west'] ?? ''])
  await reportWatches.settle(run?.id ?? '', { state: 'sent', detail: {}, fileId: id })
  return { west: own, shared: await make('for both', [people['west'], people['low']]), run: run?.id ?? '' }
}

/** What is a secret by itself: hashes of passwords and tokens, the audit log, waiting work. */
async function plantSecrets(
  sql: Client,
  { plants, schema }: { readonly plants: Plants; readonly schema: string },
): Promise<void> {
  const all = async (text: string, place: string): Promise<void> => {
    for (const row of (await sql.query({ text, rowMode: 'array' })).rows) plants.also(place, String(row[0]))
  }
  await all(
    `select password_hash from ${schema}."user" where password_hash is not null`,
    'hash of a password',
  )
  await all(`select token_hash from ${schema}.session`, 'hash of a session')
  await all(`select token_hash from ${schema}.api_key`, 'hash of a key')
  plants.also('a password', password)
  plants.also('hash of a password', createHash('sha256').update(password).digest('hex'))
  await sql.query(
    `insert into ${schema}.audit (at, action, actor_name, via, data) values (now(), 'x', 'x', 'x', jsonb_build_object('x', $1::text))`,
    [plants.word('entry of the audit log')],
  )
  await sql.query(
    `insert into ${schema}.job (id, kind, payload, due_at, max_attempts, created_at) values (gen_random_uuid(), 'x', json_build_object('x', $1::text), now() + interval '1 day', 1, now())`,
    [plants.word('payload of a job')],
  )
  await sql.query(
    `insert into ${schema}.notification (id, user_id, title, created_at) select gen_random_uuid(), id, $1, now() from ${schema}."user" where email <> 'low@rights.example'`,
    [plants.word('notice to others')],
  )
}
