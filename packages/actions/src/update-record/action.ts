import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { targetEntity, targetRecord } from '../target.ts'
import { readValues, textSetting, valueKeys } from '../values.ts'

/** Changes the record at hand or one behind a link of it. */
export const updateRecord: ActionType = defineAction({
  type: 'update_record',
  version: 1,
  label: { zh: '更新记录', en: 'Update record' },
  icon: 'file-pen',
  group: 'record',
  phases: ['afterSave', 'async'],
  settings: [
    setting(
      'record',
      { zh: '哪条记录', en: 'Which record' },
      {
        editor: 'link_field',
        help: { zh: '留空为当前记录，或选一个关联字段', en: 'Empty for this record, or a link field' },
      },
    ),
    setting('entity', { zh: '关联的数据表', en: 'Entity behind the link' }, { editor: 'entity' }),
    setting(
      'set',
      { zh: '字段与值', en: 'Fields and values' },
      { type: 'longtext', editor: 'values', of: 'entity', required: true },
    ),
    setting(
      'ifEmpty',
      { zh: '关联为空时', en: 'When the link is empty' },
      {
        options: [
          { value: 'fail', label: { zh: '报错', en: 'Fail' } },
          { value: 'skip', label: { zh: '跳过', en: 'Skip' } },
        ],
      },
    ),
  ],
  describe: (settings) => {
    const keys = valueKeys(settings['set']).join(', ')
    const record = textSetting(settings['record'])
    return {
      zh: `更新${record === undefined ? '当前记录' : ` ${record}`}：${keys}`,
      en: `Update ${record ?? 'this record'}: ${keys}`,
    }
  },
  writes: (settings, entity) => [
    { entity: targetEntity(settings, entity), fields: valueKeys(settings['set']), op: 'update' },
  ],
  run: (settings, ctx) => {
    const target = targetRecord('update_record', settings, ctx)
    if (target === undefined) return []
    return [{ type: 'write_record', op: 'update', ...target, values: readValues(settings['set'], ctx) }]
  },
})
