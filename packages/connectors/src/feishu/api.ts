import type { Json } from '@mortise/expressions'
import type { Settings } from '@mortise/schema'
import type { ConnectorContext, ConnectorResult } from '../define.ts'
import { errors, failure } from '../errors.ts'
import { type Answer, callJson, type CodeTable, failureFor, postJson, textOf } from '../json-call.ts'
import { isResult } from '../message.ts'
import { textSetting } from '../settings.ts'

/** What it is called in messages to people. */
export const system = '飞书'

/** https://open.feishu.cn/document/server-docs/api-call-guide/generic-error-code */
const codes: CodeTable = [
  [errors.CONNECTOR_ACCOUNT, [10003, 10014, 99991543, 19001]],
  [errors.CONNECTOR_SIGNATURE, [19021, 19022, 19024]],
  [errors.CONNECTOR_ADDRESS, [99991401]],
  [errors.CONNECTOR_RIGHTS, [99991672, 99991679, 230006, 230027]],
  [errors.CONNECTOR_LIMIT, [99991400, 11232, 9499, 230020]],
  [errors.CONNECTOR_NOBODY, [230013, 99992351, 99992361]],
]

const expired = new Set(['99991663', '99991661', '99991668', '99991664'])

/** Address of its interface. */
export function baseOf(connection: Settings): string {
  return (textSetting(connection, 'base') ?? 'https://open.feishu.cn').replace(/\/+$/, '')
}

/** The token of the app for this company. */
export function tokenOf(connection: Settings, ctx: ConnectorContext): Promise<string | ConnectorResult> {
  const id = textSetting(connection, 'appId')
  const secret = ctx.secret('appSecret')
  if (id === undefined || secret === undefined)
    return Promise.resolve(
      failure(errors.CONNECTOR_SETTING_MISSING({ setting: id === undefined ? 'appId' : 'appSecret' })),
    )
  return ctx.token('app', async () => {
    const url = `${baseOf(connection)}/open-apis/auth/v3/tenant_access_token/internal`
    const called = await callJson(ctx, system, postJson(url, { app_id: id, app_secret: secret }))
    if (called.failed !== undefined) return called.failed
    const { tenant_access_token: token, expire } = called.answer
    const seconds = typeof expire === 'number' ? expire : 7200
    return refused(called.answer) ?? { token: textOf(token), seconds }
  })
}

/** What it said against a call; undefined where nothing. */
export function refused(answer: Answer): ConnectorResult | undefined {
  const code = textOf(answer['code'] ?? 0)
  return code === '0' ? undefined : failureFor(codes, { system, code, text: textOf(answer['msg']) })
}

/** A call with the app's token; once more with a new one where it is taken no longer. */
export async function withToken(
  connection: Settings,
  ctx: ConnectorContext,
  given: { readonly method?: string; readonly path: string; readonly body: Json },
): Promise<{ readonly answer: Answer } | { readonly failed: ConnectorResult }> {
  for (let round = 1; ; round += 1) {
    const token = await tokenOf(connection, ctx)
    if (isResult(token)) return { failed: token }
    const url = `${baseOf(connection)}/open-apis/${given.path}`
    const request = postJson(url, given.body, { authorization: `Bearer ${token}` })
    const called = await callJson(ctx, system, { ...request, method: given.method ?? 'POST' })
    if (called.failed !== undefined) return { failed: called.failed }
    if (round === 1 && expired.has(textOf(called.answer['code']))) {
      ctx.forget('app')
      continue
    }
    const failed = refused(called.answer)
    return failed === undefined ? { answer: called.answer } : { failed }
  }
}
