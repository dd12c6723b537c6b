import type { Settings } from '@mortise/schema'
import { base64 } from '../bytes.ts'
import type { ConnectorContext, ConnectorResult } from '../define.ts'
import { errors, failure } from '../errors.ts'
import { callJson, postJson, textOf } from '../json-call.ts'
import { accountsOf, type Message } from '../message.ts'
import { textSetting } from '../settings.ts'
import { bases, oldCall, refused, system, withToken } from './api.ts'

/** A robot that says more than twenty things a minute is muted for ten. */
const perMinute = 20
/** People that one notice can go to. */
const atOnce = 100

/** The text of a notice; the time makes it differ from one with the same words, which would not be delivered the same day. */
function markdown(message: Message, ctx: ConnectorContext): string {
  const { timeZone } = ctx
  const clock = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone })
  return [`#### ${message.title}`, message.text, `> ${clock.format(Date.parse(ctx.now))}`]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** The signature of a robot: of the time in milliseconds and the secret. */
export async function robotSignature(
  secret: string,
  at: number,
  ctx: Pick<ConnectorContext, 'hmac'>,
): Promise<string> {
  return encodeURIComponent(base64(await ctx.hmac(secret, `${at}\n${secret}`)))
}

/** Says something in the group of the robot. */
export async function toGroup(
  message: Message,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const token = ctx.secret('robotToken')
  if (token === undefined) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'robotToken' }))
  if (!(await ctx.pace('robot', perMinute, 60)))
    return failure(errors.CONNECTOR_LIMIT({ system, code: `${perMinute}/min` }))
  const secret = ctx.secret('robotSecret')
  const at = Date.parse(ctx.now)
  const signed = secret === undefined ? '' : `&timestamp=${at}&sign=${await robotSignature(secret, at, ctx)}`
  const url = `${bases(connection).old}/robot/send?access_token=${encodeURIComponent(token)}${signed}`
  const link = message.url === '' ? '' : `\n\n[查看详情](${message.url})`
  const text = `${markdown(message, ctx)}${link}`
  const body = { msgtype: 'markdown', markdown: { title: message.title, text }, at: { isAtAll: false } }
  const called = await callJson(ctx, system, postJson(url, body))
  if (called.failed !== undefined) return called.failed
  return refused(called.answer) ?? { ok: true, data: { group: true } }
}

/** Tells people something by a work notice. */
export async function toPeople(
  message: Message,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const agent = textSetting(connection, 'agentId')
  if (agent === undefined) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'agentId' }))
  const found = await accountsOf(message.users, ctx, system)
  if ('failed' in found) return found.failed
  const text = markdown(message, ctx)
  const { title } = message
  const msg =
    message.url === ''
      ? { msgtype: 'markdown', markdown: { title, text } }
      : {
          msgtype: 'action_card',
          action_card: { title, markdown: text, single_title: '查看详情', single_url: message.url },
        }
  const ids = found.accounts.slice(0, atOnce).map(({ id }) => id)
  const body = { agent_id: agent, userid_list: ids.join(','), msg }
  const path = 'topapi/message/corpconversation/asyncsend_v2'
  const done = await withToken(connection, ctx, oldCall(connection, path, body))
  if ('failed' in done) return done.failed
  return { ok: true, data: { task: textOf(done.answer['task_id']), people: ids.length } }
}
