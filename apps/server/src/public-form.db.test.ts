import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, multipart, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'
import { type Stranger, strangerAt } from './testing/stranger.ts'

let server: TestServer
let admin: Caller
beforeAll(async () => {
  server = await serverOn(
    await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
  )
  admin = await server.signIn('admin@example.com')
})
afterAll(() => server.close())

type Link = {
  readonly id: string
  readonly path: string
  readonly submissions: number
  readonly held: number
}

async function linkWith(settings: object = {}): Promise<Link> {
  const made = await admin.post('/api/public-links', { form: 'lead.website', difficulty: 8, ...settings })
  expect(made.status).toBe(201)
  return made.body.data
}

async function stranger(settings: object = {}): Promise<Stranger & { readonly link: Link }> {
  const link = await linkWith(settings)
  return { ...strangerAt(server.app, link.path), link }
}

async function linkNow(id: string): Promise<Link> {
  const { body } = await admin.get('/api/public-links?form=lead.website')
  return body.data.find((one: Link) => one.id === id)
}

async function leadsNamed(name: string): Promise<{ readonly [field: string]: unknown }[]> {
  const filter = encodeURIComponent(`name == "${name}"`)
  return (await admin.get(`/api/records/lead?filter=${filter}`)).body.data
}

describe('a form opened by its link', () => {
  it('shows what is on it and nothing else', async () => {
    const guest = await stranger({ channel: '官网' })
    const { status, body } = await guest.page()
    expect(status).toBe(200)
    expect(body.data).toMatchObject({
      state: 'open',
      title: { en: 'Book a demo' },
      consent: { version: '1' },
    })
    const [lead] = body.data.model.documents.entity
    expect(lead.fields.map((one: { key: string }) => one.key).toSorted()).toEqual(
      ['company', 'email', 'industry', 'name', 'need', 'phone', 'size'].toSorted(),
    )
    const text = JSON.stringify(body)
    for (const word of ['budget', 'invalid_reason', 'owner', 'duplicates', 'channel', '"source"'])
      expect(text).not.toContain(word)
  })

  it('makes a record with owner, channel and consent, and says thanks', async () => {
    const guest = await stranger({ channel: '展会二维码' })
    const sent = await guest.send({ name: '林晓', phone: '138 1111 2222', need: '=1+1 {{x}} <b>' })
    expect(sent.status).toBe(201)
    expect(sent.body.data.text.en).toContain('Thank you')
    expect(Object.keys(sent.body.data).toSorted()).toEqual(['progress', 'redirect', 'text'])
    const [lead] = await leadsNamed('林晓')
    expect(lead).toMatchObject({
      phone: '13811112222',
      remark: '展会二维码',
      need: '=1+1 {{x}} <b>',
      status: 'new',
    })
    const me = (await admin.get('/api/me')).body.data.user.id
    expect(lead?.['owner']).toBe(me)
    const { body } = await admin.get(`/api/public-links/${guest.link.id}/submissions`)
    expect(body.data[0]).toMatchObject({ state: 'made', consent: '1', recordId: lead?.['id'] })
    expect((await linkNow(guest.link.id)).submissions).toBe(1)
    const story = (await admin.get(`/api/records/lead/${String(lead?.['id'])}/timeline`)).body.data
    expect(JSON.stringify(story)).toContain('展会二维码')
  })

  it('names what is wrong at its field, in the reader’s language', async () => {
    const guest = strangerAt(server.app, (await linkWith()).path, 'zh-CN')
    const sent = await guest.send({ name: '', phone: 'abc', email: 'x' })
    expect(sent.status).toBe(422)
    const details = sent.body.error.details as { path: string; message: string }[]
    expect(details.map(({ path }) => path).toSorted()).toEqual(['email', 'name', 'phone'])
    expect(details[0]?.message).toMatch(/\p{Script=Han}/u)
  })

  it('takes no field that is not on it, known or not, in the same words', async () => {
    const guest = await stranger()
    const texts: string[] = []
    for (const key of ['status', 'owner', 'score', 'id', 'created_by', 'nonesuch', '__proto__x', 'account']) {
      const sent = await guest.send({ name: '越权', phone: '13900001111', [key]: 'x' })
      expect(sent.status).toBe(400)
      texts.push(String(sent.body.error.message).replace(key, '…'))
    }
    expect(new Set(texts).size).toBe(1)
    expect(await leadsNamed('越权')).toEqual([])
  })

  it('wants the consent as it stands now', async () => {
    const guest = await stranger()
    expect((await guest.send({ name: '甲', phone: '13900002222' }, { consent: '0' })).status).toBe(422)
    expect((await guest.send({ name: '甲', phone: '13900002222' }, { consent: undefined })).status).toBe(422)
  })
})

describe('the guard', () => {
  it('takes a riddle once, and gives a lost answer again', async () => {
    const guest = await stranger()
    const proof = await guest.proof()
    const first = await guest.send({ name: '一次', phone: '13900003333' }, proof)
    const same = await guest.send({ name: '一次', phone: '13900003333' }, proof)
    const other = await guest.send({ name: '二次', phone: '13900003333' }, proof)
    expect([first.status, same.status, other.status]).toEqual([201, 201, 409])
    expect(await leadsNamed('一次')).toHaveLength(1)
    expect(await leadsNamed('二次')).toHaveLength(0)
  })

  it('takes no forged, foreign, wrong or missing answer', async () => {
    const guest = await stranger()
    const elsewhere = await (await stranger()).proof()
    const { challenge, answer } = await guest.proof()
    const [body = '', key = '', signature = ''] = challenge.split('.')
    const easy = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), b: 0 }),
    ).toString('base64url')
    const tries = [
      elsewhere,
      { challenge, answer: 'x' },
      { challenge: '', answer },
      { challenge: 5, answer },
      { challenge: [challenge], answer },
      { challenge: `${easy}.${key}.${signature}`, answer },
      { challenge: `${body}.${key}.`, answer },
      { challenge: `${body}.none.${signature}`, answer },
      { challenge: undefined, answer: undefined },
    ]
    for (const one of tries) {
      const sent = await guest.send({ name: '伪造', phone: '13900004444' }, one)
      expect([sent.status, sent.body.error.code]).toEqual([400, 'PUBLIC_PROOF'])
    }
    expect(await leadsNamed('伪造')).toEqual([])
  })

  it('thanks a robot that fills in what nobody sees, and keeps nothing', async () => {
    const guest = await stranger()
    const sent = await guest.send({ name: '机器', phone: '13900005555' }, { website: 'https://spam.example' })
    expect(sent.status).toBe(201)
    expect(await leadsNamed('机器')).toEqual([])
  })

  it('slows down who comes too often, and says for how long', async () => {
    const own = await serverOn(
      await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
      { publicFactor: 1 },
    )
    try {
      const boss = await own.signIn('admin@example.com')
      const link = (await boss.post('/api/public-links', { form: 'lead.website', difficulty: 8 })).body.data
      const guest = strangerAt(own.app, link.path)
      const statuses: number[] = []
      for (let n = 0; n < 22; n += 1) statuses.push((await guest.send({})).status)
      expect(statuses.slice(0, 20).every((one) => one === 422)).toBe(true)
      expect(statuses.slice(20)).toEqual([429, 429])
    } finally {
      await own.close()
    }
  })
})

describe('a link', () => {
  it('opens and closes by time, number and hand', async () => {
    const past = new Date(Date.now() - 60_000).toISOString()
    const future = new Date(Date.now() + 60_000).toISOString()
    const states = [
      [{ opensAt: future }, 'soon'],
      [{ closesAt: past }, 'closed'],
      [{ enabled: false }, 'off'],
    ] as const
    for (const [settings, state] of states) {
      const guest = await stranger(settings)
      const { body } = await guest.page()
      expect([body.data.state, body.data.model]).toEqual([state, null])
      expect((await guest.send({ name: '关', phone: '13900006666' })).status).toBe(409)
    }
    const few = await stranger({ quota: 2 })
    const sent = await Promise.all(
      ['一', '二', '三', '四'].map((n) => few.send({ name: `名额${n}`, phone: '13900006666' })),
    )
    expect(sent.filter(({ status }) => status === 201)).toHaveLength(2)
    expect((await few.page()).body.data.state).toBe('full')
    expect(await leadsNamed('关')).toEqual([])
  })

  it('leads nowhere once it was taken back', async () => {
    const guest = await stranger()
    expect((await admin.remove(`/api/public-links/${guest.link.id}`)).status).toBe(204)
    const gone = await guest.page()
    const never = await strangerAt(server.app, '/f/AAAAAAAAAAAAAAAAAAAAAAAA').page()
    const words = ({ body }: typeof gone): unknown => [body.error.code, body.error.message]
    expect([gone.status, never.status]).toEqual([404, 404])
    expect(words(gone)).toEqual(words(never))
  })

  it('is framed only by the sites it names', async () => {
    const framed = await stranger({ sites: ['https://www.example.com', 'shop.example.com'] })
    const alone = await stranger()
    const open = await framed.raw({ method: 'GET', url: framed.link.path })
    const shut = await alone.raw({ method: 'GET', url: alone.link.path })
    expect(open.headers['content-security-policy']).toContain(
      'frame-ancestors https://www.example.com https://shop.example.com',
    )
    expect(open.headers['x-frame-options']).toBeUndefined()
    expect(shut.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(shut.headers).toMatchObject({ 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' })
    expect(String(shut.headers['x-robots-tag'])).toContain('noindex')
    const bad = await admin.post('/api/public-links', {
      form: 'lead.website',
      sites: ["https://x.com; script-src 'none'"],
    })
    expect(bad.status).toBe(422)
  })

  it('is made by who designs, and for public forms alone', async () => {
    const person = await server.signIn('wu@example.com')
    expect((await person.post('/api/public-links', { form: 'lead.website' })).status).toBe(403)
    expect((await admin.post('/api/public-links', { form: 'lead.edit' })).status).toBe(404)
  })
})

describe('what was there before', () => {
  it('is not told: a record that is there already is held back with the same thanks', async () => {
    const guest = await stranger()
    const unique = await admin.get('/api/design/documents/entity/lead').catch(() => undefined)
    void unique
    const first = await guest.send({ name: '同一人', phone: '13711112222' })
    const second = await guest.send({ name: '同一人', phone: '13711112222' })
    expect([first.status, second.status]).toEqual([201, 201])
    const strip = ({ body }: typeof first): unknown => ({ ...body.data, progress: typeof body.data.progress })
    expect(strip(first)).toEqual(strip(second))
  })
})

describe('files', () => {
  it('are refused where the form has no field for them', async () => {
    const guest = await stranger()
    const { challenge, answer } = await guest.proof()
    const file = multipart('a.png', 'x')
    const sent = await guest.raw({
      method: 'POST',
      url: `/api/public/forms/${guest.link.path.slice(3)}/files`,
      payload: file.payload,
      headers: { ...file.headers, 'x-challenge': challenge, 'x-answer': answer },
    })
    expect(sent.statusCode).toBe(422)
  })
})

describe('the progress page', () => {
  it('tells what the form names, to who has the link', async () => {
    const guest = await stranger()
    const { body } = await guest.send({ name: '进度', phone: '13611112222' })
    const token = String(body.data.progress).slice(3)
    const read = async (given: string) => guest.raw({ method: 'GET', url: `/api/public/progress/${given}` })
    const told = (await read(token)).json().data
    expect(told.fields).toEqual([expect.objectContaining({ key: 'status', text: 'New' })])
    expect(JSON.stringify(told)).not.toContain('13611112222')
    expect((await read(`${token}x`)).statusCode).toBe(404)
    expect((await read('a.b.c')).statusCode).toBe(404)
    const { body: list } = await admin.get(`/api/public-links/${guest.link.id}/submissions`)
    expect((await admin.remove(`/api/public-submissions/${list.data[0].id}/progress`)).status).toBe(204)
    expect((await read(token)).statusCode).toBe(404)
  })
})

describe('rules of the form', () => {
  it('fill in what strangers can’t write, and ask for nothing that does not show', async () => {
    const { json } = (await admin.get('/api/design/form/lead.website')).body.data
    const never = { '==': [{ var: 'name' }, 'nobody is called so'] }
    const budget = { type: 'field', field: 'budget', visible: never, required: true }
    const onChange = [
      { when: { changed: ['company'] }, set: { title: { concat: [{ var: 'company' }, '!'] } } },
    ]
    await admin.put('/api/design/form/lead.website', {
      json: { ...json, nodes: [...json.nodes, budget], onChange },
    })
    expect((await admin.post('/api/design/publish', {})).status).toBe(200)
    const guest = await stranger()
    const sent = await guest.send({ name: '有规则', phone: '13900007777', company: '青山' })
    expect(sent.status).toBe(201)
    expect((await leadsNamed('有规则'))[0]).toMatchObject({ company: '青山', title: '青山!' })
  })
})

describe('another address', () => {
  const follow = async (guest: Stranger, path: string): Promise<number> =>
    (await guest.raw({ method: 'GET', url: `/api/public/progress/${path.slice(3)}` })).statusCode

  it('of one link ends the one before, and nothing else', async () => {
    const guest = await stranger()
    const other = await stranger()
    const sent = await guest.send({ name: '换址前', phone: '13900001212' })
    const renewed = await admin.post(`/api/public-links/${guest.link.id}/renew`)
    expect(renewed.status).toBe(200)
    expect(renewed.body.data).toMatchObject({ id: guest.link.id, submissions: 1 })
    expect(renewed.body.data.path).not.toBe(guest.link.path)
    expect((await guest.page()).status).toBe(404)
    expect((await strangerAt(server.app, renewed.body.data.path).page()).status).toBe(200)
    expect((await other.page()).status).toBe(200)
    expect(await follow(guest, sent.body.data.progress)).toBe(200)
    expect((await admin.post(`/api/public-links/${guest.link.id.replace(/^./, 'f')}/renew`)).status).toBe(404)
  })

  it('of all links by another key ends whatever was signed, and knows again who took part', async () => {
    const guest = await stranger()
    const proof = await guest.proof()
    const sent = await guest.send({ name: '换钥前', phone: '13900001313' })
    const chen = await server.signIn('chen@example.com')
    expect((await chen.post('/api/public-links/key')).status).toBe(403)
    const renewed = await admin.post('/api/public-links/key')
    expect(renewed.body.data.links).toBeGreaterThan(3)
    expect((await guest.page()).status).toBe(404)
    expect(await follow(guest, sent.body.data.progress)).toBe(404)
    const now = strangerAt(server.app, ((await linkNow(guest.link.id)) as { path: string }).path)
    expect((await now.page()).status).toBe(200)
    expect((await now.send({ name: '旧题', phone: '13900001414' }, proof)).body.error.code).toBe(
      'PUBLIC_PROOF',
    )
    const again = await now.send({ name: '换钥后', phone: '13900001515' })
    expect(again.status).toBe(201)
    expect(await follow(now, again.body.data.progress)).toBe(200)
  })
})
