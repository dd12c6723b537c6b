import { createHash, createHmac } from 'node:crypto'
import { builtinKit } from '@mortise/kit'
import { openOutbound } from '@mortise/runtime'
import type { Settings } from '@mortise/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aliyunSecrets,
  dingtalkSecrets,
  feishuSecrets,
  type Outside,
  smsTemplate,
  startOutside,
  tencentSecrets,
  wecomSecrets,
} from './index.ts'

type Connector = NonNullable<ReturnType<typeof builtinKit.connectors.find>>
type Context = Parameters<Connector['actions'][number]['run']>[2]
type Accounts = { readonly [user: string]: { readonly id: string; readonly union?: string } }

let outside: Outside
let now = Date.parse('2026-03-05T02:00:00.000Z')

beforeAll(async () => {
  outside = await startOutside(() => now)
})
afterAll(() => outside.close())

/** A connector with one account, as the runtime would call it; each `world` begins with no token. */
function world(type: string, connection: Settings, accounts: Accounts = {}) {
  const connector = builtinKit.connectors.find(type)
  const outbound = openOutbound({ allow: [outside.host] })
  const secrets = new Set(
    connector?.auth.filter(({ settings }) => settings?.['secret'] === true).map(({ key }) => key),
  )
  const given: Settings = { ...connection, base: outside.url, apiBase: outside.url }
  const tokens = new Map<string, string>()
  const paces = new Map<string, number>()
  return async (action: string, settings: Settings, key = 'k1') => {
    const ctx: Context = {
      ...outbound,
      hmac: (secret, text) => Promise.resolve(createHmac('sha256', secret).update(text).digest()),
      sha256: (text) => Promise.resolve(createHash('sha256').update(text).digest('hex')),
      secret: (name) => (secrets.has(name) ? (given[name] as string | undefined) : undefined),
      now: new Date(now).toISOString(),
      home: 'https://crm.example.cn/',
      idempotencyKey: key,
      timeZone: 'Asia/Shanghai',
      token: async (name, obtain) => {
        const kept = tokens.get(name)
        if (kept !== undefined) return kept
        const fresh = await obtain()
        if ('ok' in fresh) return fresh
        tokens.set(name, fresh.token)
        return fresh.token
      },
      forget: (name) => void tokens.delete(name),
      pace: (name, most) => {
        paces.set(name, (paces.get(name) ?? 0) + 1)
        return Promise.resolve((paces.get(name) ?? 0) <= most)
      },
      account: (user) => Promise.resolve(accounts[user]),
    }
    const found = connector?.actions.find((one) => one.key === action)
    if (found === undefined) throw new Error(`no action ${type}.${action}`)
    return found.run(settings, given, ctx)
  }
}

const code = (result: { readonly ok: boolean; readonly code?: string; readonly retry?: boolean }) => [
  result.code,
  result.retry,
]
const message = {
  users: ['zhou', 'stranger'],
  title: '报价待审',
  text: '甲公司，12.3 万元',
  record: { entity: 'quote', id: 'q1' },
}
const link = 'https://crm.example.cn/r/quote/q1'

const tokenPath = /gettoken|accessToken|tenant_access_token/

const chats = [
  {
    type: 'dingtalk',
    connection: dingtalkSecrets,
    accounts: { zhou: { id: 'd1', union: 'u1' } },
    to: ['d1'],
    wrong: { appSecret: 'x' },
    robot: { robotToken: dingtalkSecrets.robotToken, robotSecret: dingtalkSecrets.robotSecret },
    badRobot: { robotToken: dingtalkSecrets.robotToken, robotSecret: 'x' },
    badCode: 'CONNECTOR_SIGNATURE',
    person: { mobile: '13800000002' },
    found: { id: 'd2', union: 'u2' },
  },
  {
    type: 'wecom',
    connection: wecomSecrets,
    accounts: { zhou: { id: 'w1' } },
    to: ['w1'],
    wrong: { secret: 'x' },
    robot: { robotKey: wecomSecrets.robotKey },
    badRobot: { robotKey: 'x' },
    badCode: 'CONNECTOR_ACCOUNT',
    person: { email: 'zhou@example.com' },
    found: { id: 'w2' },
  },
  {
    type: 'feishu',
    connection: feishuSecrets,
    accounts: { zhou: { id: 'ou_1' } },
    to: ['ou_1'],
    wrong: { appSecret: 'x' },
    robot: {
      robotHook: `https://open.feishu.cn/open-apis/bot/v2/hook/${feishuSecrets.robotHook}`,
      robotSecret: feishuSecrets.robotSecret,
    },
    badRobot: { robotHook: feishuSecrets.robotHook, robotSecret: 'x' },
    badCode: 'CONNECTOR_SIGNATURE',
    person: { email: 'zhou@example.com' },
    found: { id: 'ou_2' },
  },
] as const

describe.each(chats)('$type', (chat) => {
  const { type, connection, accounts, to } = chat
  const taken = () => outside.systems[type].taken

  it('tells people with an account there, once however often it is tried, with the way to the record', async () => {
    const before = outside.calls.filter(({ path }) => tokenPath.test(path)).length
    const call = world(type, connection, accounts)
    expect(await call('check', {})).toMatchObject({ ok: true })
    expect(await call('send_message', message)).toMatchObject({ ok: true, data: { people: 1 } })
    await call('send_message', message)
    const [first, ...more] = taken().filter(({ what }) => what !== 'group')
    expect(more).toEqual([])
    expect(first?.to).toEqual(to)
    expect(JSON.stringify(first?.data)).toContain(link)
    expect(JSON.stringify(first?.data)).toContain('报价待审')
    const mine = outside.calls.filter(({ path }) => tokenPath.test(path)).length - before
    expect(mine).toBe(1)
  })

  it('gets another token when the one it has is taken no longer', async () => {
    const call = world(type, connection, accounts)
    await call('check', {})
    outside.systems[type].expireTokens()
    now += 86_400_000
    expect(await call('send_message', { ...message, title: 'again' }, 'k2')).toMatchObject({ ok: true })
  })

  it('says what is wrong, and whether it helps to try again', async () => {
    const wrong = world(type, { ...connection, ...chat.wrong }, accounts)
    expect(code(await wrong('send_message', message))).toEqual(['CONNECTOR_ACCOUNT', false])
    const call = world(type, connection, accounts)
    expect(code(await call('send_message', { ...message, users: ['stranger'] }))).toEqual([
      'CONNECTOR_NOBODY',
      false,
    ])
    outside.breakDown(503)
    expect(code(await call('send_message', message))).toEqual(['CONNECTOR_BUSY', true])
    outside.breakDown(429)
    expect(code(await call('send_message', message))).toEqual(['CONNECTOR_BUSY', true])
    outside.breakDown(undefined)
  })

  it('tells a group by its robot alone, no faster than it may', async () => {
    const group = { ...message, channel: 'group' }
    const robot = world(type, chat.robot)
    expect(await robot('send_message', group)).toMatchObject({ ok: true })
    expect(taken().at(-1)).toMatchObject({ what: 'group' })
    const bad = world(type, chat.badRobot)
    expect(code(await bad('send_message', group))).toEqual([chat.badCode, false])
    const results = []
    for (let n = 0; n < 101; n += 1) results.push(await robot('send_message', { ...group, title: `${n}` }))
    const refused = results.filter(({ ok }) => !ok)
    expect(refused.length).toBeGreaterThan(0)
    // It waits by itself: the other side never has to mute it.
    expect(refused.every((one) => !one.ok && one.code === 'CONNECTOR_LIMIT' && one.retry)).toBe(true)
  })

  it('hears from the other side that it is too fast, and tries later', async () => {
    const results = []
    for (let n = 0; n < 12; n += 1) {
      const robot = world(type, chat.robot)
      for (let m = 0; m < 10; m += 1)
        results.push(await robot('send_message', { ...message, title: `${n} ${m}`, channel: 'group' }))
    }
    const refused = results.filter(({ ok }) => !ok)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every((one) => !one.ok && one.code === 'CONNECTOR_LIMIT' && one.retry)).toBe(true)
    now += 3_600_000
  })

  it('puts a to-do on a person’s list once, and ticks it off', async () => {
    const call = world(type, connection, accounts)
    const todo = { ...message, users: ['zhou'], sourceId: 'item-1', due: '2026-03-06T02:00:00.000Z' }
    const made = await call('create_todo', todo, 'k3')
    const again = await call('create_todo', todo, 'k3')
    expect(made.ok && again.ok).toBe(true)
    if (type !== 'wecom') expect(again).toEqual(made)
    const data = made.ok ? (made.data as Settings) : {}
    expect(await call('complete_todo', data)).toMatchObject({ ok: true })
    expect(taken().at(-1)?.what).toBe(type === 'wecom' ? 'recall' : 'done')
    expect(await call('complete_todo', { ...data, id: 'gone' })).toMatchObject({ ok: true })
  })

  it('finds people by what is known of them', async () => {
    const call = world(type, connection)
    expect(await call('find_person', chat.person)).toMatchObject({ ok: true, data: chat.found })
    expect(await call('find_person', { mobile: '13999999999' })).toMatchObject({ ok: false, retry: false })
  })
})

const providers = [
  { type: 'aliyun_sms', connection: aliyunSecrets, wrong: { accessKeySecret: 'x' } },
  { type: 'tencent_sms', connection: tencentSecrets, wrong: { secretKey: 'x' } },
] as const

describe.each(providers)('$type', ({ type, connection, wrong }) => {
  const sms = { phones: ['13800000001'], template: smsTemplate, params: { 1: '6 月', 2: "a'(b)*!" } }

  it('sends what its provider has approved', async () => {
    const call = world(type, connection)
    expect(await call('send_sms', sms)).toMatchObject({ ok: true, data: { phones: 1 } })
    const [first] = outside.systems[type].taken
    expect(first?.to[0]).toContain('13800000001')
    expect(JSON.stringify(first?.data)).toContain("a'(b)*!")
    now += 60_001
  })

  it('says what is wrong, and whether it helps to try again', async () => {
    const call = world(type, connection)
    const unsigned = world(type, { ...connection, ...wrong })
    expect(code(await unsigned('send_sms', sms, 'a'))).toEqual(['CONNECTOR_SIGNATURE', false])
    expect(code(await call('send_sms', { ...sms, template: 'SMS_2' }, 'b'))).toEqual([
      'CONNECTOR_TEMPLATE',
      false,
    ])
    expect(code(await call('send_sms', { ...sms, phones: ['12'] }, 'c'))).toEqual(['CONNECTOR_PHONE', false])
    await call('send_sms', sms, 'd')
    expect(code(await call('send_sms', sms, 'e'))).toEqual(['CONNECTOR_LIMIT', true])
    expect(code(await call('send_sms', { ...sms, phones: [] }))).toEqual(['CONNECTOR_SETTING_MISSING', false])
    outside.breakDown(500)
    expect(code(await call('send_sms', sms, 'f'))).toEqual(['CONNECTOR_BUSY', true])
    outside.breakDown(undefined)
  })

  it('is not taken with a clock that is off', async () => {
    const late = world(type, connection)
    const at = now
    const sent = late('send_sms', { ...sms, phones: ['13800000009'] }, 'late')
    now = at + 3_600_000
    const result = await sent
    expect(code(result)).toEqual(['CONNECTOR_SIGNATURE', false])
    now = at + 7_200_000
  })
})
