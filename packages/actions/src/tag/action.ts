import type { Json } from '@mortise/expressions'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { textList, textSetting } from '../values.ts'

/** A list value with some put in and others taken out; each once, in the order they stood. */
function tagged(value: Json, add: readonly string[], remove: readonly string[]): readonly string[] {
  const now = Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
  return [...new Set([...now, ...add])].filter((one) => !remove.includes(one))
}

const same = (a: Json, b: readonly string[]): boolean => JSON.stringify(a ?? []) === JSON.stringify(b)

/** Puts tags on the record or takes them off, and leaves its other tags as they are. */
export const tag: ActionType = defineAction({
  type: 'tag',
  version: 1,
  label: { zh: '打标签', en: 'Tag' },
  icon: 'tag',
  group: 'record',
  phases: ['beforeSave', 'afterSave', 'async'],
  settings: [
    setting('field', { zh: '标签字段', en: 'Field of tags' }, { editor: 'field', required: true }),
    setting('add', { zh: '加上', en: 'Put on' }, { type: 'longtext' }),
    setting('remove', { zh: '去掉', en: 'Take off' }, { type: 'longtext' }),
  ],
  describe: (settings) => {
    const [add, remove] = [textList(settings['add']).join('、'), textList(settings['remove']).join('、')]
    return {
      zh: [add && `加标签 ${add}`, remove && `去标签 ${remove}`].filter(Boolean).join('，') || '打标签',
      en: [add && `Put on ${add}`, remove && `take off ${remove}`].filter(Boolean).join(', ') || 'Tag',
    }
  },
  writes: (settings, entity) => [{ entity, fields: [textSetting(settings['field']) ?? '*'], op: 'update' }],
  run: (settings, ctx) => {
    const field = textSetting(settings['field'])
    if (field === undefined) throw errors.ACTION_SETTING_MISSING({ action: 'tag', setting: 'field' })
    const before = ctx.record.values[field] ?? null
    const value = tagged(before, textList(settings['add']), textList(settings['remove']))
    if (same(before, value)) return []
    if (ctx.phase === 'beforeSave') return [{ type: 'set_value', field, value }]
    const { entity, id } = ctx.record
    return [{ type: 'write_record', op: 'update', entity, id, values: { [field]: value } }]
  },
})
