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
      setting(
        'channel',
        { zh: '发到哪里', en: 'Where' },
        {
          default: 'people',
          options: [
            { value: 'people', label: { zh: '个人', en: 'People' } },
            { value: 'group', label: { zh: '群机器人所在的群', en: 'The group of the robot' } },
          ],
        },
      ),
      setting('to', { zh: '发给谁', en: 'To' }, { editor: 'people' }),
      setting('title', { zh: '标题', en: 'Title' }, { editor: 'template', required: true }),
      setting('body', { zh: '内容', en: 'Text' }, { type: 'longtext', editor: 'template' }),
      setting(
        'connection',
        { zh: '连接', en: 'Connection' },
        {
          editor: 'connection',
          systems: [of.connector],
          help: { zh: '不选就用第一个', en: 'The first one where none is chosen' },
        },
      ),
    ],
    describe: (settings) => {
      const to = textList(settings['to']).join(', ')
      const title = textSetting(settings['title']) ?? ''
      if (settings['channel'] === 'group')
        return { zh: `发到${of.name.zh}群：${title}`, en: `${of.name.en} group: ${title}` }
      return { zh: `${of.name.zh}通知 ${to}：${title}`, en: `${of.name.en} to ${to}: ${title}` }
    },
    writes: () => [],
    outward: true,
    connectors: [of.connector],
    run: (settings, ctx) => {
      const title = textSetting(settings['title'])
      if (title === undefined) throw errors.ACTION_SETTING_MISSING({ action: of.type, setting: 'title' })
      const to = resolvePeople(textList(settings['to']), ctx)
      const group = settings['channel'] === 'group'
      if (!group && settings['to'] === undefined)
        throw errors.ACTION_SETTING_MISSING({ action: of.type, setting: 'to' })
      if (!group && to.length === 0) return []
      const { entity, id } = ctx.record
      const connection = textSetting(settings['connection'])
      return [
        {
          type: 'call_out',
          connector: of.connector,
          action: 'send_message',
          settings: {
            ...(group ? { channel: 'group' } : { users: to }),
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
