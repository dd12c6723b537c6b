import type { Settings } from '@mortise/schema'
import {
  defineConnector,
  type ConnectorContext,
  type ConnectorResult,
  type ConnectorType,
} from '../define.ts'
import { errors, failure } from '../errors.ts'
import { callJson, type CodeTable, failureFor, listOf, partOf, textOf } from '../json-call.ts'
import { textSetting } from '../settings.ts'
import { smsOf, smsAction } from '../sms.ts'
import { tencentAuthorization } from './sign.ts'

const system = '腾讯云短信'
const contentType = 'application/json; charset=utf-8'
const atOnce = 200

/** https://cloud.tencent.com/document/product/382/59177 */
const codes: CodeTable = [
  [errors.CONNECTOR_ACCOUNT, ['AuthFailure.SecretIdNotFound', 'AuthFailure.InvalidSecretId']],
  [errors.CONNECTOR_SIGNATURE, ['AuthFailure.SignatureFailure', 'AuthFailure.SignatureExpire']],
  [
    errors.CONNECTOR_RIGHTS,
    ['AuthFailure.UnauthorizedOperation', 'UnauthorizedOperation.SdkAppIdIsDisabled'],
  ],
  [errors.CONNECTOR_ADDRESS, ['UnauthorizedOperation.RequestIpNotInWhitelist']],
  [
    errors.CONNECTOR_LIMIT_DAY,
    ['LimitExceeded.PhoneNumberDailyLimit', 'LimitExceeded.AppDailyLimit', 'LimitExceeded.DailyLimit'],
  ],
  [
    errors.CONNECTOR_LIMIT,
    [
      'LimitExceeded.PhoneNumberThirtySecondLimit',
      'LimitExceeded.PhoneNumberOneHourLimit',
      'LimitExceeded.DeliveryFrequencyLimit',
      'RequestLimitExceeded',
    ],
  ],
  [
    errors.CONNECTOR_TEMPLATE,
    [
      'FailedOperation.SignatureIncorrectOrUnapproved',
      'FailedOperation.TemplateIncorrectOrUnapproved',
      'FailedOperation.TemplateParamSetNotMatchApprovedTemplate',
      'InvalidParameterValue.TemplateParameterFormatError',
    ],
  ],
  [
    errors.CONNECTOR_PHONE,
    ['InvalidParameterValue.IncorrectPhoneNumber', 'FailedOperation.PhoneNumberInBlacklist'],
  ],
  [errors.CONNECTOR_BALANCE, ['FailedOperation.InsufficientBalanceInSmsPackage']],
  [errors.CONNECTOR_BUSY, ['InternalError', 'InternalError.Timeout']],
]

/** Numbers as they are written between countries; without a country they are Chinese. */
const international = (phone: string): string => (phone.startsWith('+') ? phone : `+86${phone}`)

async function sendSms(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const sms = smsOf(settings, connection)
  if ('failed' in sms) return sms.failed
  const [id, app] = [textSetting(connection, 'secretId'), textSetting(connection, 'sdkAppId')]
  const secret = ctx.secret('secretKey')
  if (id === undefined) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'secretId' }))
  if (app === undefined) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'sdkAppId' }))
  if (secret === undefined) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'secretKey' }))
  const base = (textSetting(connection, 'base') ?? 'https://sms.tencentcloudapi.com').replace(/\/+$/, '')
  const body = JSON.stringify({
    PhoneNumberSet: sms.phones.slice(0, atOnce).map(international),
    SmsSdkAppId: app,
    SignName: sms.sign,
    TemplateId: sms.template,
    TemplateParamSet: sms.params.map(([, value]) => value),
    SessionContext: (await ctx.sha256(ctx.idempotencyKey)).slice(0, 32),
  })
  const host = base.replace(/^https?:\/\//, '')
  const timestamp = Math.floor(Date.parse(ctx.now) / 1000)
  const call = { service: 'sms', host, contentType, timestamp, body }
  const authorization = await tencentAuthorization({ id, secret }, call, ctx)
  const called = await callJson(ctx, system, {
    method: 'POST',
    url: `${base}/`,
    headers: {
      'content-type': contentType,
      host,
      authorization,
      'x-tc-action': 'SendSms',
      'x-tc-version': '2021-01-11',
      'x-tc-timestamp': String(timestamp),
      'x-tc-region': textSetting(connection, 'region') ?? 'ap-guangzhou',
    },
    body,
  })
  if (called.failed !== undefined) return called.failed
  return resultOf(partOf(called.answer['Response']))
}

function resultOf(response: ReturnType<typeof partOf>): ConnectorResult {
  const fail = (said: ReturnType<typeof partOf>): ConnectorResult =>
    failureFor(codes, { system, code: textOf(said['Code']), text: textOf(said['Message']) })
  if (response['Error'] !== undefined) return fail(partOf(response['Error']))
  const states = listOf(response['SendStatusSet']).map(partOf)
  const refused = states.filter((one) => one['Code'] !== 'Ok')
  const [first] = refused
  // Some that went out must not go out again.
  if (first !== undefined && refused.length === states.length) return fail(first)
  return {
    ok: true,
    data: {
      ids: states.map((one) => textOf(one['SerialNo'])),
      phones: states.length - refused.length,
      refused: refused.map((one) => textOf(one['Code'])),
    },
  }
}

/** Text messages through Tencent Cloud. */
export const tencentSmsConnector: ConnectorType = defineConnector({
  type: 'tencent_sms',
  version: 1,
  label: { zh: '腾讯云短信', en: 'Tencent Cloud SMS' },
  icon: 'smartphone',
  group: 'sms',
  settings: [],
  describe: () => ({ zh: '通过腾讯云发送短信', en: 'Sends text messages through Tencent Cloud' }),
  tryBy: 'send_sms',
  auth: [
    { key: 'secretId', type: 'text', label: { zh: 'SecretId', en: 'SecretId' }, required: true },
    {
      key: 'secretKey',
      type: 'text',
      label: { zh: 'SecretKey', en: 'SecretKey' },
      required: true,
      settings: { secret: true },
    },
    { key: 'sdkAppId', type: 'text', label: { zh: '短信应用 SdkAppId', en: 'SdkAppId' }, required: true },
    {
      key: 'sign',
      type: 'text',
      label: { zh: '短信签名', en: 'Signature' },
      required: true,
      help: { zh: '控制台里审核通过的签名内容', en: 'as it was approved in the console' },
    },
    { key: 'region', type: 'text', label: { zh: '地域', en: 'Region' }, default: 'ap-guangzhou' },
    {
      key: 'base',
      type: 'url',
      label: { zh: '接口地址', en: 'Address' },
      default: 'https://sms.tencentcloudapi.com',
    },
  ],
  actions: [smsAction(sendSms)],
  triggers: [],
})
