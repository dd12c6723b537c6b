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
})

/** An error of the table as the result of a call; operational ones are worth another try. */
export function failure(error: MortiseError): ConnectorResult {
  return { ok: false, retry: error.kind === 'operational', code: error.code, message: error.text }
}
