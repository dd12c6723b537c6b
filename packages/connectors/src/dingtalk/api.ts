import type { Json } from '@mortise/expressions'
import type { Settings } from '@mortise/schema'
import type { ConnectorContext, ConnectorResult, HttpRequest } from '../define.ts'
import { errors, failure } from '../errors.ts'
import { type Answer, callJson, type CodeTable, failureFor, postJson, textOf } from '../json-call.ts'
import { isResult } from '../message.ts'
import { textSetting } from '../settings.ts'

/** What it is called in messages to people. */
export const system = '钉钉'

/** https://open.dingtalk.com/document/orgapp/server-api-error-codes-1 */
export const codes: CodeTable = [
  [errors.CONNECTOR_ACCOUNT, [40089, 40096, 40078, 'invalidClientIdOrSecret', 'invalidParameter.appKey']],
  [errors.CONNECTOR_PERSON, [60121, 60020003, 33012]],
  [errors.CONNECTOR_SIGNATURE, [310000, 300001]],
  [errors.CONNECTOR_ADDRESS, [60020, 'Forbidden.AccessDenied.IpNotInWhiteList']],
  [errors.CONNECTOR_RIGHTS, [60011, 50002, 88, 'Forbidden.AccessDenied.AccessTokenPermissionDenied']],
  [errors.CONNECTOR_LIMIT, [130101, 90018, 90002, 90005, 'Throttling', 'Throttling.Api']],
  [errors.CONNECTOR_LIMIT_DAY, [143105, 143106]],
  [errors.CONNECTOR_BUSY, [-1, 'ServiceUnavailable', 'InternalError']],
]

const expired = new Set(['40014', '42001', '40001', 'InvalidAuthentication'])

const trimmed = (text: string | undefined, standard: string): string => (text ?? standard).replace(/\/+$/, '')

/** Addresses of the two generations of its interface. */
export function bases(connection: Settings): { readonly old: string; readonly api: string } {
  return {
    old: trimmed(textSetting(connection, 'base'), 'https://oapi.dingtalk.com'),
    api: trimmed(textSetting(connection, 'apiBase'), 'https://api.dingtalk.com'),
  }
}

/** The token of the app; the same serves both generations. */
export function tokenOf(connection: Settings, ctx: ConnectorContext): Promise<string | ConnectorResult> {
  const appKey = textSetting(connection, 'appKey')
  const appSecret = ctx.secret('appSecret')
  if (appKey === undefined || appSecret === undefined)
    return Promise.resolve(
      failure(errors.CONNECTOR_SETTING_MISSING({ setting: appKey === undefined ? 'appKey' : 'appSecret' })),
    )
  return ctx.token('app', async () => {
    const url = `${bases(connection).api}/v1.0/oauth2/accessToken`
    const called = await callJson(ctx, system, postJson(url, { appKey, appSecret }))
    if (called.failed !== undefined) return called.failed
    const { accessToken, expireIn } = called.answer
    const token = textOf(accessToken)
    return token === ''
      ? failureOf(called.answer)
      : { token, seconds: typeof expireIn === 'number' ? expireIn : 7200 }
  })
}

/** What it said against a call; undefined where nothing. The newer interface has `code`, the older `errcode`. */
export function refused(answer: Answer): ConnectorResult | undefined {
  const { errcode = 0, code } = answer
  return textOf(errcode) === '0' && code === undefined ? undefined : failureOf(answer)
}

function failureOf(answer: Answer): ConnectorResult {
  const { errcode, code, errmsg, message } = answer
  const said = { system, code: textOf(code ?? errcode), text: textOf(message ?? errmsg) }
  return failureFor(codes, said)
}

/** A call with the app's token; once more with a new one where it is taken no longer. */
export async function withToken(
  connection: Settings,
  ctx: ConnectorContext,
  request: (token: string) => HttpRequest,
): Promise<{ readonly answer: Answer } | { readonly failed: ConnectorResult }> {
  for (let round = 1; ; round += 1) {
    const token = await tokenOf(connection, ctx)
    if (isResult(token)) return { failed: token }
    const called = await callJson(ctx, system, request(token))
    if (called.failed !== undefined) return { failed: called.failed }
    const { answer } = called
    if (round === 1 && expired.has(textOf(answer['code'] ?? answer['errcode']))) {
      ctx.forget('app')
      continue
    }
    const failed = refused(answer)
    return failed === undefined ? { answer } : { failed }
  }
}

/** A call of the older interface. */
export function oldCall(connection: Settings, path: string, body: Json): (token: string) => HttpRequest {
  const { old } = bases(connection)
  return (token) => postJson(`${old}/${path}?access_token=${encodeURIComponent(token)}`, body)
}

/** A call of the newer interface. */
export function apiCall(
  connection: Settings,
  path: string,
  given: { readonly method: string; readonly body: Json },
): (token: string) => HttpRequest {
  const { api } = bases(connection)
  return (token) => ({
    ...postJson(`${api}/${path}`, given.body, { 'x-acs-dingtalk-access-token': token }),
    method: given.method,
  })
}
