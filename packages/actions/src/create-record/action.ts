import type { Expression } from '@mortise/expressions'
import type { WriteRecordEffect } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { bindRecord, readValues, textSetting, valueKeys } from '../values.ts'

/** Makes a record of any entity, or takes one that matches instead. */
export const createRecord: ActionType = defineAction({
  type: 'create_record',
  version: 1,
  label: { zh: '新建记录', en: 'Create record' },
  icon: 'file-plus',
  group: 'record',
  phases: ['afterSave', 'async'],
  settings: [
    setting('entity', { zh: '数据表', en: 'Entity' }, { editor: 'entity', required: true }),
    setting(
      'values',
      { zh: '字段与值', en: 'Fields and values' },
      { type: 'longtext', editor: 'values', of: 'entity', required: true },
    ),
    setting(
      'matchFirst',
      { zh: '已有则使用', en: 'Use an existing match' },
      { type: 'longtext', editor: 'condition', of: 'entity', beside: true },
    ),
    setting(
      'ref',
      { zh: '引用名', en: 'Reference name' },
      {
        help: {
          zh: '后面的动作可用 $ref:名称 引用新记录',
          en: 'later actions name the new record by $ref:name',
        },
      },
    ),
  ],
  describe: (settings) => {
    const entity = textSetting(settings['entity']) ?? '?'
    return { zh: `新建 ${entity}`, en: `Create ${entity}` }
  },
  writes: (settings) => [
    { entity: textSetting(settings['entity']) ?? '*', fields: valueKeys(settings['values']), op: 'create' },
  ],
  run: (settings, ctx) => {
    const entity = textSetting(settings['entity'])
    if (entity === undefined)
      throw errors.ACTION_SETTING_MISSING({ action: 'create_record', setting: 'entity' })
    const ref = textSetting(settings['ref'])
    const effect: WriteRecordEffect = {
      type: 'write_record',
      op: 'create',
      entity,
      values: readValues(settings['values'], ctx),
      ...(ref === undefined ? {} : { ref }),
      ...(settings['matchFirst'] === undefined
        ? {}
        : { matchFirst: bindRecord(settings['matchFirst'] as Expression, ctx) }),
    }
    return [effect]
  },
})
