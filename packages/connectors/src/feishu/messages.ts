import type { Json } from '@mortise/expressions'
import type { Settings } from '@mortise/schema'
import { base64, cutBytes } from '../bytes.ts'
import type { ConnectorContext, ConnectorResult } from '../define.ts'
import { errors, failure } from '../errors.ts'
import { callJson, listOf, partOf, postJson, textOf } from '../json-call.ts'
import { accountsOf, type Message, messageOf } from '../message.ts'
import { textSetting } from '../settings.ts'
import { baseOf, refused, system, withToken } from './api.ts'

/** What the robot of a group may say in a minute, and how long it may be. */
const perMinute = 100
const mostBytes = 15_000

/** The signature of a robot: the time in seconds and the secret are the key, and nothing is signed by it. */
export async function robotSignature(
  secret: string,
  seconds: string,
  ctx: Pick<ConnectorContext, 'hmac'>,
): Promise<string> {
  return base64(await ctx.hmac(`${seconds}\n${secret}`, ''))
}

function card({ title, text, url }: Message): Json {
  const words: Json = { tag: 'div', text: { tag: 'lark_md', content: cutBytes(text, mostBytes) } }
  const button: Json = {
    tag: 'action',
    actions: [{ tag: 'button', text: { tag: 'plain_text', content: '查看详情' }, type: 'primary', url }],
  }
  return {
    header: { title: { tag: 'plain_text', content: title } },
    elements: [...(text === '' ? [] : [words]), ...(url === '' ? [] : [button])],
  }
}

/** Says something in the group of the robot. */
export async function toGroup(
  message: Message,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const hook = ctx.secret('robotHook')
  if (hook === undefined) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'robotHook' }))
  if (!(await ctx.pace('robot', perMinute, 60)))
    return failure(errors.CONNECTOR_LIMIT({ system, code: `${perMinute}/min` }))
  // People copy the whole address.
  const id = hook.slice(hook.lastIndexOf('/') + 1)
  const secret = ctx.secret('robotSecret')
  const timestamp = String(Math.floor(Date.parse(ctx.now) / 1000))
  const signed = secret === undefined ? {} : { timestamp, sign: await robotSignature(secret, timestamp, ctx) }
  const url = `${baseOf(connection)}/open-apis/bot/v2/hook/${encodeURIComponent(id)}`
  const body = { ...signed, msg_type: 'interactive', card: card(message) }
  const called = await callJson(ctx, system, postJson(url, body))
  if (called.failed !== undefined) return called.failed
  return refused(called.answer) ?? { ok: true, data: { group: true } }
}

/** Tells people something, each in a message of their own. */
export async function toPeople(
  message: Message,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const found = await accountsOf(message.users, ctx, system)
  if ('failed' in found) return found.failed
  const sent: string[] = []
  for (const { id } of found.accounts) {
    const body = {
      receive_id: id,
      msg_type: 'interactive',
      content: JSON.stringify(card(message)),
      // Taken once within an hour, however often it is tried.
      uuid: (await ctx.sha256(`${ctx.idempotencyKey} ${id}`)).slice(0, 50),
    }
    const path = 'im/v1/messages?receive_id_type=open_id'
    const done = await withToken(connection, ctx, { path, body })
    if ('failed' in done) return done.failed
    sent.push(textOf(partOf(done.answer['data'])['message_id']))
  }
  return { ok: true, data: { ids: sent, people: sent.length } }
}

/** Puts something on a person's list of tasks. Gives what it takes to tick it off. */
export async function createTodo(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const message = messageOf(settings, ctx)
  const found = await accountsOf(message.users.slice(0, 1), ctx, system)
  if ('failed' in found) return found.failed
  const due = Date.parse(textSetting(settings, 'due') ?? '')
  const body = {
    summary: message.title.slice(0, 3000),
    description: message.text.slice(0, 3000),
    client_token: (await ctx.sha256(ctx.idempotencyKey)).slice(0, 50),
    members: found.accounts.map(({ id }) => ({ id, type: 'user', role: 'assignee' })),
    ...(Number.isNaN(due) ? {} : { due: { timestamp: String(due), is_all_day: false } }),
    ...(message.url === ''
      ? {}
      : {
          origin: {
            platform_i18n_name: { zh_cn: '榫卯', en_us: 'Mortise' },
            href: { url: message.url, title: message.title.slice(0, 100) },
          },
        }),
  }
  const done = await withToken(connection, ctx, { path: 'task/v2/tasks?user_id_type=open_id', body })
  if ('failed' in done) return done.failed
  return { ok: true, data: { id: textOf(partOf(partOf(done.answer['data'])['task'])['guid']) } }
}

/** Ticks a task off. One that is gone already counts as done. */
export async function completeTodo(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const id = textSetting(settings, 'id')
  if (id === undefined) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'id' }))
  const body = {
    task: { completed_at: String(Date.parse(ctx.now)) },
    update_fields: ['completed_at'],
  }
  const path = `task/v2/tasks/${encodeURIComponent(id)}`
  const done = await withToken(connection, ctx, { method: 'PATCH', path, body })
  if (!('failed' in done)) return { ok: true, data: { id } }
  const { failed } = done
  const gone = !failed.ok && /1470404|not found|deleted/i.test(failed.message.zh)
  return gone ? { ok: true, data: { id, gone: true } } : failed
}

/** Looks a person up by mobile number or e-mail. */
export async function findPerson(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const [mobile, email] = [textSetting(settings, 'mobile'), textSetting(settings, 'email')]
  if (mobile === undefined && email === undefined)
    return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'mobile' }))
  const body = {
    ...(mobile === undefined ? {} : { mobiles: [mobile] }),
    ...(email === undefined ? {} : { emails: [email] }),
  }
  const path = 'contact/v3/users/batch_get_id?user_id_type=open_id'
  const done = await withToken(connection, ctx, { path, body })
  if ('failed' in done) return done.failed
  const ids = listOf(partOf(done.answer['data'])['user_list']).map((one) => textOf(partOf(one)['user_id']))
  const id = ids.find((one) => one !== '')
  return id === undefined ? failure(errors.CONNECTOR_PERSON({ system })) : { ok: true, data: { id } }
}
