import type { Settings } from '@mortise/schema'
import type { ConnectorContext, ConnectorResult } from '../define.ts'
import { errors, failure } from '../errors.ts'
import { partOf, textOf } from '../json-call.ts'
import { textSetting } from '../settings.ts'
import { oldCall, withToken } from './api.ts'

/** Looks a person up by mobile number, or by the id there; to-dos need the second id as well. */
export async function findPerson(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const [mobile, known] = [textSetting(settings, 'mobile'), textSetting(settings, 'id')]
  if (mobile === undefined && known === undefined)
    return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'mobile' }))
  let id = known ?? ''
  if (mobile !== undefined) {
    const path = 'topapi/v2/user/getbymobile'
    const found = await withToken(connection, ctx, oldCall(connection, path, { mobile }))
    if ('failed' in found) return found.failed
    id = textOf(partOf(found.answer['result'])['userid'])
  }
  const more = await withToken(connection, ctx, oldCall(connection, 'topapi/v2/user/get', { userid: id }))
  if ('failed' in more) return more.failed
  return { ok: true, data: { id, union: textOf(partOf(more.answer['result'])['unionid']) } }
}
