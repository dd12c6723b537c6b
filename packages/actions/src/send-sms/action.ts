import type { Json } from '@mortise/expressions'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { readValue, readValues, textList, textSetting } from '../values.ts'

/** A mobile number as it stands in a field or setting; the separators people write are left out. */
function phoneOf(value: Json): string | undefined {
  const text = typeof value === 'string' ? value.replaceAll(/[\s-]/gu, '') : ''
  return /^\+?\d{6,15}$/u.test(text) ? text : undefined
}

/**
 * Sends a text message by a template that the provider has approved: carriers in China take no free text. Numbers are
 * written out or come from fields of the record.
 */
export const sendSms: ActionType = defineAction({
  type: 'send_sms',
  version: 1,
  label: { zh: '发送短信', en: 'Send SMS' },
  icon: 'smartphone',
  group: 'message',
  phases: ['afterSave', 'async'],
  settings: [
    setting('to', { zh: '手机号', en: 'To' }, { editor: 'template', required: true }),
    setting(
      'provider',
      { zh: '服务商', en: 'Provider' },
      {
        required: true,
        options: [
          { value: 'aliyun_sms', label: { zh: '阿里云短信', en: 'Aliyun' } },
          { value: 'tencent_sms', label: { zh: '腾讯云短信', en: 'Tencent Cloud' } },
        ],
      },
    ),
    setting('template', { zh: '短信模板编号', en: 'Template code' }, { required: true }),
    setting('params', { zh: '模板变量', en: 'Values of the template' }, { type: 'longtext', editor: 'map' }),
    setting(
      'connection',
      { zh: '连接', en: 'Connection' },
      {
        editor: 'connection',
        systems: ['aliyun_sms', 'tencent_sms'],
        help: { zh: '不选就用第一个', en: 'The first one where none is chosen' },
      },
    ),
  ],
  describe: (settings) => {
    const to = textList(settings['to']).join(', ')
    return { zh: `发短信给 ${to}`, en: `SMS to ${to}` }
  },
  writes: () => [],
  outward: true,
  connectors: ['aliyun_sms', 'tencent_sms'],
  run: (settings, ctx) => {
    const [provider, template] = [textSetting(settings['provider']), textSetting(settings['template'])]
    if (provider === undefined)
      throw errors.ACTION_SETTING_MISSING({ action: 'send_sms', setting: 'provider' })
    if (template === undefined)
      throw errors.ACTION_SETTING_MISSING({ action: 'send_sms', setting: 'template' })
    const phones = textList(settings['to']).flatMap((one) => phoneOf(readValue(one, ctx)) ?? [])
    if (phones.length === 0) return []
    const connection = textSetting(settings['connection'])
    return [
      {
        type: 'call_out',
        connector: provider,
        action: 'send_sms',
        settings: {
          phones: [...new Set(phones)],
          template,
          params: readValues(settings['params'], ctx),
          ...(connection === undefined ? {} : { connection }),
        },
      },
    ]
  },
})
