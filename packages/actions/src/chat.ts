import type { Localized } from '@mortise/errors'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from './define.ts'
import { errors } from './errors.ts'
import { resolvePeople } from './people.ts'
import { textList, textSetting } from './values.ts'

/**
 * An action that tells people something in the chat of their company, through the connector of that system: each finds
 * its people by their user ids here. It leaves after commit, with the action's key.
 */
export function chatAction(of: {
  readonly type: string
  readonly connector: string
  readonly icon: string
  readonly label: Localized
  readonly name: Localized
}): ActionType {
  return defineAction({
    type: of.type,
    version: 1,
    label: of.label,
    icon: of.icon,
    group: 'message',
    phases: ['afterSave', 'async'],
    settings: [
      setting('to', { zh: '发给谁', en: 'To' }, { editor: 'people', required: true }),
      setting('title', { zh: '标题', en: 'Title' }, { editor: 'template', required: true }),
      setting('body', { zh: '内容', en: 'Text' }, { type: 'longtext', editor: 'template' }),
      setting('connection', { zh: '连接', en: 'Connection' }),
    ],
    describe: (settings) => {
      const to = textList(settings['to']).join(', ')
      const title = textSetting(settings['title']) ?? ''
      return { zh: `${of.name.zh}通知 ${to}：${title}`, en: `${of.name.en} to ${to}: ${title}` }
    },
    writes: () => [],
    outward: true,
    connectors: [of.connector],
    run: (settings, ctx) => {
      const title = textSetting(settings['title'])
      if (title === undefined) throw errors.ACTION_SETTING_MISSING({ action: of.type, setting: 'title' })
      const to = resolvePeople(textList(settings['to']), ctx)
      if (to.length === 0) return []
      const { entity, id } = ctx.record
      const connection = textSetting(settings['connection'])
      return [
        {
          type: 'call_out',
          connector: of.connector,
          action: 'send_message',
          settings: {
            users: to,
            title: ctx.fill(title),
            text: ctx.fill(textSetting(settings['body']) ?? ''),
            record: { entity, id },
            ...(connection === undefined ? {} : { connection }),
          },
        },
      ]
    },
  })
}
