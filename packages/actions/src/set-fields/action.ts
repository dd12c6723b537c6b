import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { readValues, valueKeys } from '../values.ts'

/** Sets fields of the record at hand: before it is saved as values, afterwards as a write of the same record. */
export const setFields: ActionType = defineAction({
  type: 'set_fields',
  version: 1,
  label: { zh: '设置字段', en: 'Set fields' },
  icon: 'pencil',
  group: 'record',
  phases: ['beforeSave', 'afterSave', 'async'],
  settings: [
    setting(
      'set',
      { zh: '字段与值', en: 'Fields and values' },
      { type: 'longtext', editor: 'values', required: true },
    ),
  ],
  describe: (settings) => {
    const keys = valueKeys(settings['set']).join(', ')
    return { zh: `设置 ${keys || '字段'}`, en: `Set ${keys || 'fields'}` }
  },
  writes: (settings, entity) => [{ entity, fields: valueKeys(settings['set']), op: 'update' }],
  run: (settings, ctx) => {
    const values = readValues(settings['set'], ctx)
    if (ctx.phase === 'beforeSave')
      return Object.entries(values).map(([field, value]) => ({ type: 'set_value', field, value }))
    return [{ type: 'write_record', op: 'update', entity: ctx.record.entity, id: ctx.record.id, values }]
  },
})
