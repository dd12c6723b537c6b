import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  type Answered,
  type Caller,
  prepareDatabase,
  serverOn,
  type TestServer,
} from '../../apps/server/src/testing/server.ts'
import { tickWatches } from '@mortise/runtime'
import { type Catcher, openCatcher } from '../security/world/catcher.ts'

let server: TestServer
let databaseUrl: string
let catcher: Catcher
let admin: Caller
let wu: Caller
let lin: Caller
let lead: string

const silent = { info: () => undefined, error: () => undefined }

beforeAll(async () => {
  catcher = await openCatcher()
  const template = await testTemplate('server_crm', prepareDatabase)
  const database = await createTestDatabase({ template })
  databaseUrl = database.url
  server = await serverOn(database, { outside: ['127.0.0.1'], log: silent })
  ;[admin, wu, lin] = [
    await server.signIn('admin@example.com'),
    await server.signIn('wu@example.com'),
    await server.signIn('chen@example.com'),
  ]
  const made = await wu.post('/api/records/lead', { name: '邮件线索', company: '邮件公司' })
  lead = made.body.data.id
  server.runtime.startWorker(server.workspace.key, { pollMs: 20 })
}, 120_000)
afterAll(async () => {
  await server?.close()
  await catcher?.close()
})

const mailServer = (port: number): Promise<{ status: number }> =>
  admin.put('/api/settings', {
    mail: { host: '127.0.0.1', port, secure: false, from: 'crm@house.example', password: null },
  })
const idOf = async (caller: Caller): Promise<string> => (await caller.get('/api/me')).body.data.user.id
const mention = async (text: string): Promise<void> => {
  const mentions = [await idOf(lin)]
  const said = await wu.post(`/api/records/lead/${lead}/comments`, { text, mentions })
  expect(said.status).toBe(201)
}
const wish = (preferences: object): Promise<{ status: number }> => lin.put('/api/me', { preferences })
const waiting = (): Promise<readonly Answered[]> =>
  server.workspace.store.jobs.claim({
    limit: 5,
    leaseSeconds: 1,
    now: '2999-01-01T00:00:00.000Z',
    kinds: ['notice_mail'],
  })
/** What somebody is told under a title; flows of the demo tell the same people of their own things meanwhile. */
const bell = async (caller: Caller, title: string): Promise<object | undefined> => {
  const told: readonly { readonly title: string }[] = (await caller.get('/api/notifications')).body.data
  return told.find((one) => one.title === title)
}
const forget = (): void => void (catcher.mails as unknown[]).splice(0)

beforeEach(forget)

it('tells by mail whoever asked for it, in that person’s language, with the way there and the way out', async () => {
  expect((await mailServer(catcher.mailPort)).status).toBe(204)
  await mention('没有人要邮件')
  await wish({ notify: { mention: { mail: true } } })
  await mention('请看一下报价')
  await expect.poll(() => catcher.mails.length, { timeout: 15_000 }).toBe(1)
  const [mail] = catcher.mails
  expect(mail?.to).toBe('chen@example.com')
  expect(mail?.text).toContain('在备注里提到了你')
  expect(mail?.text).toContain('请看一下报价')
  expect(mail?.text).toContain(`查看: http://localhost:3000/r/lead/${lead}`)
  expect(mail?.text).toContain('设置 › 通知')
  expect(mail?.text).toContain('http://localhost:3000/settings/notices')
  expect(mail?.text).toContain(`<a class="button" href="http://localhost:3000/r/lead/${lead}"`)
  expect(mail?.text).not.toContain('没有人要邮件')
  forget()
  await lin.put('/api/me', { locale: 'en' })
  await mention('look here')
  await expect.poll(() => catcher.mails.length, { timeout: 15_000 }).toBe(1)
  expect(catcher.mails[0]?.text).toContain('mentioned you in a note')
  expect(catcher.mails[0]?.text).toContain('Settings › Notices')
  await lin.put('/api/me', { locale: 'zh' })
})

it('tries again when the mail server was away, and then sends what waited, each mail with an id of its own', async () => {
  await mailServer(1)
  await mention('第一件')
  await new Promise((later) => setTimeout(later, 400))
  expect(catcher.mails).toEqual([])
  await mailServer(catcher.mailPort)
  // A new notice brings forward what waits to be tried again.
  await mention('第二件')
  const all = (): string => catcher.mails.map((one) => one.text).join('\n')
  await expect.poll(all, { timeout: 90_000 }).toMatch(/第一件[^]*第二件|第二件[^]*第一件/u)
  expect(all()).toMatch(/Message-ID:\s+<notices[\w-]+@house\.example>/i)
  const log = await server.workspace.store.side.auditLog({ action: 'call_out', limit: 1 })
  expect(log[0]).toMatchObject({ data: { outcome: 'sent', connector: 'smtp' } })
}, 120_000)

it('waits for the mail of the day or the end of quiet hours, and leaves out what was read by then', async () => {
  const hours = (from: number): string => `${String((from + 24) % 24).padStart(2, '0')}:00`
  const hour = Number(
    new Date().toLocaleString('en-GB', { hour: '2-digit', hour12: false, timeZone: 'Asia/Shanghai' }),
  )
  const quiet = { from: hours(hour - 1), to: hours(hour + 2) }
  await wish({ notify: { mention: { mail: true } }, mail: { how: 'now', quiet } })
  await mention('夜里')
  await new Promise((later) => setTimeout(later, 400))
  expect(catcher.mails).toEqual([])
  const [job] = await waiting()
  expect(job?.payload).toEqual({ userId: await idOf(lin) })
  // Read meanwhile: the mail has nothing left to tell.
  await lin.post('/api/notifications/read', {})
  await wish({ notify: { mention: { mail: true } }, mail: null })
  await mention('白天')
  await expect.poll(() => catcher.mails.length, { timeout: 15_000 }).toBe(1)
  expect(catcher.mails[0]?.text).toContain('白天')
  expect(catcher.mails[0]?.text).not.toContain('夜里')
})

it('sends nothing once mail is switched off', async () => {
  await wish({ notify: { mention: { mail: false } } })
  await mention('不要邮件')
  await new Promise((later) => setTimeout(later, 500))
  expect(catcher.mails).toEqual([])
})

type Shown = {
  readonly id: string
  readonly state: string
  readonly person: string
  readonly file: boolean
  readonly mail: string | null
  readonly value?: number
}

const runsOf = async (caller: Caller, id: string): Promise<readonly Shown[]> =>
  (await caller.get(`/api/report-watches/${id}/runs`)).body.data
/** Makes something due and waits until nobody waits any more. */
const comeDue = async (id: string, people: number): Promise<readonly Shown[]> => {
  const before = (await runsOf(admin, id)).length
  const nextAt = new Date(Date.now() - 60_000 + before).toISOString()
  await server.workspace.store.side.reportWatches.update(id, { nextAt })
  // Two that look at once, as two processes do.
  await Promise.all([tickWatches(server.workspace), tickWatches(server.workspace)])
  await expect
    .poll(
      async () =>
        (await runsOf(admin, id)).filter(({ state, mail }) => state !== 'waiting' && mail !== 'waiting')
          .length,
      { timeout: 60_000 },
    )
    .toBe(before + people)
  return (await runsOf(admin, id)).slice(0, people)
}
const subscribe = async (by: Caller, body: object): Promise<string> => {
  const answer = await by.post('/api/report-watches', {
    kind: 'delivery',
    targetKind: 'report',
    target: 'open_by_stage',
    schedule: { every: 'week', weekdays: [1], at: '09:00', daysOff: 'next' },
    ...body,
  })
  expect(answer.status).toBe(201)
  return answer.body.data.id
}
const people = async (...callers: readonly Caller[]): Promise<readonly object[]> =>
  Promise.all(callers.map(async (one) => ({ kind: 'user', id: await idOf(one) })))

it('sends a report to each with that person’s own numbers, once, and to who left nothing', async () => {
  await mailServer(catcher.mailPort)
  const id = await subscribe(admin, {
    name: '周报',
    recipients: await people(admin, wu),
    settings: { format: 'csv', mail: true, picture: true },
  })
  const runs = await comeDue(id, 2)
  expect(runs.map(({ state }) => state)).toEqual(['sent', 'sent'])
  await expect.poll(() => catcher.mails.length, { timeout: 15_000 }).toBe(2)
  const toWu = catcher.mails.find(({ to }) => to === 'wu@example.com')
  expect(toWu?.text).toContain('报表：周报')
  expect(toWu?.text).toContain('http://localhost:3000/reports/open_by_stage')
  expect(toWu?.text).toContain('http://localhost:3000/settings/subscriptions')
  // The page of the mail shows the picture that goes along with it, beside the file; to who may not take these data, neither.
  const toAdmin = catcher.mails.find(({ to }) => to === 'admin@example.com')
  const [, picture = ''] = /<img src="cid:([^"]+)"/.exec(toAdmin?.text ?? '') ?? []
  expect(picture).not.toBe('')
  expect(toAdmin?.text).toContain(`Content-ID: <${picture}>`)
  expect(toAdmin?.text).toMatch(/Content-Type: image\/png[\s\S]*PNG/)
  expect(toAdmin?.text).toContain('Content-Type: text/csv')
  expect(toWu?.text).toContain('你没有导出这些数据的权限')
  expect(toWu?.text).not.toMatch(/<img|image\/png|text\/csv/)
  // The file says what the same person sees on the screen, and nobody fetches that of another.
  const fileOf = async (caller: Caller): Promise<string> => {
    const [run] = (await caller.get('/api/report-watches')).body.data.map((one: { last: Shown }) => one.last)
    return (await caller.raw({ method: 'GET', url: `/api/report-runs/${run.id}/file` })).body
  }
  const shownTo = async (caller: Caller): Promise<string> => {
    const { totals } = (await caller.get('/api/reports/open_by_stage/data')).body.data
    return Object.values(totals as object)
      .map(String)
      .join()
  }
  const lastLine = (text: string): string =>
    text.trim().split('\r\n').at(-1)?.split(',').slice(1).join() ?? ''
  const [all, own] = [await fileOf(admin), (await shownTo(wu)) === (await shownTo(admin))]
  expect(own).toBe(false)
  expect(lastLine(all).split(',').map(Number)).toEqual((await shownTo(admin)).split(',').map(Number))
  const adminRun = runs.find(({ file }) => file)
  expect((await wu.get(`/api/report-runs/${adminRun?.id}/file`)).status).toBe(404)
  expect(await bell(wu, '报表：周报')).toMatchObject({ link: '/reports/open_by_stage', topic: 'report' })
  forget()
  expect((await wu.post(`/api/report-watches/${id}/leave`, { leave: true })).status).toBe(204)
  expect((await comeDue(id, 1)).map(({ state }) => state)).toEqual(['sent'])
  expect((await lin.get(`/api/report-watches/${id}/runs`)).status).toBe(404)
  expect((await wu.remove(`/api/report-watches/${id}`)).status).toBe(404)
  expect((await admin.remove(`/api/report-watches/${id}`)).status).toBe(204)
})

it('tells when a figure is over the line, with each one’s own figure, and not again while it cools down', async () => {
  const measure = Object.keys((await admin.get('/api/reports/open_by_stage/data')).body.data.totals)[0]
  const id = await subscribe(admin, {
    kind: 'alert',
    name: '在手商机',
    recipients: await people(admin, wu),
    schedule: { every: 'hour' },
    settings: { measure, row: 'total', op: 'above', value: 0, mail: false },
  })
  expect((await comeDue(id, 2)).map(({ state }) => state)).toEqual(['fired', 'fired'])
  const again = await comeDue(id, 2)
  expect(again.map(({ state }) => state)).toEqual(['held', 'held'])
  // Who set it sees that others were told, and none of their figures.
  expect(again.filter(({ value }) => value !== undefined)).toHaveLength(1)
  expect(await bell(wu, '提醒：在手商机')).toBeDefined()
  await admin.remove(`/api/report-watches/${id}`)
  const wrong = { kind: 'alert', targetKind: 'report', target: 'open_by_stage', schedule: { every: 'hour' } }
  const answers = await Promise.all(
    [
      {
        ...wrong,
        recipients: await people(admin),
        settings: { measure: 'none', row: 'total', op: 'noData' },
      },
      {
        ...wrong,
        recipients: [{ kind: 'user', id: 'nobody' }],
        settings: { measure, row: 'any', op: 'noData' },
      },
      {
        ...wrong,
        recipients: await people(admin),
        settings: { measure, row: 'any', op: 'change', against: 'check' },
      },
    ].map((body) => admin.post('/api/report-watches', body)),
  )
  expect(answers.map(({ body }) => body.error.code)).toEqual([
    'WATCH_FIGURE',
    'WATCH_INVALID',
    'WATCH_INVALID',
  ])
})

it('looks at a figure under its new name, and tells who set it when the figure is taken away', async () => {
  const id = await subscribe(admin, {
    kind: 'alert',
    name: '在手金额',
    recipients: await people(wu),
    schedule: { every: 'hour' },
    settings: { measure: 'amount', row: 'total', op: 'above', value: 0, mail: false },
  })
  const rename = { kind: 'report', key: 'open_by_stage', part: 'measure', name: 'amount', to: 'in_hand' }
  expect((await admin.post('/api/design/rename', rename)).status).toBe(200)
  expect((await admin.post('/api/design/publish', {})).body.error).toBeUndefined()
  expect((await server.workspace.store.side.reportWatches.get(id))?.settings).toMatchObject({
    measure: 'in_hand',
  })
  expect((await comeDue(id, 1)).map(({ state }) => state)).toEqual(['fired'])
  const { json } = (await admin.get('/api/design/report/open_by_stage')).body.data
  const measures = json.measures.filter(({ key }: { key: string }) => key !== 'in_hand')
  expect((await admin.put('/api/design/report/open_by_stage', { json: { ...json, measures } })).status).toBe(
    200,
  )
  expect((await admin.post('/api/design/publish', {})).body.error).toBeUndefined()
  const told = async (caller: Caller): Promise<readonly Answered[]> =>
    (await caller.get('/api/notifications')).body.data.filter(({ title }: Answered) =>
      title.startsWith('不再有提醒'),
    )
  await expect.poll(async () => (await told(admin)).length, { timeout: 15_000 }).toBe(1)
  expect((await told(admin))[0]).toMatchObject({
    title: '不再有提醒：在手金额',
    body: expect.stringContaining('报表“在途商机按阶段”里的“金额”已被去掉'),
    link: '/settings/subscriptions',
  })
  // Who only receives it need not do anything about it.
  expect(await told(wu)).toEqual([])
  const { version } = (await admin.post('/api/design/publish', {})).body.data
  expect((await admin.post('/api/design/rollback', { version: version - 2 })).status).toBe(200)
  await admin.remove(`/api/report-watches/${id}`)
})

it('shows a report by a link, read only, until it is taken back; then every address answers the same', async () => {
  const ask = { targetKind: 'report', target: 'open_by_stage', days: 7, sites: ['https://intranet.example'] }
  // Nobody may at first, not even who administers.
  expect((await admin.post('/api/report-shares', ask)).body.error.code).toBe('REPORT_SHARE_REFUSED')
  const role = (await wu.get('/api/me')).body.data.user.roles[0]
  expect((await wu.put('/api/report-shares/roles', { roles: [role] })).status).toBe(403)
  expect((await admin.put('/api/report-shares/roles', { roles: [role] })).status).toBe(204)
  const link = (await wu.post('/api/report-shares', ask)).body.data
  const token = link.path.slice(3)
  const look = (
    at: string,
  ): Promise<{ readonly statusCode: number; readonly body: string; readonly headers: object }> =>
    server.app.inject({ method: 'GET', url: at, headers: { 'accept-language': 'zh' } })
  const page = JSON.parse((await look(`/api/public/reports/${token}`)).body).data
  expect(page).toMatchObject({ kind: 'report', parts: [{ id: 'report' }] })
  const shown = JSON.parse((await look(`/api/public/reports/${token}/parts/report`)).body).data
  const own = (await wu.get('/api/reports/open_by_stage/data')).body.data
  // The numbers of who shared, whatever others may see, and no id nor field with them.
  expect(shown.totals).toEqual(own.totals)
  expect(JSON.stringify(shown)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|"path"/)
  const framed = await look(`/s/${token}`)
  expect(framed.headers).toMatchObject({ 'referrer-policy': 'no-referrer' })
  expect(String((framed.headers as Record<string, unknown>)['content-security-policy'])).toContain(
    'frame-ancestors https://intranet.example',
  )
  expect((framed.headers as Record<string, unknown>)['x-frame-options']).toBeUndefined()
  const { token_hash: kept, all } = (await server.workspace.store.side.reportShares.list({})).map((row) => ({
    token_hash: row.nonce,
    all: JSON.stringify(row),
  }))[0] ?? { token_hash: '', all: '' }
  expect(all.includes(token) || kept === token).toBe(false)
  const gone = await look(`/api/public/reports/${'A'.repeat(32)}`)
  const same = async (at: string): Promise<void> => {
    const { statusCode, body } = await look(at)
    expect([statusCode, JSON.parse(body).error.code]).toEqual([404, JSON.parse(gone.body).error.code])
  }
  await same(`/api/public/reports/${token}/parts/other`)
  await same(`/api/public/reports/${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)
  // Whoever may no longer share shows nothing by the links of before.
  await admin.put('/api/report-shares/roles', { roles: [] })
  await same(`/api/public/reports/${token}`)
  await admin.put('/api/report-shares/roles', { roles: [role] })
  expect((await look(`/api/public/reports/${token}`)).statusCode).toBe(200)
  // Its days are over.
  const lasts = async (days: number): Promise<void> => {
    const sql = new Client({ connectionString: databaseUrl })
    await sql.connect()
    await sql.query(
      `update ws_main.report_share set expires_at = now() + make_interval(days => $1) where id = $2`,
      [days, link.id],
    )
    await sql.end()
  }
  await lasts(-1)
  await same(`/api/public/reports/${token}`)
  await same(`/api/public/reports/${token}/parts/report`)
  await lasts(7)
  expect((await look(`/api/public/reports/${token}`)).statusCode).toBe(200)
  expect((await lin.remove(`/api/report-shares/${link.id}`)).status).toBe(404)
  expect((await wu.remove(`/api/report-shares/${link.id}`)).status).toBe(204)
  await same(`/api/public/reports/${token}`)
  await same(`/api/public/reports/${token}/parts/report`)
  expect((await look(`/s/${token}`)).headers).toMatchObject({ 'x-frame-options': 'DENY' })
})

it('makes a report into files', async () => {
  const get = (url: string) => admin.raw({ method: 'GET', url })
  const [sheet, paper, picture] = [
    await get('/api/report-files/report/open_by_stage?format=xlsx'),
    await get('/api/report-files/report/open_by_stage?format=pdf'),
    await get('/api/report-files/report/open_by_stage?format=png'),
  ]
  expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/png'])
  expect(picture.rawPayload.subarray(1, 4).toString()).toBe('PNG')
  expect([sheet.statusCode, sheet.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK'])
  expect([paper.statusCode, paper.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
  expect((await get('/api/report-files/report/none')).statusCode).toBe(404)
}, 60_000)

it('sends nothing to who left, nor to who may not see the report any more', async () => {
  const id = await subscribe(admin, {
    target: 'won_total',
    recipients: await people(admin, wu, lin),
    settings: { format: 'link', mail: false },
  })
  const [linId, wuId] = [await idOf(lin), await idOf(wu)]
  expect((await admin.patch(`/api/users/${linId}`, { active: false })).status).toBe(200)
  expect((await admin.patch(`/api/users/${wuId}`, { roles: [] })).status).toBe(200)
  const bell = async (): Promise<number> =>
    (await server.workspace.store.side.notifications(wuId, 50)).rows.filter(({ topic }) => topic === 'report')
      .length
  const before = await bell()
  const states = (await comeDue(id, 2)).map(({ person, state }) => [person, state])
  expect(Object.fromEntries(states)).toMatchObject({ 管理员: 'sent' })
  expect(states.map(([, state]) => state).toSorted()).toEqual(['refused', 'sent'])
  expect(await bell()).toBe(before)
})
