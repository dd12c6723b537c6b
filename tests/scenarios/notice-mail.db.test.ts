import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  type Answered,
  type Caller,
  prepareDatabase,
  serverOn,
  type TestServer,
} from '../../apps/server/src/testing/server.ts'
import { type Catcher, openCatcher } from '../security/world/catcher.ts'

let server: TestServer
let catcher: Catcher
let admin: Caller
let wu: Caller
let lin: Caller
let lead: string

const silent = { info: () => undefined, error: () => undefined }

beforeAll(async () => {
  catcher = await openCatcher()
  const template = await testTemplate('server_crm', prepareDatabase)
  server = await serverOn(await createTestDatabase({ template }), { outside: ['127.0.0.1'], log: silent })
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
  await wish({ notify: { mention: { mail: true } } })
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
