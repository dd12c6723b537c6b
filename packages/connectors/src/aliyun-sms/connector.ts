import type { Settings } from '@mortise/schema'
import {
  defineConnector,
  type ConnectorContext,
  type ConnectorResult,
  type ConnectorType,
} from '../define.ts'
import { errors, failure } from '../errors.ts'
import { callJson, type CodeTable, failureFor, textOf } from '../json-call.ts'
import { textSetting } from '../settings.ts'
import { smsOf, smsAction } from '../sms.ts'
import { aliyunSignature, canonicalQuery } from './sign.ts'

const system = '阿里云短信'

/** https://help.aliyun.com/zh/sms/developer-reference/api-error-codes */
const codes: CodeTable = [
  [
    errors.CONNECTOR_ACCOUNT,
    ['InvalidAccessKeyId.NotFound', 'InvalidAccessKeyId.Inactive', 'isv.ACCOUNT_NOT_EXISTS'],
  ],
  [errors.CONNECTOR_SIGNATURE, ['SignatureDoesNotMatch', 'InvalidTimeStamp.Expired', 'SignatureNonceUsed']],
  [errors.CONNECTOR_RIGHTS, ['isp.RAM_PERMISSION_DENY', 'isv.OUT_OF_SERVICE', 'isv.PRODUCT_UN_SUBSCRIPT']],
  [errors.CONNECTOR_LIMIT_DAY, ['isv.DAY_LIMIT_CONTROL']],
  [errors.CONNECTOR_LIMIT, ['isv.BUSINESS_LIMIT_CONTROL', 'Throttling.User', 'Throttling']],
  [
    errors.CONNECTOR_TEMPLATE,
    [
      'isv.SMS_TEMPLATE_ILLEGAL',
      'isv.SMS_SIGNATURE_ILLEGAL',
      'isv.SMS_SIGN_ILLEGAL',
      'isv.TEMPLATE_MISSING_PARAMETERS',
      'isv.TEMPLATE_PARAMS_ILLEGAL',
      'isv.SMS_SIGNATURE_SCENE_ILLEGAL',
      'isv.INVALID_PARAMETERS',
    ],
  ],
  [errors.CONNECTOR_PHONE, ['isv.MOBILE_NUMBER_ILLEGAL', 'isv.MOBILE_COUNT_OVER_LIMIT']],
  [errors.CONNECTOR_BALANCE, ['isv.AMOUNT_NOT_ENOUGH']],
  [errors.CONNECTOR_BUSY, ['isp.SYSTEM_ERROR', 'ServiceUnavailable', 'InternalError']],
]

async function sendSms(
  settings: Settings,
  connection: Settings,
  ctx: ConnectorContext,
): Promise<ConnectorResult> {
  const sms = smsOf(settings, connection)
  if ('failed' in sms) return sms.failed
  const id = textSetting(connection, 'accessKeyId')
  const secret = ctx.secret('accessKeySecret')
  if (id === undefined) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'accessKeyId' }))
  if (secret === undefined) return failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'accessKeySecret' }))
  const base = (textSetting(connection, 'base') ?? 'https://dysmsapi.aliyuncs.com').replace(/\/+$/, '')
  const query = {
    PhoneNumbers: sms.phones.map((one) => one.replace(/^\+86/, '').replace(/^\+/, '00')).join(','),
    SignName: sms.sign,
    TemplateCode: sms.template,
    ...(sms.params.length === 0 ? {} : { TemplateParam: JSON.stringify(Object.fromEntries(sms.params)) }),
    OutId: (await ctx.sha256(ctx.idempotencyKey)).slice(0, 32),
  }
  const headers = {
    host: base.replace(/^https?:\/\//, ''),
    'x-acs-action': 'SendSms',
    'x-acs-content-sha256': await ctx.sha256(''),
    'x-acs-date': `${ctx.now.slice(0, 19)}Z`,
    // Each try has its own: the same one is taken once.
    'x-acs-signature-nonce': (await ctx.sha256(`${ctx.idempotencyKey} ${ctx.now}`)).slice(0, 32),
    'x-acs-version': '2017-05-25',
  }
  const call = { method: 'POST', path: '/', query, headers, body: '' }
  const { signature, signed } = await aliyunSignature(secret, call, ctx)
  const authorization = `ACS3-HMAC-SHA256 Credential=${id},SignedHeaders=${signed},Signature=${signature}`
  const called = await callJson(ctx, system, {
    method: 'POST',
    url: `${base}/?${canonicalQuery(query)}`,
    headers: { ...headers, authorization },
  })
  if (called.failed !== undefined) return called.failed
  const { Code, Message, BizId } = called.answer
  if (Code === 'OK') return { ok: true, data: { id: textOf(BizId), phones: sms.phones.length } }
  const text = textOf(Message)
  // The limit of a day and that of a minute come with one code; waiting mends only the second.
  const code = textOf(Code)
  const day = code === 'isv.BUSINESS_LIMIT_CONTROL' && /天级|day/i.test(text)
  return day
    ? failure(errors.CONNECTOR_LIMIT_DAY({ system, code }))
    : failureFor(codes, { system, code, text })
}

/** Text messages through Aliyun. */
export const aliyunSmsConnector: ConnectorType = defineConnector({
  type: 'aliyun_sms',
  version: 1,
  label: { zh: '阿里云短信', en: 'Aliyun SMS' },
  icon: 'smartphone',
  group: 'sms',
  settings: [],
  describe: () => ({ zh: '通过阿里云发送短信', en: 'Sends text messages through Aliyun' }),
  tryBy: 'send_sms',
  auth: [
    { key: 'accessKeyId', type: 'text', label: { zh: 'AccessKey ID', en: 'AccessKey ID' }, required: true },
    {
      key: 'accessKeySecret',
      type: 'text',
      label: { zh: 'AccessKey Secret', en: 'AccessKey Secret' },
      required: true,
      settings: { secret: true },
    },
    {
      key: 'sign',
      type: 'text',
      label: { zh: '短信签名', en: 'Signature' },
      required: true,
      help: { zh: '控制台里审核通过的签名名称', en: 'as it was approved in the console' },
    },
    {
      key: 'base',
      type: 'url',
      label: { zh: '接口地址', en: 'Address' },
      default: 'https://dysmsapi.aliyuncs.com',
    },
  ],
  actions: [smsAction(sendSms)],
  triggers: [],
})
