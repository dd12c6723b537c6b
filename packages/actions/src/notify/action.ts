import { say } from '@mortise/errors'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { resolvePeople } from '../people.ts'
import { filled, localizedSetting, textList } from '../values.ts'

/** Tells people something; which channel is each person's choice. Nobody found means nothing is sent. */
export const notify: ActionType = defineAction({
  type: 'notify',
  version: 1,
  label: { zh: '通知', en: 'Notify' },
  icon: 'bell',
  group: 'message',
  phases: ['afterSave', 'async'],
  settings: [
    setting('to', { zh: '通知谁', en: 'To' }, { editor: 'people', required: true }),
    setting('title', { zh: '标题', en: 'Title' }, { editor: 'template', required: true }),
    setting('body', { zh: '内容', en: 'Text' }, { type: 'longtext', editor: 'template' }),
  ],
  describe: (settings) => {
    const to = textList(settings['to']).join(', ')
    const title = localizedSetting(settings['title']) ?? ''
    return { zh: `通知 ${to}：${say(title, 'zh')}`, en: `Notify ${to}: ${say(title, 'en')}` }
  },
  writes: () => [],
  run: (settings, ctx) => {
    const to = resolvePeople(textList(settings['to']), ctx)
    if (to.length === 0) return []
    const title = localizedSetting(settings['title']) ?? ''
    const body = localizedSetting(settings['body'])
    return [
      {
        type: 'notify',
        to,
        title: filled(title, ctx),
        ...(body === undefined ? {} : { body: filled(body, ctx) }),
        entity: ctx.record.entity,
        recordId: ctx.record.id,
        templates: { title, ...(body === undefined ? {} : { body }) },
      },
    ]
  },
})
