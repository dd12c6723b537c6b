import type { Expression } from '@mortise/expressions'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { bindRecord, textSetting } from '../values.ts'

/** Looks for one record; later actions name it by `$ref:<name>`. None found leaves the name empty. */
export const findRecord: ActionType = defineAction({
  type: 'find_record',
  version: 1,
  label: { zh: '查找记录', en: 'Find a record' },
  icon: 'search',
  group: 'record',
  phases: ['afterSave', 'async'],
  settings: [
    setting('entity', { zh: '数据表', en: 'Entity' }, { editor: 'entity', required: true }),
    setting(
      'filter',
      { zh: '符合条件', en: 'That meets' },
      { type: 'longtext', editor: 'condition', of: 'entity', beside: true, required: true },
    ),
    setting('sort', { zh: '有多条时先取', en: 'First by' }, { editor: 'field', of: 'entity' }),
    setting(
      'dir',
      { zh: '顺序', en: 'Order' },
      {
        options: [
          { value: 'asc', label: { zh: '最小或最早', en: 'Smallest or earliest' } },
          { value: 'desc', label: { zh: '最大或最近', en: 'Largest or latest' } },
        ],
      },
    ),
    setting(
      'ref',
      { zh: '引用名', en: 'Reference name' },
      {
        required: true,
        help: {
          zh: '后面的动作可用 $ref:名称 引用找到的记录',
          en: 'later actions name the record by $ref:name',
        },
      },
    ),
  ],
  describe: (settings) => {
    const entity = textSetting(settings['entity']) ?? '?'
    return { zh: `查找一条 ${entity}`, en: `Find a record of ${entity}` }
  },
  writes: () => [],
  run: (settings, ctx) => {
    const [entity, ref] = [textSetting(settings['entity']), textSetting(settings['ref'])]
    if (entity === undefined)
      throw errors.ACTION_SETTING_MISSING({ action: 'find_record', setting: 'entity' })
    if (ref === undefined) throw errors.ACTION_SETTING_MISSING({ action: 'find_record', setting: 'ref' })
    const field = textSetting(settings['sort']) ?? 'created_at'
    const dir = settings['dir'] === 'desc' ? 'desc' : 'asc'
    const filter = bindRecord((settings['filter'] ?? true) as Expression, ctx)
    return [{ type: 'find_records', entity, filter, sort: { field, dir }, limit: 1, ref }]
  },
})
