import type { Expression } from '@mortise/expressions'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { bindRecord, readValues, textSetting, valueKeys } from '../values.ts'

/** More at once are a job for a schedule, which works them off one by one. */
const mostRecords = 500

/** Changes every record of an entity that meets a condition, such as all open tasks of a customer. */
export const updateRecords: ActionType = defineAction({
  type: 'update_records',
  version: 1,
  label: { zh: '批量更新记录', en: 'Update records' },
  icon: 'files',
  group: 'record',
  phases: ['afterSave', 'async'],
  settings: [
    setting('entity', { zh: '数据表', en: 'Entity' }, { editor: 'entity', required: true }),
    setting(
      'filter',
      { zh: '符合条件', en: 'That meet' },
      {
        type: 'longtext',
        editor: 'condition',
        of: 'entity',
        beside: true,
        required: true,
        help: { zh: '用 record.字段 引用当前记录', en: 'record.field names this record' },
      },
    ),
    setting(
      'set',
      { zh: '字段与值', en: 'Fields and values' },
      { type: 'longtext', editor: 'values', of: 'entity', required: true },
    ),
    setting(
      'limit',
      { zh: '最多条数', en: 'At most' },
      { type: 'integer', default: 100, help: { zh: '不超过 500', en: 'up to 500' } },
    ),
  ],
  describe: (settings) => {
    const entity = textSetting(settings['entity']) ?? '?'
    const keys = valueKeys(settings['set']).join(', ')
    return { zh: `批量更新 ${entity}：${keys}`, en: `Update records of ${entity}: ${keys}` }
  },
  writes: (settings) => [
    { entity: textSetting(settings['entity']) ?? '*', fields: valueKeys(settings['set']), op: 'update' },
  ],
  run: (settings, ctx) => {
    const entity = textSetting(settings['entity'])
    if (entity === undefined)
      throw errors.ACTION_SETTING_MISSING({ action: 'update_records', setting: 'entity' })
    // Without a condition it would change everything, which nobody means.
    if (settings['filter'] === undefined || settings['filter'] === null)
      throw errors.ACTION_SETTING_MISSING({ action: 'update_records', setting: 'filter' })
    const limit = typeof settings['limit'] === 'number' ? settings['limit'] : 100
    return [
      {
        type: 'find_records',
        entity,
        filter: bindRecord(settings['filter'] as Expression, ctx),
        limit: Math.max(1, Math.min(mostRecords, Math.floor(limit))),
        set: readValues(settings['set'], ctx),
      },
    ]
  },
})
