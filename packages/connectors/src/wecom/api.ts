import type { Json } from '@mortise/expressions'
import type { Settings } from '@mortise/schema'
import type { ConnectorContext, ConnectorResult } from '../define.ts'
import { errors, failure } from '../errors.ts'
import { type Answer, callJson, type CodeTable, failureFor, postJson, textOf } from '../json-call.ts'
import { isResult } from '../message.ts'
import { textSetting } from '../settings.ts'

/** What it is called in messages to people. */
export const system = '企业微信'

/** https://developer.work.weixin.qq.com/document/path/90313 */
const codes: CodeTable = [
  [errors.CONNECTOR_ACCOUNT, [40001, 40013, 40056, 41001, 41004, 93000]],
  [errors.CONNECTOR_ADDRESS, [60020]],
  [errors.CONNECTOR_RIGHTS, [48002, 60011, 301002, 301007]],
  [errors.CONNECTOR_LIMIT, [45009, 45033, 45029]],
  [errors.CONNECTOR_NOBODY, [81013]],
  [errors.CONNECTOR_PERSON, [60111, 46004, 50002]],
  [errors.CONNECTOR_BUSY, [-1]],
]

const expired = new Set(['40014', '42001', '42009'])

/** Address of its interface. */
export function baseOf(connection: Settings): string {
  return (textSetting(connection, 'base') ?? 'https://qyapi.weixin.qq.com').replace(/\/+$/, '')
}

/** The token of the app. */
export function tokenOf(connection: Settings, ctx: ConnectorContext): Promise<string | ConnectorResult> {
  const corp = textSetting(connection, 'corpId')
  const secret = ctx.secret('secret')
  if (corp === undefined || secret === undefined)
    return Promise.resolve(
      failure(errors.CONNECTOR_SETTING_MISSING({ setting: corp === undefined ? 'corpId' : 'secret' })),
    )
  return ctx.token('app', async () => {
    const query = `corpid=${encodeURIComponent(corp)}&corpsecret=${encodeURIComponent(secret)}`
    const url = `${baseOf(connection)}/cgi-bin/gettoken?${query}`
    const called = await callJson(ctx, system, { method: 'GET', url })
    if (called.failed !== undefined) return called.failed
    const { access_token: token, expires_in: seconds } = called.answer
    return (
      refused(called.answer) ?? {
        token: textOf(token),
        seconds: typeof seconds === 'number' ? seconds : 7200,
      }
    )
  })
}

/** What it said against a call; undefined where nothing. */
export function refused(answer: Answer): ConnectorResult | undefined {
  const code = textOf(answer['errcode'] ?? 0)
  return code === '0' ? undefined : failureFor(codes, { system, code, text: textOf(answer['errmsg']) })
}

/** A call with the app's token; once more with a new one where it is taken no longer. */
export async function withToken(
  connection: Settings,
  ctx: ConnectorContext,
  given: { readonly path: string; readonly body: Json },
): Promise<{ readonly answer: Answer } | { readonly failed: ConnectorResult }> {
  for (let round = 1; ; round += 1) {
    const token = await tokenOf(connection, ctx)
    if (isResult(token)) return { failed: token }
    const url = `${baseOf(connection)}/cgi-bin/${given.path}?access_token=${encodeURIComponent(token)}`
    const called = await callJson(ctx, system, postJson(url, given.body))
    if (called.failed !== undefined) return { failed: called.failed }
    if (round === 1 && expired.has(textOf(called.answer['errcode']))) {
      ctx.forget('app')
      continue
    }
    const failed = refused(called.answer)
    return failed === undefined ? { answer: called.answer } : { failed }
  }
}
