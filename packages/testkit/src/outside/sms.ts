import { createHash, createHmac } from 'node:crypto'
import { limiter, type OutsideCall, type OutsideReply, type OutsideSystem, textIn } from './types.ts'

/** What an account at Aliyun knows. */
export const aliyunSecrets = { accessKeyId: 'ali-id', accessKeySecret: 'ali-secret', sign: '榫卯' } as const
/** What an account at Tencent Cloud knows. */
export const tencentSecrets = {
  secretId: 'tc-id',
  secretKey: 'tc-key',
  sdkAppId: '1400',
  sign: '榫卯',
} as const
/** The one template that both have approved; it has two values. */
export const smsTemplate = 'SMS_1'

const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** A query in the order and the escapes in which it is signed. */
function canonical(query: URLSearchParams): string {
  const escaped = (text: string): string =>
    encodeURIComponent(text).replaceAll(
      /[!'()*]/g,
      (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
    )
  return [...query]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .join('&')
}

function aliyunSigned({ method, query, headers, body }: OutsideCall): boolean {
  const given = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=(\w+)$/.exec(
    headers['authorization'] ?? '',
  )
  if (given === null || given[1] !== aliyunSecrets.accessKeyId) return false
  const names = (given[2] ?? '').split(';')
  const lines = names.map((name) => `${name}:${headers[name] ?? ''}\n`).join('')
  const whole = [method, '/', canonical(query), lines, names.join(';'), sha(body)].join('\n')
  const text = `ACS3-HMAC-SHA256\n${sha(whole)}`
  return hmac(aliyunSecrets.accessKeySecret, text).toString('hex') === given[3]
}

/** The text messages of Aliyun as its documentation tells. */
export function aliyunSms(): OutsideSystem {
  const taken: OutsideSystem['taken'] = []
  const perMinute = limiter(1, 60_000)
  const nonces = limiter(1, 900_000)
  const refuse = (Code: string, Message: string, status = 200): OutsideReply => ({
    status,
    body: { Code, Message, RequestId: 'r' },
  })
  const answer = (call: OutsideCall): OutsideReply | undefined => {
    const { query, headers, now } = call
    if (headers['x-acs-action'] !== 'SendSms') return undefined
    if (!aliyunSigned(call)) return refuse('SignatureDoesNotMatch', 'Specified signature is not matched', 400)
    if (Math.abs(now - Date.parse(headers['x-acs-date'] ?? '')) > 900_000)
      return refuse('InvalidTimeStamp.Expired', 'expired', 400)
    if (!nonces(headers['x-acs-signature-nonce'] ?? '', now))
      return refuse('SignatureNonceUsed', 'used already', 400)
    if (query.get('TemplateCode') !== smsTemplate) return refuse('isv.SMS_TEMPLATE_ILLEGAL', '模板不合法')
    if (query.get('SignName') !== aliyunSecrets.sign) return refuse('isv.SMS_SIGNATURE_ILLEGAL', '签名不合法')
    const phones = (query.get('PhoneNumbers') ?? '').split(',')
    if (!phones.every((one) => /^1\d{10}$/.test(one)))
      return refuse('isv.MOBILE_NUMBER_ILLEGAL', '手机号码格式错误')
    if (!phones.every((one) => perMinute(one, now)))
      return refuse('isv.BUSINESS_LIMIT_CONTROL', '触发分钟级流控Permits:1')
    taken.push({ what: 'sms', to: phones, data: JSON.parse(query.get('TemplateParam') ?? '{}') })
    return { body: { Code: 'OK', Message: 'OK', BizId: `biz-${taken.length}`, RequestId: 'r' } }
  }
  return { answer, taken, expireTokens: () => undefined }
}

function tencentSigned({ headers, body }: OutsideCall): boolean {
  const timestamp = headers['x-tc-timestamp'] ?? '0'
  const date = new Date(Number(timestamp) * 1000).toISOString().slice(0, 10)
  const lines = `content-type:${headers['content-type'] ?? ''}\nhost:${headers['host'] ?? ''}\n`
  const whole = ['POST', '/', '', lines, 'content-type;host', sha(body)].join('\n')
  const scope = `${date}/sms/tc3_request`
  const text = ['TC3-HMAC-SHA256', timestamp, scope, sha(whole)].join('\n')
  const key = hmac(hmac(hmac(`TC3${tencentSecrets.secretKey}`, date), 'sms'), 'tc3_request')
  const right = `TC3-HMAC-SHA256 Credential=${tencentSecrets.secretId}/${scope}, SignedHeaders=content-type;host, Signature=`
  return headers['authorization'] === `${right}${hmac(key, text).toString('hex')}`
}

/** The text messages of Tencent Cloud as its documentation tells. */
export function tencentSms(): OutsideSystem {
  const taken: OutsideSystem['taken'] = []
  const perHalfMinute = limiter(1, 30_000)
  const fail = (Code: string): OutsideReply => ({
    body: { Response: { Error: { Code, Message: Code }, RequestId: 'r' } },
  })
  const answer = (call: OutsideCall): OutsideReply | undefined => {
    const { headers, json, now } = call
    if (headers['x-tc-action'] !== 'SendSms') return undefined
    if (Math.abs(now / 1000 - Number(headers['x-tc-timestamp'])) > 300)
      return fail('AuthFailure.SignatureExpire')
    if (!tencentSigned(call)) return fail('AuthFailure.SignatureFailure')
    if (json['TemplateId'] !== smsTemplate) return fail('FailedOperation.TemplateIncorrectOrUnapproved')
    const phones = Array.isArray(json['PhoneNumberSet']) ? json['PhoneNumberSet'].map(textIn) : []
    const states = phones.map((one) => {
      if (!/^\+86\d{11}$/.test(one))
        return { Code: 'InvalidParameterValue.IncorrectPhoneNumber', SerialNo: '' }
      return perHalfMinute(one, now)
        ? { Code: 'Ok', SerialNo: `s-${one}` }
        : { Code: 'LimitExceeded.PhoneNumberThirtySecondLimit', SerialNo: '' }
    })
    const went = phones.filter((_, index) => states[index]?.Code === 'Ok')
    if (went.length > 0) taken.push({ what: 'sms', to: went, data: json['TemplateParamSet'] ?? [] })
    return { body: { Response: { SendStatusSet: states, RequestId: 'r' } } }
  }
  return { answer, taken, expireTokens: () => undefined }
}
