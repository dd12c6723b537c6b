import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { textSetting } from '../values.ts'

/**
 * Adds a comment to the record at hand. Comments are rows of an entity like any other (by default `comment` with
 * `entity`, `record` and `text`), so that they are searched, listed and protected the same way.
 */
export const addComment: ActionType = defineAction({
  type: 'add_comment',
  version: 1,
  label: { zh: '添加评论', en: 'Add comment' },
  icon: 'message-square',
  group: 'record',
  phases: ['afterSave', 'async'],
  settings: [
    setting('text', { zh: '内容', en: 'Text' }, { type: 'longtext', editor: 'template', required: true }),
    setting(
      'entity',
      { zh: '评论的数据表', en: 'Entity of comments' },
      { editor: 'entity', default: 'comment' },
    ),
    setting(
      'link',
      { zh: '指向本记录的字段', en: 'Field that points here' },
      { editor: 'field', of: 'entity' },
    ),
    setting(
      'field',
      { zh: '内容字段', en: 'Field of the text' },
      { editor: 'field', of: 'entity', default: 'text' },
    ),
  ],
  describe: (settings) => {
    const text = textSetting(settings['text']) ?? ''
    return { zh: `评论：${text}`, en: `Comment: ${text}` }
  },
  writes: (settings) => [{ entity: textSetting(settings['entity']) ?? 'comment', fields: ['*'] }],
  run: (settings, ctx) => {
    const link = textSetting(settings['link'])
    const target =
      link === undefined ? { entity: ctx.record.entity, record: ctx.record.id } : { [link]: ctx.record.id }
    const values = {
      ...target,
      [textSetting(settings['field']) ?? 'text']: ctx.fill(textSetting(settings['text']) ?? ''),
    }
    return [
      { type: 'write_record', op: 'create', entity: textSetting(settings['entity']) ?? 'comment', values },
    ]
  },
})
