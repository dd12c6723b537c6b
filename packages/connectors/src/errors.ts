import { defineErrors, type ErrorTable, type MortiseError } from '@mortise/errors'
import type { ConnectorResult } from './define.ts'

type Code =
  | 'CONNECTOR_SETTING_MISSING'
  | 'CONNECTOR_SETTING_BAD'
  | 'CONNECTOR_HEADER_INJECTION'
  | 'CONNECTOR_UNREACHABLE'
  | 'CONNECTOR_REFUSED'
  | 'CONNECTOR_BUSY'
  | 'CONNECTOR_NOT_ACCEPTED'
  | 'CONNECTOR_ACCOUNT'
  | 'CONNECTOR_SIGNATURE'
  | 'CONNECTOR_RIGHTS'
  | 'CONNECTOR_ADDRESS'
  | 'CONNECTOR_LIMIT'
  | 'CONNECTOR_LIMIT_DAY'
  | 'CONNECTOR_NOBODY'
  | 'CONNECTOR_PERSON'
  | 'CONNECTOR_TEMPLATE'
  | 'CONNECTOR_PHONE'
  | 'CONNECTOR_BALANCE'
  | 'CONNECTOR_SAID'

/** What can go wrong with a call to the outside. */
export const errors: ErrorTable<Code> = defineErrors({
  CONNECTOR_SETTING_MISSING: {
    kind: 'user',
    zh: '缺少“{setting}”，请在连接或动作的设置里填写',
    en: '"{setting}" is missing; fill it in at the connection or the action',
  },
  CONNECTOR_SETTING_BAD: {
    kind: 'user',
    zh: '“{setting}”的值不对：{value}',
    en: 'The value of "{setting}" is wrong: {value}',
  },
  CONNECTOR_HEADER_INJECTION: {
    kind: 'user',
    zh: '“{setting}”里不能有换行或控制字符，请删掉后再发',
    en: '"{setting}" must not hold line breaks or control characters; remove them',
  },
  CONNECTOR_UNREACHABLE: {
    kind: 'operational',
    zh: '连不上 {system}，稍后会再试',
    en: '{system} can not be reached; it is tried again later',
  },
  CONNECTOR_REFUSED: {
    kind: 'user',
    zh: '{system} 拒绝了请求（{status}），请检查地址和密钥',
    en: '{system} refused the call ({status}); check address and secret',
  },
  CONNECTOR_BUSY: {
    kind: 'operational',
    zh: '{system} 暂时不能处理（{status}），稍后会再试',
    en: '{system} can not take the call now ({status}); it is tried again later',
  },
  CONNECTOR_NOT_ACCEPTED: {
    kind: 'user',
    zh: '邮件服务器没有接受任何收件人，请检查收件地址',
    en: 'The mail server took none of the recipients; check the addresses',
  },
  CONNECTOR_ACCOUNT: {
    kind: 'user',
    zh: '{system} 不认这组应用凭证（{code}）。请在开放平台核对应用的标识和密钥后重新填写',
    en: '{system} does not know these credentials ({code}). Compare id and secret of the app with its console and enter them again',
  },
  CONNECTOR_SIGNATURE: {
    kind: 'user',
    zh: '{system} 没有通过安全校验（{code}）。请检查加签密钥、关键词和 IP 白名单，以及服务器时间',
    en: '{system} refused the signature ({code}). Check the signing secret, its keywords and IP list, and the clock of this server',
  },
  CONNECTOR_RIGHTS: {
    kind: 'user',
    zh: '应用在 {system} 里没有这项权限（{code}）。请在开放平台为应用开通后再试',
    en: 'The app lacks this permission at {system} ({code}). Grant it in the console and try again',
  },
  CONNECTOR_ADDRESS: {
    kind: 'user',
    zh: '{system} 不允许这台服务器的 IP 访问（{code}）。请把它加入可信 IP',
    en: '{system} does not allow the address of this server ({code}). Add it to the trusted addresses',
  },
  CONNECTOR_LIMIT: {
    kind: 'operational',
    zh: '发给 {system} 的太快了（{code}），稍后会再试',
    en: '{system} gets too many calls ({code}); it is tried again later',
  },
  CONNECTOR_LIMIT_DAY: {
    kind: 'user',
    zh: '今天发给 {system} 的次数已到上限（{code}），不会再试。需要更多请向服务商申请',
    en: 'The quota of the day at {system} is used up ({code}); it is not tried again. Ask the provider for more',
  },
  CONNECTOR_NOBODY: {
    kind: 'user',
    zh: '收件人都还没有绑定 {system} 账号。请管理员在“设置 › 连接”里匹配人员',
    en: 'None of the recipients has an account at {system} here. Have an administrator match people under Settings › Connections',
  },
  CONNECTOR_PERSON: {
    kind: 'user',
    zh: '在{system}里没有找到这个人，请检查手机号或邮箱，并确认应用的可见范围包含他',
    en: '{system} knows nobody like that. Check number or e-mail, and that the app may see this person',
  },
  CONNECTOR_TEMPLATE: {
    kind: 'user',
    zh: '{system} 不接受这个签名或模板（{code}）。请检查它们是否已审核通过，以及模板变量是否齐全',
    en: '{system} takes neither this signature nor this template ({code}). Check that both are approved and all values are given',
  },
  CONNECTOR_PHONE: {
    kind: 'user',
    zh: '{system} 认为手机号不对（{code}），请检查号码',
    en: '{system} does not take this number ({code}); check it',
  },
  CONNECTOR_BALANCE: {
    kind: 'user',
    zh: '{system} 账户余额或套餐不足（{code}），请充值后再发',
    en: 'The account at {system} has no balance left ({code}); top it up',
  },
  CONNECTOR_SAID: {
    kind: 'user',
    zh: '{system} 没有接受：{text}（{code}）',
    en: '{system} did not take it: {text} ({code})',
  },
})

/** An error of the table as the result of a call; operational ones are worth another try. */
export function failure(error: MortiseError): ConnectorResult {
  return { ok: false, retry: error.kind === 'operational', code: error.code, message: error.text }
}
