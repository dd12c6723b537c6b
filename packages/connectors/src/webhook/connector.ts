import type { Json } from '@mortise/expressions'
import type { Settings } from '@mortise/schema'
import {
  defineConnector,
  type ConnectorContext,
  type ConnectorResult,
  type ConnectorType,
  type HttpAnswer,
} from '../define.ts'
import { errors, failure } from '../errors.ts'
import { headerSafe, textSetting } from '../settings.ts'

/** Answers that a later try may turn into success. */
function worthRetry(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500
}

/** A few thousand characters are enough to find out what happened. */
const keptBody = 4000

function resultOf(answer: HttpAnswer, system: string): ConnectorResult {
  const { status } = answer
  if (status >= 200 && status < 300)
    return { ok: true, data: { status, body: answer.body.slice(0, keptBody) } }
  const error = worthRetry(status) ? errors.CONNECTOR_BUSY : errors.CONNECTOR_REFUSED
  return failure(error({ system, status }))
}

/** Host of an address, for messages; the rest may hold a token. */
function hostOf(url: string): string | undefined {
  return /^https?:\/\/(?:[^/?#@]*@)?([^/?#:@]+(?::\d+)?)(?:[/?#]|$)/i.exec(url)?.[1]
}

/**
 * Seconds since 1970 and body are signed together, so that a caught message can't be sent again later. The receiver
 * works out the same HMAC-SHA256 over `<timestamp>.<body>` and compares.
 */
async function signedHeaders(
  body: string,
  ctx: ConnectorContext,
): Promise<{ readonly [name: string]: string }> {
  const timestamp = String(Math.floor(Date.parse(ctx.now) / 1000))
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'idempotency-key': ctx.idempotencyKey,
    'x-mortise-timestamp': timestamp,
  }
  const secret = ctx.secret('secret')
  if (secret === undefined || secret === '') return headers
  const signature = await ctx.sign(secret, `${timestamp}.${body}`)
  return { ...headers, 'x-mortise-signature': `sha256=${signature}` }
}

function bodyOf(payload: Json | undefined): string {
  // Text that is JSON already (a filled template) goes out as it is.
  if (typeof payload !== 'string') return JSON.stringify(payload ?? {})
  try {
    JSON.parse(payload)
    return payload
  } catch {
    return JSON.stringify({ text: payload })
  }
}

async function post(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const own = textSetting(connection, 'url')
  const url = textSetting(settings, 'url') ?? own
  if (url === undefined) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'url' }))
  const host = hostOf(url)
  if (host === undefined || !headerSafe(url))
    return failure(errors.CONNECTOR_SETTING_BAD({ setting: 'url', value: url.slice(0, 40) }))
  const body = bodyOf(settings['payload'])
  // The secret is for the address it was given for, and for no other.
  const headers = await signedHeaders(body, {
    ...ctx,
    secret: (key) => (url === own ? ctx.secret(key) : undefined),
  })
  try {
    return resultOf(await ctx.http({ method: 'POST', url, headers, body }), host)
  } catch {
    return failure(errors.CONNECTOR_UNREACHABLE({ system: host }))
  }
}

/** Posts signed JSON to any address. */
export const webhookConnector: ConnectorType = defineConnector({
  type: 'webhook',
  version: 1,
  label: { zh: 'Webhook', en: 'Webhook' },
  icon: 'webhook',
  group: 'http',
  settings: [],
  describe: () => ({ zh: '向指定地址发送带签名的 JSON', en: 'Posts signed JSON to an address' }),
  auth: [
    { key: 'url', type: 'url', label: { zh: '地址', en: 'Address' }, required: true },
    {
      key: 'secret',
      type: 'text',
      label: { zh: '签名密钥', en: 'Signing secret' },
      settings: { secret: true },
      help: {
        zh: '对方用它核对请求头 x-mortise-signature：对“时间戳.正文”做 HMAC-SHA256',
        en: 'The receiver checks x-mortise-signature with it: HMAC-SHA256 over "timestamp.body"',
      },
    },
  ],
  actions: [
    {
      key: 'post',
      label: { zh: '发送', en: 'Post' },
      settings: [{ key: 'payload', type: 'longtext', label: { zh: '正文（JSON）', en: 'Body (JSON)' } }],
      run: post,
    },
  ],
  triggers: [],
})
