import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { targetEntity, targetRecord } from '../target.ts'
import { textSetting } from '../values.ts'

/** Puts the record at hand, or one behind a link of it, into the bin. */
export const deleteRecord: ActionType = defineAction({
  type: 'delete_record',
  version: 1,
  label: { zh: '删除记录', en: 'Delete record' },
  icon: 'trash-2',
  group: 'record',
  phases: ['afterSave', 'async'],
  settings: [
    setting('record', { zh: '哪条记录', en: 'Which record' }, { editor: 'link_field' }),
    setting('entity', { zh: '关联的数据表', en: 'Entity behind the link' }, { editor: 'entity' }),
  ],
  describe: (settings) => {
    const record = textSetting(settings['record'])
    return { zh: `删除${record ?? '当前记录'}`, en: `Delete ${record ?? 'this record'}` }
  },
  writes: (settings, entity) => [{ entity: targetEntity(settings, entity), fields: ['*'], op: 'delete' }],
  run: (settings, ctx) => {
    const target = targetRecord('delete_record', settings, ctx)
    return target === undefined ? [] : [{ type: 'write_record', op: 'delete', ...target }]
  },
})
