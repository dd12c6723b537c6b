import type { Settings } from '@mortise/schema'
import { cutBytes } from '../bytes.ts'
import type { ConnectorContext, ConnectorResult } from '../define.ts'
import { errors, failure } from '../errors.ts'
import { callJson, postJson, textOf } from '../json-call.ts'
import { accountsOf, type Message, messageOf } from '../message.ts'
import { textSetting } from '../settings.ts'
import { baseOf, refused, system, withToken } from './api.ts'

/** What the robot of a group may say in a minute. */
const perMinute = 20
/** The same message to the same people within half an hour is taken once. */
const doubleSeconds = 1800
const atOnce = 1000

/** Says something in the group of the robot. */
export async function toGroup(
  message: Message,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const key = ctx.secret('robotKey')
  if (key === undefined) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'robotKey' }))
  if (!(await ctx.pace('robot', perMinute, 60)))
    return failure(errors.CONNECTOR_LIMIT({ system, code: `${perMinute}/min` }))
  const url = `${baseOf(connection)}/cgi-bin/webhook/send?key=${encodeURIComponent(key)}`
  const link = message.url === '' ? '' : `\n[查看详情](${message.url})`
  const content = cutBytes(`**${message.title}**\n${message.text}`, 4096 - link.length) + link
  const called = await callJson(ctx, system, postJson(url, { msgtype: 'markdown', markdown: { content } }))
  if (called.failed !== undefined) return called.failed
  return refused(called.answer) ?? { ok: true, data: { group: true } }
}

/** Tells people something by the app, all in one message. */
export async function toPeople(
  message: Message,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const agent = Number(textSetting(connection, 'agentId'))
  if (!Number.isInteger(agent)) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'agentId' }))
  const found = await accountsOf(message.users, ctx, system)
  if ('failed' in found) return found.failed
  const ids = found.accounts.slice(0, atOnce).map(({ id }) => id)
  const { title, text, url } = message
  const said =
    url === ''
      ? { msgtype: 'text', text: { content: cutBytes(`${title}\n${text}`, 2048) } }
      : {
          msgtype: 'textcard',
          textcard: {
            title: cutBytes(title, 128),
            description: cutBytes(text === '' ? title : text, 512),
            url,
            btntxt: '详情',
          },
        }
  const double = { enable_duplicate_check: 1, duplicate_check_interval: doubleSeconds }
  const body = { touser: ids.join('|'), agentid: agent, ...said, ...double }
  const done = await withToken(connection, ctx, { path: 'message/send', body })
  if ('failed' in done) return done.failed
  const { msgid, invaliduser } = done.answer
  return { ok: true, data: { id: textOf(msgid), people: ids.length, unknown: textOf(invaliduser) } }
}

/** A to-do is a card here: apps have no list of their own to put it on. */
export function createTodo(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  return toPeople(messageOf(settings, ctx), connection, ctx)
}

/** Takes the card back; that can be done within a day. Later, or gone already, there is nothing to do. */
export async function completeTodo(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const id = textSetting(settings, 'id')
  if (id === undefined) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'id' }))
  const done = await withToken(connection, ctx, { path: 'message/recall', body: { msgid: id } })
  if (!('failed' in done) || done.failed.ok || done.failed.retry)
    return 'failed' in done ? done.failed : { ok: true, data: { id } }
  return done.failed.code === 'CONNECTOR_SAID' ? { ok: true, data: { id, gone: true } } : done.failed
}

/** Looks a person up by mobile number, else by e-mail. */
export async function findPerson(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const [mobile, email] = [textSetting(settings, 'mobile'), textSetting(settings, 'email')]
  if (mobile === undefined && email === undefined)
    return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'mobile' }))
  const asked =
    mobile === undefined
      ? { path: 'user/get_userid_by_email', body: { email: email ?? '', email_type: 1 } }
      : { path: 'user/getuserid', body: { mobile } }
  const done = await withToken(connection, ctx, asked)
  return 'failed' in done ? done.failed : { ok: true, data: { id: textOf(done.answer['userid']) } }
}
