import type { Settings } from '@mortise/schema'
import {
  defineConnector,
  type ConnectorContext,
  type ConnectorResult,
  type ConnectorType,
  type MailAttachment,
  type SmtpMessage,
} from '../define.ts'
import { errors, failure } from '../errors.ts'
import { headerSafe, listSetting, numberSetting, textSetting } from '../settings.ts'

const address = /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/

/** An address as people write it: `a@b.cn` or `名字 <a@b.cn>`. */
function isAddress(text: string): boolean {
  const inside = /^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text
  return address.test(inside)
}

type Draft = { readonly from: string; readonly to: readonly string[]; readonly subject: string }

function problemOf({ from, to, subject }: Draft): ConnectorResult | undefined {
  const parts: readonly (readonly [string, string])[] = [
    ['from', from],
    ['subject', subject],
    ...to.map((one) => ['to', one] as const),
  ]
  const injected = parts.find(([, text]) => !headerSafe(text))
  if (injected) return failure(errors.CONNECTOR_HEADER_INJECTION({ setting: injected[0] }))
  const wrong = [from, ...to].find((one) => !isAddress(one))
  if (wrong === undefined) return undefined
  return failure(errors.CONNECTOR_SETTING_BAD({ setting: wrong === from ? 'from' : 'to', value: wrong }))
}

function missing(setting: string): ConnectorResult {
  return failure(errors.CONNECTOR_SETTING_MISSING({ setting }))
}

/** Files that go along; what is none is left out. Their names stand in headers and are held to that. */
function filesOf(settings: Settings): readonly MailAttachment[] {
  const given = settings['attachments']
  if (!Array.isArray(given)) return []
  return given.flatMap((one) => {
    const { name, type, content, cid } = (one ?? {}) as { readonly [key: string]: unknown }
    const texts = [name, type, content, ...(cid === undefined ? [] : [cid])]
    const fits = texts.every((text) => typeof text === 'string' && headerSafe(text))
    const file = { name, type, content, ...(cid === undefined ? {} : { cid }) }
    return fits ? [file as MailAttachment] : []
  })
}

/** A message id that is the same for every try, so that a server that got the mail twice can tell. */
function messageId(ctx: ConnectorContext, from: string): string {
  const domain = /@([^>\s]+)>?$/.exec(from)?.[1] ?? 'mortise.local'
  return `<${ctx.idempotencyKey.replaceAll(/[^A-Za-z0-9._-]/g, '')}@${domain}>`
}

function account(connection: Settings, ctx: ConnectorContext): Pick<SmtpMessage, 'user' | 'password'> {
  const user = textSetting(connection, 'user')
  const password = ctx.secret('password')
  return { ...(user === undefined ? {} : { user }), ...(password === undefined ? {} : { password }) }
}

async function deliver(message: SmtpMessage, ctx: ConnectorContext): Promise<ConnectorResult> {
  try {
    const { accepted } = await ctx.smtp(message)
    if (accepted.length === 0) return failure(errors.CONNECTOR_NOT_ACCEPTED())
    return { ok: true, data: { messageId: message.messageId, accepted } }
  } catch {
    return failure(errors.CONNECTOR_UNREACHABLE({ system: message.host }))
  }
}

async function sendMail(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const host = textSetting(connection, 'host')
  const from = textSetting(connection, 'from')
  const to = listSetting(settings, 'to')
  if (host === undefined) return missing('host')
  if (from === undefined) return missing('from')
  if (to.length === 0) return missing('to')
  // Read as it stands: trimming first would hide a line break at the end.
  const subject = typeof settings['subject'] === 'string' ? settings['subject'] : ''
  const wrong = problemOf({ from, to, subject })
  if (wrong !== undefined) return wrong
  const secure = connection['secure'] === true
  const port = numberSetting(connection, 'port') ?? (secure ? 465 : 587)
  const text = typeof settings['text'] === 'string' ? settings['text'] : ''
  const html = textSetting(settings, 'html')
  const attachments = filesOf(settings)
  const id = messageId(ctx, from)
  return deliver(
    {
      host,
      port,
      secure,
      ...account(connection, ctx),
      from,
      to,
      subject,
      text,
      messageId: id,
      ...(html === undefined ? {} : { html }),
      ...(attachments.length === 0 ? {} : { attachments }),
    },
    ctx,
  )
}

/** Sends mail through any mail server. */
export const smtpConnector: ConnectorType = defineConnector({
  type: 'smtp',
  version: 1,
  label: { zh: '邮件服务器', en: 'Mail server' },
  icon: 'mail',
  group: 'mail',
  account: 'mail',
  settings: [],
  describe: () => ({ zh: '通过邮件服务器发信', en: 'Sends mail through a mail server' }),
  auth: [
    { key: 'host', type: 'text', label: { zh: '服务器', en: 'Server' }, required: true },
    {
      key: 'port',
      type: 'integer',
      label: { zh: '端口', en: 'Port' },
      help: { zh: '留空时：加密 465，否则 587', en: 'When empty: 465 with TLS, otherwise 587' },
    },
    {
      key: 'secure',
      type: 'boolean',
      label: { zh: '全程加密（TLS）', en: 'TLS from the start' },
      default: true,
    },
    { key: 'user', type: 'text', label: { zh: '用户名', en: 'User' } },
    { key: 'password', type: 'text', label: { zh: '密码', en: 'Password' }, settings: { secret: true } },
    { key: 'from', type: 'text', label: { zh: '发件人', en: 'From' }, required: true },
  ],
  actions: [
    {
      key: 'send_mail',
      label: { zh: '发送邮件', en: 'Send a mail' },
      settings: [
        { key: 'to', type: 'text', label: { zh: '收件人', en: 'To' }, required: true },
        { key: 'subject', type: 'text', label: { zh: '主题', en: 'Subject' }, required: true },
        { key: 'text', type: 'longtext', label: { zh: '正文', en: 'Text' } },
      ],
      run: sendMail,
    },
  ],
  triggers: [],
})
