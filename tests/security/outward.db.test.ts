import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../apps/server/src/testing/server.ts'
import { type Catcher, openCatcher } from './world/catcher.ts'
import { made, openWorld, type World } from './world/world.ts'

let world: World
let catcher: Catcher

const label = (text: string): object => ({ zh: text, en: text })
const colleagues = ['low', 'mate', 'west', 'keeper'].map((name) => `${name}@rights.example`)
const stranger = 'stranger@elsewhere.example'

/** Rules that tell the outside everything they can name. */
function loudRules(secret: string, url: string): readonly object[] {
  const all = `name {{name}} secret {{${secret}}} cost {{cost}} margin {{margin}} contact {{contact}} partner {{partner.name}} note {{partner_note}}`
  const rule = (key: string, action: object): object => ({
    id: `ru_${key}`,
    key,
    label: label(key),
    entity: 'vault',
    enabled: true,
    phase: 'afterSave',
    trigger: { on: ['create', 'update'], fire: 'everyMatch' },
    actions: [action],
    order: 10,
  })
  const to = ['role:low', 'role:keeper', stranger]
  return [
    rule('letter', { type: 'send_email', to, subject: `New {{name}} {{${secret}}}`, body: all }),
    rule('drawn', { type: 'send_email', to, mail: 'loud' }),
    rule('hook_all', { type: 'call_webhook', url }),
    rule('hook_some', {
      type: 'call_webhook',
      url,
      body: {
        text: all,
        value: `$record.${secret}`,
        sum: { '+': [{ var: 'cost' }, 1] },
        partner: '$record.partner.name',
        rows: { $rows: 'items', fields: { word: 'item_secret' } },
      },
    }),
  ]
}

/** A mail template that says everything it can, in every way that a template can. */
function loudMail(secret: string): object {
  const all = `{{name}} {{${secret}}} {{cost}} {{margin}} {{contact}} {{partner.name}} {{partner_note}}`
  return {
    id: 'ml_loud',
    key: 'loud',
    label: label('loud'),
    entity: 'vault',
    subject: `Drawn {{name}} {{${secret}}}`,
    preheader: all,
    blocks: [
      { type: 'heading', value: all },
      { type: 'text', value: `<p><b>${all}</b> <a href="https://a.example/?q={{${secret}}}">a</a></p>` },
      { type: 'fields', items: ['name', secret, 'cost', 'contact', 'partner.name'] },
      { type: 'table', source: 'items', columns: [{ field: 'product' }, { field: 'item_secret' }] },
      { type: 'button', value: all },
    ],
  }
}

beforeAll(async () => {
  catcher = await openCatcher()
  world = await openWorld({ outside: ['127.0.0.1'] })
  const mail = { host: '127.0.0.1', port: catcher.mailPort, secure: false, from: 'crm@house.example' }
  await made(world.admin.put('/api/settings', { mail: { ...mail, password: null } }))
  for (const json of loudRules(world.names.field, catcher.hookUrl) as { key: string }[])
    await made(world.admin.put(`/api/design/rule/${json.key}`, { json }))
  await made(world.admin.put('/api/design/mail/loud', { json: loudMail(world.names.field) }))
  await world.admin.remove('/api/design/mail/cx')
  await made(world.admin.post('/api/design/publish', { note: null }))
  world.server.runtime.startWorker(world.server.workspace.key, { pollMs: 20 })
}, 180_000)
afterAll(async () => {
  await world?.close()
  await catcher?.close()
})

/** Waits for what one change sends: a plain letter and a drawn one for each reader, and both calls. */
async function sent(letters: number): Promise<void> {
  await expect
    .poll(() => [catcher.mails.length, catcher.hooks.length], { timeout: 30_000 })
    .toEqual([letters, 2])
}

function forget(): void {
  ;(catcher.mails as unknown[]).length = 0
  ;(catcher.hooks as unknown[]).length = 0
}

const seenBy = (to: string): readonly string[] =>
  world.plants.seenIn(
    catcher.mails
      .filter((one) => one.to === to)
      .map((one) => one.text)
      .join('\n'),
    '',
  )

describe('a mail', () => {
  beforeEach(forget)
  it('tells each reader what that reader may read, in subject and text, new values and changed ones', async () => {
    const { admin, plants, names, people, partners } = world
    const hidden = (when: string): object => ({
      [names.field]: plants.word(`hidden field ${when}`),
      contact: plants.word(`masked field ${when}`),
      cost: plants.number(`hidden cost ${when}`),
    })
    const values = { name: 'Jade', owner: people.low, partner: partners.hidden, ...hidden('at first') }
    const made = await admin.post('/api/records/vault?ignoreDuplicates=true', values)
    expect(made.status).toBe(201)
    await sent(10)
    const twice = [...colleagues, stranger].flatMap((to) => [to, to])
    expect(catcher.mails.map((one) => one.to).toSorted()).toEqual(twice.toSorted())
    for (const to of ['low@rights.example', 'mate@rights.example', 'west@rights.example'])
      expect([to, seenBy(to)]).toEqual([to, []])
    const textTo = (to: string): string =>
      catcher.mails
        .filter((one) => one.to === to)
        .map(({ text }) => text)
        .join('\n')
    expect(textTo('low@rights.example')).toContain('Jade')
    expect(textTo('low@rights.example')).toMatch(new RegExp(`href="[^"]+/r/vault/${made.body.data.id}"`))
    expect(textTo(stranger)).not.toContain('/r/vault/')
    // Out of reach: not even the name, nor the id.
    expect(textTo('west@rights.example')).not.toMatch(new RegExp(`Jade|${made.body.data.id}`))
    expect(seenBy('keeper@rights.example')).toContain('hidden field at first')
    forget()
    await admin.patch(`/api/records/vault/${made.body.data.id}`, hidden('later'))
    await sent(10)
    for (const to of ['low@rights.example', 'west@rights.example']) expect([to, seenBy(to)]).toEqual([to, []])
    forget()
  })

  it('and a webhook tell the outside no more than who set them going may read', async () => {
    const { low, admin, plants, names, people, partners } = world
    const values = { name: 'Onyx', owner: people.low, partner: partners.hidden }
    const secrets = {
      [names.field]: plants.word('hidden from who writes'),
      contact: plants.word('masked to who writes'),
      cost: plants.number('cost hidden from who writes'),
      items: [{ product: 'p', item_secret: plants.word('row hidden from who writes') }],
    }
    const id = (await admin.post('/api/records/vault?ignoreDuplicates=true', { ...values, ...secrets })).body
      .data.id
    await sent(10)
    // Whoever may read everything may tell everything: the check below looks where something is to be seen.
    const told = catcher.hooks.map((one) => one.text).join('\n')
    expect(plants.seenIn(told, '')).toEqual(
      expect.arrayContaining(['hidden from who writes', 'row hidden from who writes']),
    )
    expect(seenBy(stranger)).toContain('hidden from who writes')
    forget()
    expect((await low.patch(`/api/records/vault/${id}`, { note: 'mine' })).status).toBe(200)
    await sent(10)
    const outside = [...catcher.hooks, ...catcher.mails.filter((one) => one.to === stranger)]
    expect(plants.seenIn(JSON.stringify(outside), '')).toEqual([])
    expect(JSON.stringify(outside)).toContain('Onyx')
    forget()
  })

  it('is kept in no list for others: jobs, audit and settings tell neither its words nor its password', async () => {
    const secret = world.plants.word('password of the mail server')
    await made(world.admin.put('/api/settings', { mail: { host: '127.0.0.1', password: secret } }))
    const { body } = await world.admin.get('/api/settings')
    expect(body.data.mail).toMatchObject({ host: '127.0.0.1', passwordSet: true })
    expect(JSON.stringify(body)).not.toContain(secret)
    await made(world.admin.put('/api/settings', { mail: { ...body.data.mail, host: 'mail.example' } }))
    expect(await world.server.workspace.store.side.settings.get('mail')).toMatchObject({
      host: 'mail.example',
      password: secret,
    })
    const { rows } = await world.sql.query(
      `select data::text as t from ${world.schema}.audit where action = 'call_out'`,
    )
    expect(rows.length).toBeGreaterThan(4)
    expect(world.plants.seenIn(JSON.stringify(rows), '')).toEqual([])
  })
})

describe('what the app itself tells people of', () => {
  it('names to each person only what that person finds by opening the record', async () => {
    const { server, admin, plants } = world
    const everybody = (await admin.get('/api/users')).body.data as {
      id: string
      email: string
      active: boolean
    }[]
    const account = await admin.post('/api/records/account?ignoreDuplicates=true', {
      name: plants.word('an account'),
    })
    const values = {
      name: plants.word('a lead'),
      source: 'referral',
      visits: 6,
      title: '总监',
      phone: '13800138000',
    }
    await admin.post('/api/records/lead?ignoreDuplicates=true', values)
    const won = {
      name: plants.word('a deal'),
      account: account.body.data.id,
      amount: '5000',
      close_date: '2026-12-01',
    }
    const deal = await admin.post('/api/records/opportunity?ignoreDuplicates=true', won)
    // Nothing is won without a quote.
    const quoted = { account: won.account, opportunity: deal.body.data.id }
    expect((await admin.post('/api/records/quote', quoted)).status).toBe(201)
    const patched = await admin.patch(`/api/records/opportunity/${deal.body.data.id}`, { stage: 'won' })
    expect(patched.status).toBe(200)
    let told = 0
    for (const { email, active } of everybody) {
      if (!active || email.endsWith('@rights.example')) continue
      told += await checkNotices(await server.signIn(email), email)
    }
    expect(told).toBeGreaterThan(0)
  })

  async function checkNotices(by: Caller, email: string): Promise<number> {
    const { status, body } = await by.get('/api/notifications?limit=100')
    if (status !== 200) return 0
    let told = 0
    for (const notice of body.data as {
      title: string
      body: string | null
      entity: string
      recordId: string
    }[]) {
      // Planted as a notice by itself.
      const seen = world.plants
        .seenIn(`${notice.title}\n${notice.body ?? ''}`, '')
        .filter((one) => one !== 'notice to others')
      if (seen.length === 0) continue
      const record = await by.get(`/api/records/${notice.entity}/${notice.recordId}`)
      const known = world.plants.seenIn(JSON.stringify(record.body), '')
      expect([email, notice.title, seen.filter((one) => !known.includes(one))]).toEqual([
        email,
        notice.title,
        [],
      ])
      told += 1
    }
    return told
  }
})
