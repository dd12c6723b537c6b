import type { Settings } from '@mortise/schema'
import type { ConnectorContext, ConnectorResult } from '../define.ts'
import { errors, failure } from '../errors.ts'
import { textOf } from '../json-call.ts'
import { accountsOf, messageOf } from '../message.ts'
import { textSetting } from '../settings.ts'
import { apiCall, system, withToken } from './api.ts'

const missing = (setting: string): ConnectorResult => failure(errors.CONNECTOR_SETTING_MISSING({ setting }))

/**
 * Puts something on a person's list of to-dos. `sourceId` makes it one however often it is tried. Gives what it takes to
 * tick it off.
 */
export async function createTodo(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const message = messageOf(settings, ctx)
  const found = await accountsOf(message.users.slice(0, 1), ctx, system)
  if ('failed' in found) return found.failed
  const union = found.accounts[0]?.union
  if (union === undefined) return failure(errors.CONNECTOR_NOBODY({ system }))
  const due = Date.parse(textSetting(settings, 'due') ?? '')
  const body = {
    sourceId: textSetting(settings, 'sourceId') ?? ctx.idempotencyKey,
    subject: message.title.slice(0, 1024),
    description: message.text.slice(0, 4096),
    creatorId: union,
    executorIds: [union],
    ...(Number.isNaN(due) ? {} : { dueTime: due }),
    ...(message.url === '' ? {} : { detailUrl: { appUrl: message.url, pcUrl: message.url } }),
  }
  const path = `v1.0/todo/users/${encodeURIComponent(union)}/tasks?operatorId=${encodeURIComponent(union)}`
  const done = await withToken(connection, ctx, apiCall(connection, path, { method: 'POST', body }))
  if ('failed' in done) return done.failed
  return { ok: true, data: { id: textOf(done.answer['id']), union } }
}

/** Ticks a to-do off. One that is gone already counts as done. */
export async function completeTodo(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const [id, union] = [textSetting(settings, 'id'), textSetting(settings, 'union')]
  if (id === undefined) return missing('id')
  if (union === undefined) return missing('union')
  const [person, task] = [encodeURIComponent(union), encodeURIComponent(id)]
  const path = `v1.0/todo/users/${person}/tasks/${task}?operatorId=${person}`
  const body = { done: true }
  const done = await withToken(connection, ctx, apiCall(connection, path, { method: 'PUT', body }))
  if (!('failed' in done)) return { ok: true, data: { id } }
  const { failed } = done
  const gone = !failed.ok && /notExist|NotFound|不存在/i.test(failed.message.zh)
  return gone ? { ok: true, data: { id, gone: true } } : failed
}
