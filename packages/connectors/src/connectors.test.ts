import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  builtinConnectors,
  headerSafe,
  type ConnectorContext,
  type ConnectorResult,
  type HttpRequest,
  type SmtpMessage,
} from './index.ts'

type Sent = { readonly mails: SmtpMessage[]; readonly requests: HttpRequest[] }

function fakeWorld(over: Partial<ConnectorContext> = {}): {
  readonly ctx: ConnectorContext
  readonly sent: Sent
} {
  const sent: Sent = { mails: [], requests: [] }
  const ctx: ConnectorContext = {
    http: (request) => {
      sent.requests.push(request)
      return Promise.resolve({ status: 200, headers: {}, body: 'ok' })
    },
    smtp: (message) => {
      sent.mails.push(message)
      return Promise.resolve({ accepted: message.to })
    },
    hmac: (key, text) => Promise.resolve(createHmac('sha256', key).update(text).digest()),
    sha256: (text) => Promise.resolve(createHash('sha256').update(text).digest('hex')),
    token: () => Promise.reject(new Error('no token')),
    forget: () => undefined,
    pace: () => Promise.resolve(true),
    account: () => Promise.resolve(undefined),
    home: 'https://crm.example.cn',
    sign: (secret, text) => Promise.resolve(createHmac('sha256', secret).update(text).digest('hex')),
    secret: (key) => ({ password: 'pw', secret: 's3cret' })[key],
    now: '2026-03-05T02:00:00.000Z',
    idempotencyKey: 'effect-42',
    timeZone: 'Asia/Shanghai',
    ...over,
  }
  return { ctx, sent }
}

function call(
  type: string,
  action: string,
): (
  settings: Parameters<NonNullable<ReturnType<typeof builtinConnectors.find>>['actions'][number]['run']>[0],
  connection: Parameters<NonNullable<ReturnType<typeof builtinConnectors.find>>['actions'][number]['run']>[1],
  ctx: ConnectorContext,
) => Promise<ConnectorResult> {
  const found = builtinConnectors.find(type)?.actions.find((one) => one.key === action)
  if (found === undefined) throw new Error(`no action ${type}.${action}`)
  return found.run
}

const server = { host: 'mail.example.cn', from: '榫卯 <noreply@example.cn>', secure: true, user: 'noreply' }
const sendMail = call('smtp', 'send_mail')
const post = call('webhook', 'post')

describe('mail', () => {
  it('goes out with the account of the connection and an id that stays the same on every try', async () => {
    const { ctx, sent } = fakeWorld()
    const settings = { to: 'li@example.cn; wang@example.cn', subject: '报价已批准', text: '请查收' }
    expect(await sendMail(settings, server, ctx)).toMatchObject({ ok: true })
    await sendMail(settings, server, ctx)
    expect(sent.mails[0]).toMatchObject({
      port: 465,
      user: 'noreply',
      password: 'pw',
      to: ['li@example.cn', 'wang@example.cn'],
      subject: '报价已批准',
      messageId: '<effect-42@example.cn>',
    })
    expect(sent.mails[1]?.messageId).toBe(sent.mails[0]?.messageId)
  })

  it.each([
    ['subject', { to: 'a@b.cn', subject: '你好\r\nBcc: evil@x.com' }],
    ['subject', { to: 'a@b.cn', subject: '你好\n' }],
    ['to', { to: ['a@b.cn\r\nBcc: evil@x.com'], subject: 's' }],
  ])('refuses a line break in %s', async (_, settings) => {
    const { ctx, sent } = fakeWorld()
    const result = await sendMail(settings, server, ctx)
    expect(result).toMatchObject({ ok: false, retry: false, code: 'CONNECTOR_HEADER_INJECTION' })
    expect(sent.mails).toHaveLength(0)
  })

  it('says which setting is missing or wrong', async () => {
    const { ctx } = fakeWorld()
    expect(await sendMail({ to: '', subject: 's' }, server, ctx)).toMatchObject({
      code: 'CONNECTOR_SETTING_MISSING',
    })
    expect(await sendMail({ to: 'nobody', subject: 's' }, server, ctx)).toMatchObject({
      code: 'CONNECTOR_SETTING_BAD',
    })
  })

  it('is tried again when the server is away, not when it knows no recipient', async () => {
    const away = fakeWorld({ smtp: () => Promise.reject(new Error('ECONNREFUSED')) })
    expect(await sendMail({ to: 'a@b.cn', subject: 's' }, server, away.ctx)).toMatchObject({
      ok: false,
      retry: true,
    })
    const unknown = fakeWorld({ smtp: () => Promise.resolve({ accepted: [] }) })
    expect(await sendMail({ to: 'a@b.cn', subject: 's' }, server, unknown.ctx)).toMatchObject({
      ok: false,
      retry: false,
    })
  })
})

describe('webhook', () => {
  const connection = { url: 'https://hooks.example.cn/in?token=abc' }

  it('carries a signature that the receiver can check', async () => {
    const { ctx, sent } = fakeWorld()
    await post({ payload: { deal: '甲公司', amount: '12.30' } }, connection, ctx)
    const [request] = sent.requests
    const stamp = request?.headers?.['x-mortise-timestamp'] ?? ''
    const wanted = createHmac('sha256', 's3cret')
      .update(`${stamp}.${request?.body ?? ''}`)
      .digest('hex')
    expect(stamp).toBe('1772676000')
    expect(request?.headers?.['x-mortise-signature']).toBe(`sha256=${wanted}`)
    expect(request?.headers?.['idempotency-key']).toBe('effect-42')
    expect(JSON.parse(request?.body ?? '')).toEqual({ deal: '甲公司', amount: '12.30' })
  })

  it.each([
    [429, true],
    [503, true],
    [400, false],
    [401, false],
  ])('on %i tries again: %s', async (status, retry) => {
    const { ctx } = fakeWorld({ http: () => Promise.resolve({ status, headers: {}, body: '' }) })
    expect(await post({}, connection, ctx)).toMatchObject({ ok: false, retry })
  })

  it('never shows the token of the address', async () => {
    const { ctx } = fakeWorld({ http: () => Promise.reject(new Error('no route')) })
    const result = await post({}, connection, ctx)
    expect(JSON.stringify(result)).toContain('hooks.example.cn')
    expect(JSON.stringify(result)).not.toContain('abc')
  })

  it.each(['ftp://x.cn', 'javascript:alert(1)', 'x.cn'])('refuses the address %s', async (url) => {
    const { ctx, sent } = fakeWorld()
    expect(await post({}, { url }, ctx)).toMatchObject({ code: 'CONNECTOR_SETTING_BAD' })
    expect(sent.requests).toHaveLength(0)
  })
})

describe('header safety', () => {
  it('lets ordinary words through and no control character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('\r', '\n', '\0', '\u2028', '\u0085'),
        (text, bad) => {
          expect(headerSafe(`${text}${bad}x`)).toBe(false)
        },
      ),
    )
    expect(headerSafe('关于“报价单 BJ-202603-0001”的回复 ✓')).toBe(true)
  })
})
