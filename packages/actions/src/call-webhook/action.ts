import type { Json } from '@mortise/expressions'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { readValues, textSetting } from '../values.ts'

/** Posts JSON to an address after commit. Without `body` the record's values are sent. */
export const callWebhook: ActionType = defineAction({
  type: 'call_webhook',
  version: 1,
  label: { zh: '调用 Webhook', en: 'Call webhook' },
  icon: 'webhook',
  group: 'message',
  phases: ['afterSave', 'async'],
  settings: [
    setting(
      'url',
      { zh: '地址', en: 'Address' },
      {
        type: 'url',
        help: {
          zh: '选了连接就发到连接的地址，并带上签名',
          en: 'With a connection: its address, and signed',
        },
      },
    ),
    setting('body', { zh: '内容', en: 'Content' }, { type: 'longtext', editor: 'map' }),
    setting('connection', { zh: '连接', en: 'Connection' }, { editor: 'connection', systems: ['webhook'] }),
  ],
  describe: (settings) => {
    const url = textSetting(settings['url']) ?? '?'
    return { zh: `调用 ${url}`, en: `Call ${url}` }
  },
  writes: () => [],
  outward: true,
  run: (settings, ctx) => {
    const url = textSetting(settings['url'])
    const connection = textSetting(settings['connection'])
    if (url === undefined && connection === undefined)
      throw errors.ACTION_SETTING_MISSING({ action: 'call_webhook', setting: 'url' })
    const payload: Json =
      settings['body'] === undefined
        ? { entity: ctx.record.entity, id: ctx.record.id, values: ctx.record.values }
        : readValues(settings['body'], ctx)
    return [
      {
        type: 'call_out',
        connector: 'webhook',
        action: 'post',
        settings: {
          ...(url === undefined ? {} : { url: ctx.fill(url) }),
          payload,
          ...(connection === undefined ? {} : { connection }),
        },
      },
    ]
  },
})
