import type { Json } from '@mortise/expressions'
import type { FieldDocument, Settings } from '@mortise/schema'
import type { ConnectorAction, ConnectorResult } from './define.ts'
import { errors, failure } from './errors.ts'
import { listSetting, textSetting } from './settings.ts'

/** A text message as its provider wants it. */
export type Sms = {
  readonly phones: readonly string[]
  readonly template: string
  readonly sign: string
  /** Values of the template by name, in the order they were written. */
  readonly params: readonly (readonly [string, string])[]
}

const smsSettings: readonly FieldDocument[] = [
  { key: 'phones', type: 'text', label: { zh: '手机号', en: 'To' }, required: true },
  { key: 'template', type: 'text', label: { zh: '短信模板编号', en: 'Template code' }, required: true },
  { key: 'params', type: 'longtext', label: { zh: '模板变量（JSON）', en: 'Values of the template (JSON)' } },
]

/** The action that sends a text message, the same for every provider but for how. */
export const smsAction = (run: ConnectorAction['run']): ConnectorAction => ({
  key: 'send_sms',
  label: { zh: '发送短信', en: 'Send SMS' },
  settings: smsSettings,
  run,
})

function paramsOf(given: Json | undefined): Sms['params'] {
  let value = given
  if (typeof value === 'string')
    try {
      value = JSON.parse(value) as Json
    } catch {
      value = null
    }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([name, one]) => [name, one === null ? '' : String(one as Json)])
}

/** Reads a text message from the settings of an action and its connection; fails where something is missing. */
export function smsOf(settings: Settings, connection: Settings): Sms | { readonly failed: ConnectorResult } {
  const phones = listSetting(settings, 'phones')
  const [template, sign] = [textSetting(settings, 'template'), textSetting(connection, 'sign')]
  const missing = (setting: string): { readonly failed: ConnectorResult } => ({
    failed: failure(errors.CONNECTOR_SETTING_MISSING({ setting })),
  })
  if (phones.length === 0) return missing('phones')
  if (template === undefined) return missing('template')
  if (sign === undefined) return missing('sign')
  return { phones, template, sign, params: paramsOf(settings['params']) }
}
