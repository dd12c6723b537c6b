import { createHash } from 'node:crypto'
import { pdfText } from '@mortise/runtime'
import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, multipart, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'

let server: TestServer
let admin: Caller
let east: Caller
let north: Caller
beforeAll(async () => {
  server = await serverOn(
    await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
  )
  admin = await server.signIn('admin@example.com')
  east = await server.signIn('wu@example.com')
  north = await server.signIn('feng@example.com')
})
afterAll(() => server.close())

describe('a record', () => {
  it('is made, read, changed and put into the bin', async () => {
    const made = await east.post('/api/records/lead', {
      name: '顾客甲',
      source: 'phone',
      phone: '138 0000 1111',
    })
    expect(made.status).toBe(201)
    const { id, version, score } = made.body.data
    expect([version, typeof score]).toEqual([1, 'number'])
    const read = await east.get(`/api/records/lead/${id}`)
    expect(read.body.data).toMatchObject({ id, name: '顾客甲', source: 'phone', status: 'new' })
    expect(read.body.refs.user[read.body.data.owner]).toBe('吴磊')
    const changed = await east.patch(`/api/records/lead/${id}`, { name: '顾客乙' }, { 'if-match': '1' })
    expect([changed.status, changed.body.data.name, changed.body.data.version]).toEqual([200, '顾客乙', 2])
    const story = await east.get(`/api/records/lead/${id}/timeline`)
    expect(story.body.data.map((one: { type: string }) => one.type)).toEqual(['update', 'create'])
    expect((await east.remove(`/api/records/lead/${id}`)).status).toBe(204)
    expect((await east.get(`/api/records/lead/${id}`)).status).toBe(404)
    const restored = await admin.post('/api/records/lead/bulk', { ids: [id], restore: true })
    expect(restored.body.data.count).toBe(1)
    expect((await east.get(`/api/records/lead/${id}`)).status).toBe(200)
  })

  it('says what its reader may do with it', async () => {
    const own = (await east.post('/api/records/lead', { name: '自己的' })).body.data.id
    const theirs = (
      await (await server.signIn('zhou@example.com')).post('/api/records/lead', { name: '同事的' })
    ).body.data.id
    expect((await east.get(`/api/records/lead/${own}/may`)).body.data).toMatchObject({ update: true })
    expect((await east.get(`/api/records/lead/${theirs}/may`)).body.data).toMatchObject({ update: false })
    expect((await east.patch(`/api/records/lead/${theirs}`, { city: '上海' })).status).toBeGreaterThan(400)
    expect((await north.get(`/api/records/lead/${own}/may`)).status).toBe(404)
  })

  it('that somebody else changed answers with both versions', async () => {
    const { id } = (await east.post('/api/records/lead', { name: '两人同改' })).body.data
    await east.patch(`/api/records/lead/${id}`, { city: '上海' }, { 'if-match': '1' })
    const late = await east.patch(`/api/records/lead/${id}`, { city: '北京' }, { 'if-match': '1' })
    expect(late.status).toBe(409)
    expect(late.body.error.data.current).toMatchObject({ city: '上海', version: 2 })
    expect(late.body.error.data.yours).toEqual({ city: '北京' })
    const body = await east.patch(`/api/records/lead/${id}`, { city: '北京', version: 1 })
    expect(body.status).toBe(409)
  })

  it('is made once however often the call is sent', async () => {
    const headers = { 'idempotency-key': 'call-1' }
    const first = await east.post('/api/records/lead', { name: '只有一条' }, headers)
    const second = await east.post('/api/records/lead', { name: '只有一条' }, headers)
    expect(second).toEqual(first)
    // Sent elsewhere, because its kind was renamed meanwhile, it is still the same call.
    const moved = { ...headers, 'idempotency-path': '/api/records/lead' }
    expect(await east.post('/api/records/account', { name: '只有一条' }, moved)).toEqual(first)
    const found = await east.get(
      `/api/records/lead?filter=${encodeURIComponent('name == "只有一条"')}&count=exact`,
    )
    expect(found.body.count).toBe(1)
  })

  it('names every fault at its field', async () => {
    const refused = await east.post('/api/records/lead', { source: 'nowhere', phone: 'abc' })
    expect(refused.status).toBe(422)
    const paths = refused.body.error.details.map((one: { path: string }) => one.path)
    expect(paths).toEqual(expect.arrayContaining(['name', 'source']))
  })

  it('keeps what people say about it', async () => {
    const { id } = (await east.post('/api/records/lead', { name: '有评论' })).body.data
    expect((await east.post(`/api/records/lead/${id}/comments`, { text: '先打电话' })).status).toBe(201)
    const story = (await east.get(`/api/records/lead/${id}/timeline`)).body.data
    expect(story[0]).toMatchObject({ kind: 'comment', text: '先打电话', actorName: '吴磊' })
    expect((await north.post(`/api/records/lead/${id}/comments`, { text: '?' })).status).toBe(404)
  })
})

describe('lists', () => {
  it('page by a cursor without missing or repeating', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await admin.get(`/api/records/lead?limit=37&fields=name&sort=-created_at${cursor}`)
      for (const { id } of page.body.data) seen.push(id)
      cursor = page.body.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.body.nextCursor)}`
    } while (cursor !== '')
    const { count } = (await admin.get('/api/records/lead?limit=1&count=exact')).body
    expect([new Set(seen).size, seen.length]).toEqual([count, count])
  })

  it('refuse what is too much', async () => {
    expect((await admin.get('/api/records/lead?limit=501')).status).toBe(400)
    expect((await admin.get('/api/records/lead?filter=%7Bnot-json')).status).toBe(400)
  })
})

describe('a person of one department', () => {
  const secret = 'CANARY-8c1d'
  let hiddenId: string

  beforeAll(async () => {
    hiddenId = (await north.post('/api/records/opportunity', await opportunity(`${secret} 项目`))).body.data
      .id
  })

  async function opportunity(name: string): Promise<object> {
    const account = (await north.post('/api/records/account', { name: `${secret} 客户` }, {})).body.data
    return { name, account: account.id, amount: '1000', close_date: '2030-01-01' }
  }

  it('meets no row of another one on any surface', async () => {
    expect(hiddenId).toBeTypeOf('string')
    const surfaces = [
      await east.get('/api/records/opportunity?limit=500'),
      await east.get(`/api/records/opportunity/${hiddenId}`),
      await east.get(`/api/records/opportunity/${hiddenId}/timeline`),
      await east.get(`/api/records/opportunity/${hiddenId}/history`),
      await east.get(`/api/records/opportunity/${hiddenId}/flows`),
      await east.get(`/api/search?q=${secret}`),
      await east.get(`/api/records/opportunity?search=${secret}&count=exact`),
      await east.get('/api/exports/opportunity?format=csv'),
      await east.get('/api/exports/account?format=csv'),
      await east.post('/api/records/opportunity/aggregate', {
        dimensions: [{ key: 'name', expr: { var: 'name' } }],
        measures: [{ key: 'n', agg: 'count' }],
      }),
      await east.patch(`/api/records/opportunity/${hiddenId}`, { name: 'x' }),
      await east.remove(`/api/records/opportunity/${hiddenId}`),
      await east.post('/api/records/account/duplicates', { record: { name: `${secret} 客户` } }),
    ]
    for (const { body } of surfaces) expect(JSON.stringify(body)).not.toContain(secret)
    expect(surfaces.slice(1, 5).map((one) => one.status)).toEqual([404, 404, 404, 404])
    expect((await north.get(`/api/records/opportunity/${hiddenId}`)).body.data.name).toBe(`${secret} 项目`)
  })

  it('counts and sums own rows only', async () => {
    const total = async (who: Caller): Promise<number> =>
      (await who.get('/api/records/opportunity?limit=1&count=exact')).body.count
    const grouped = async (who: Caller): Promise<number> => {
      const { data } = (
        await who.post('/api/records/opportunity/aggregate', {
          dimensions: [{ key: 'stage', expr: { var: 'stage' } }],
          measures: [{ key: 'n', agg: 'count' }],
        })
      ).body
      return data.reduce((sum: number, row: { n: number | string }) => sum + Number(row.n), 0)
    }
    const reported = async (who: Caller): Promise<number> => {
      const { data } = (await who.post('/api/reports/open_by_stage/data', {})).body
      const { key } = data.columns.find((one: { role: string }) => one.role === 'measure')
      return data.rows.reduce((sum: number, row: { [key: string]: number }) => sum + Number(row[key]), 0)
    }
    const [mine, theirs, all] = [await total(east), await total(north), await total(admin)]
    expect(mine).toBeLessThan(all)
    expect(theirs).toBeLessThan(all)
    expect([await grouped(east), await grouped(north), await grouped(admin)]).toEqual([mine, theirs, all])
    expect(await reported(east)).toBeLessThan(await reported(admin))
    const lines = (await east.get('/api/exports/opportunity?format=csv')).body.trim().split('\r\n').length - 1
    expect(lines).toBe(mine)
  })

  it('prints own documents only', async () => {
    const quotes = (await admin.get('/api/records/quote?limit=200&fields=owner,department')).body.data
    const mine = new Set(
      (await east.get('/api/records/quote?limit=200&fields=no')).body.data.map(
        (one: { id: string }) => one.id,
      ),
    )
    const other = quotes.find((one: { id: string }) => !mine.has(one.id))
    expect(other).toBeDefined()
    expect((await east.get(`/api/prints/quote/${other.id}.pdf`)).status).toBe(404)
    const [own] = mine
    const pdf = await east.raw({ method: 'GET', url: `/api/prints/quote/${String(own)}.pdf` })
    expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf'])
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    const all = (as: string, ids: readonly unknown[]) =>
      east.raw({ method: 'GET', url: `/api/prints/quote/all.${as}?ids=${ids.join(',')}` })
    expect((await all('pdf', [own, other.id])).statusCode).toBe(404)
    const together = await all('pdf', [own, own])
    expect([together.statusCode, together.headers['content-type']]).toEqual([200, 'application/pdf'])
    expect((await all('zip', [own, own])).headers['content-type']).toBe('application/zip')
    // A record that nobody changed prints the same bytes at any time.
    const again = await east.raw({ method: 'GET', url: `/api/prints/quote/${String(own)}.pdf` })
    expect(again.rawPayload.equals(pdf.rawPayload)).toBe(true)
  })

  it('prints photos of a record, says which can not be printed, and fills it once for the paper and what is told of it', async () => {
    const pixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
    const brought = async (name: string, bytes: Buffer) =>
      (await admin.raw({ method: 'POST', url: '/api/files', ...multipart(name, bytes) })).json().data
    const photos = [
      { ...(await brought('现场.png', Buffer.from(pixel, 'base64'))), type: 'image/png' },
      { ...(await brought('IMG_1.heic', Buffer.from('ftypheic'))), type: 'image/heic' },
    ]
    const [account] = (await admin.get('/api/records/account?limit=1&fields=name')).body.data
    const ticket = { title: '传感器读数不准', account: account.id, kind: 'fault', channel: 'phone', photos }
    const { id } = (await admin.post('/api/records/ticket', ticket)).body.data
    const preview = '018f3c5e-7a10-4000-8000-000000000001'
    const url = `/api/prints/service_record/${id}`
    const [paper, told] = await Promise.all([
      admin.raw({ method: 'GET', url: `${url}.pdf?preview=${preview}` }),
      admin.get(`${url}/remarks?preview=${preview}`),
    ])
    expect(paper.statusCode).toBe(200)
    expect(pdfText(paper.rawPayload).join('\n')).toMatch(/现场照片[^]*IMG_1\.heic[^]*HEIC 文件，印不出来/)
    expect(paper.rawPayload.toString('latin1').match(/\/Subtype \/Image/g)).toHaveLength(1)
    expect(told.body.data).toEqual([
      { at: '/body/6', file: 'IMG_1.heic', fault: 'kind', block: { zh: '照片', en: 'Photos' } },
    ])
    const log = (await admin.get(`/api/audit?record=${id}`)).body.data
    expect(log.filter((one: { action: string }) => one.action === 'print')).toHaveLength(1)
    const alone = await admin.raw({ method: 'GET', url: `${url}.pdf` })
    expect(alone.rawPayload.equals(paper.rawPayload)).toBe(true)
    // The canvas of its designer has the same picture and tells the same.
    const print = (await admin.get('/api/design/print/service_record')).body.data.json
    const laid = await admin.post('/api/design/prints/layout', { print, id })
    expect(laid.body.data.pictures).toContainEqual(expect.stringMatching(/^data:image\/png/))
    expect(laid.body.data.remarks).toMatchObject([{ file: 'IMG_1.heic', fault: 'kind' }])
    // Of a record that a row links to, too.
    const [quote] = (await admin.get('/api/records/quote?limit=1&fields=no')).body.data
    const [line] = (await admin.get(`/api/records/quote/${quote.id}`)).body.data.lines
    const photo = [{ ...(await brought('产品.png', Buffer.from(pixel, 'base64'))), type: 'image/png' }]
    expect((await admin.patch(`/api/records/product/${line.product}`, { photo })).status).toBe(200)
    const body = [{ type: 'table', source: 'lines', columns: [{ field: 'product.photo' }] }]
    const listed = { key: 'tried', label: '试', entity: 'quote', page: { size: 'A4' }, body }
    const table = await admin.post('/api/design/prints/layout', { print: listed, id: quote.id })
    expect(table.body.data.pictures).toHaveLength(1)
  })

  it('keeps a document as it is that day, for who may have it, and tells anybody whether a copy is real', async () => {
    const [own] = (await east.get('/api/records/quote?limit=1&fields=no')).body.data
    const key = { 'idempotency-key': 'keep-once' }
    const kept = await east.post('/api/prints/quote/keep', { id: own.id }, key)
    expect(kept.status).toBe(201)
    const { id, code, hash, number, at } = kept.body.data
    expect([number, code]).toEqual([own.no, expect.stringMatching(/^(\w{4}-){3}\w{4}$/)])
    expect((await east.post('/api/prints/quote/keep', { id: own.id }, key)).body.data.id).toBe(id)
    const list = (caller: Caller) => caller.get(`/api/records/quote/${own.id}/kept-prints`)
    expect((await list(east)).body.data).toMatchObject([{ id, code, hash, at }])
    expect((await list(north)).status).toBe(404)
    const file = (caller: Caller) => caller.raw({ method: 'GET', url: `/api/kept-prints/${id}` })
    const first = await file(east)
    expect(createHash('sha256').update(first.rawPayload).digest('hex')).toBe(hash)
    expect(pdfText(first.rawPayload).join('')).toContain(code)
    expect([(await file(north)).statusCode, (await file(admin)).statusCode]).toEqual([404, 200])
    await admin.patch(`/api/records/quote/${own.id}`, { remark: '改过了' })
    expect((await file(east)).rawPayload.equals(first.rawPayload)).toBe(true)

    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
    const ask = (body?: object) =>
      server.app.inject(
        body === undefined
          ? { method: 'GET', url: `/api/public/verify/${encodeURIComponent(typed)}` }
          : {
              method: 'POST',
              url: `/api/public/verify/${code}`,
              payload: body,
              headers: { 'x-mortise': '1' },
            },
      )
    const told = (await ask()).json().data
    expect(Object.keys(told).toSorted()).toEqual(['at', 'code', 'company', 'label', 'number', 'same'])
    expect(told).toMatchObject({ code, number, same: null })
    expect((await ask({ sha256: hash })).json().data.same).toBe(true)
    expect(
      (await ask({ sha256: hash.replace(/^./, (one: string) => (one === '0' ? '1' : '0')) })).json().data
        .same,
    ).toBe(false)
    const wrong = await server.app.inject({ method: 'GET', url: '/api/public/verify/0000-0000-0000-0000' })
    expect([wrong.statusCode, wrong.json().error.code]).toEqual([404, 'VERIFY_UNKNOWN'])
  })

  it('draws reports and dashboards as PDF, each with the numbers of who asks', async () => {
    const pdf = (caller: Caller, url: string) => caller.raw({ method: 'GET', url })
    const report = await pdf(admin, '/api/report-files/report/won_by_month?format=pdf')
    expect([report.statusCode, report.headers['content-type']]).toEqual([200, 'application/pdf'])
    expect(pdfText(report.rawPayload).join('')).toMatch(/数据截至.*第 1 页/s)
    expect((await pdf(east, '/api/report-files/dashboard/nope?format=pdf')).statusCode).toBe(404)
    expect((await pdf(east, '/api/report-files/report/nope?format=pdf')).statusCode).toBe(404)
  })

  it('changes company details one by one, and pictures whole, with the former ones kept', async () => {
    const details = async () => (await admin.get('/api/settings')).body.data.company
    const before = await details()
    const put = (body: object) => admin.raw({ method: 'PUT', url: '/api/settings', payload: body })
    expect((await put({ company: { phone: '0571-1' }, companyWas: before })).statusCode).toBe(204)
    expect((await put({ company: { bank: '招商银行' }, companyWas: before })).statusCode).toBe(204)
    expect(await details()).toEqual({ ...before, phone: '0571-1', bank: '招商银行' })
    const late = await put({ company: { phone: '0571-2' }, companyWas: before })
    expect([late.statusCode, late.json().error.code]).toEqual([409, 'COMPANY_CHANGED'])
    const pixel = (end: string) =>
      `iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg${end}`
    const [one, other] = [pixel('=='), Buffer.concat([Buffer.from(pixel('=='), 'base64'), Buffer.from('x')])]
    await put({ pictures: { stamp: `data:image/png;base64,${one}` } })
    const listed = async () => (await admin.get('/api/settings')).body.data.pictures.stamp
    const first = await listed()
    expect(Object.keys(first).toSorted()).toEqual(['hash', 'since', 'size', 'type'])
    await Promise.all(
      [one, other.toString('base64'), one].map((data) =>
        put({ pictures: { stamp: `data:image/png;base64,${data}` } }),
      ),
    )
    const shown = await admin.raw({ method: 'GET', url: `/api/settings/pictures/stamp/${first.hash}` })
    expect([shown.statusCode, shown.rawPayload.toString('base64')]).toEqual([200, one])
    await put({ pictures: { stamp: null } })
    expect(await listed()).toBeUndefined()
    await put({ pictures: { stamp: { hash: first.hash } } })
    expect((await listed()).hash).toBe(first.hash)
    expect((await east.get(`/api/settings/pictures/stamp/${first.hash}`)).status).toBe(403)
  })

  it('shows a designer where everything of a template stands, also while a block is not finished', async () => {
    const body = [
      { type: 'text', value: '编号 {{no}}' },
      { type: 'qr', nonsense: true },
      { type: 'text', value: '报价单' },
    ]
    const print = { key: 'tried', label: '试', entity: 'quote', page: { size: 'A5' }, body }
    const { status, body: answer } = await admin.post('/api/design/prints/layout', { print })
    expect(status).toBe(200)
    const { pages, blocks, record } = answer.data
    expect(record).toMatch(/^[0-9a-f-]{36}$/)
    expect([pages[0].width, pages[0].height].map(Math.round)).toEqual([148, 210])
    const tops = ['/body/0', '/body/1', '/body/2'].map(
      (at) => blocks.find((one: { at: string }) => one.at === at)?.y,
    )
    expect(tops[0]).toBeCloseTo(14.111, 2)
    expect(tops).toEqual(tops.toSorted((a, b) => a - b))
    expect((await admin.post('/api/design/prints/layout', { print: { ...print, body: 1 } })).status).toBe(422)
    expect((await admin.post('/api/design/prints/layout', { print, id: 'x' })).status).toBe(400)
    expect((await east.post('/api/design/prints/layout', { print })).status).toBe(403)
  })

  it('fills a mail template for its designer, also while a block is not finished, and sends it to nobody else', async () => {
    const blocks = [
      { type: 'text', value: '<p>编号 {{no}}</p>' },
      { type: 'button', nonsense: true },
      { type: 'image', asset: 'nowhere' },
      { type: 'button', value: '看' },
    ]
    const mail = { key: 'tried', label: '试', entity: 'quote', subject: '报价 {{no}}', blocks }
    const { status, body: answer } = await admin.post('/api/design/mails/draft', { mail, locale: 'en' })
    expect(status).toBe(200)
    const { record, subject, text, html, remarks, locale } = answer.data
    expect(record).toMatch(/^[0-9a-f-]{36}$/)
    const { no } = (await admin.get(`/api/records/quote/${record}`)).body.data
    expect([subject, locale]).toEqual([`报价 ${no}`, 'en'])
    expect(text).toMatch(new RegExp(`^编号 ${no}\\n\\n看: http[^ ]+/r/quote/${record}$`))
    expect(html).toContain(`/r/quote/${record}`)
    expect(remarks).toEqual([{ at: '/blocks/2', picture: 'nowhere' }])
    const sent = await admin.post('/api/design/mails/send', { mail, id: record })
    expect(sent.body.data).toMatchObject({ sent: false, why: expect.stringContaining('mail server') })
    expect((await admin.post('/api/design/mails/draft', { mail: { ...mail, blocks: 1 } })).status).toBe(422)
    expect((await admin.post('/api/design/mails/draft', { mail, id: 'x' })).status).toBe(400)
    expect((await admin.post('/api/design/mails/draft', { mail, id: crypto.randomUUID() })).status).toBe(404)
    expect((await east.post('/api/design/mails/draft', { mail })).status).toBe(403)
    expect((await east.post('/api/design/mails/send', { mail })).status).toBe(403)
  })

  it('cannot tell a hidden field from one that does not exist', async () => {
    const ask = async (field: string): Promise<string> => {
      const answers = [
        await east.get(`/api/records/product?fields=${field}`),
        await east.get(`/api/records/product?sort=${field}`),
        await east.get(`/api/records/product?filter=${encodeURIComponent(`${field} == 1`)}`),
        await east.post('/api/records/product/aggregate', {
          dimensions: [],
          measures: [{ key: 'm', agg: 'max', expr: { var: field } }],
        }),
        await east.get(`/api/exports/product?fields=${field}`),
      ]
      for (const { status } of answers) expect([400, 404]).toContain(status)
      return JSON.stringify(
        answers.map(({ status, body }) => [status, { ...body.error, requestId: '' }]),
      ).replaceAll(field, '?')
    }
    expect(await ask('cost')).toBe(await ask('zzzz'))
    const model = JSON.stringify(
      (await east.get('/api/model')).body.data.documents.entity.find(
        (one: { key: string }) => one.key === 'product',
      ),
    )
    expect(model).not.toContain('min_price')
    expect((await east.get('/api/me')).body.data.entities.product.fields).not.toHaveProperty('cost')
    expect(JSON.stringify((await east.get('/api/openapi.json')).body)).not.toContain('min_price')
    expect(JSON.stringify((await east.get('/api/records/product?limit=5')).body)).not.toContain('min_price')
  })
})

describe('files', () => {
  it('are given to whoever brought them, as plain downloads', async () => {
    const { multipart } = await import('./testing/server.ts')
    const { payload, headers } = multipart('../evil.html', '<script>alert(1)</script>')
    const sent = await east.raw({ method: 'POST', url: '/api/files', payload, headers })
    expect(sent.statusCode).toBe(201)
    const { id, name } = sent.json().data
    expect(name).toBe('evil.html')
    const got = await east.raw({ method: 'GET', url: `/api/files/${id}` })
    expect(got.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    })
    expect(got.headers['content-disposition']).toMatch(/^attachment; filename="evil.html"/)
    expect((await north.get(`/api/files/${id}`)).status).toBe(404)
  })
})
