import type { Expression } from '@mortise/expressions'
import type { ActionDocument, Settings } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { bindRecord, textSetting } from '../values.ts'

/** More at once are a job for a schedule, which works them off one by one. */
const mostRecords = 500

function actionsOf(settings: Settings): readonly ActionDocument[] {
  const given = settings['actions']
  return Array.isArray(given) ? (given as unknown as readonly ActionDocument[]) : []
}

/** The rows of a sub-table, the records that point here, or whatever meets a condition. */
function filterOf(settings: Settings, ctx: Parameters<typeof bindRecord>[1]): Expression {
  const link = textSetting(settings['link'])
  const given = settings['filter'] as Expression | undefined
  const parts: readonly Expression[] = [
    ...(link === undefined ? [] : [{ '==': [{ var: link }, ctx.record.id] }]),
    ...(given === undefined || given === null ? [] : [bindRecord(given, ctx)]),
  ]
  const [only] = parts
  // Without any it would go through everything, which nobody means.
  if (only === undefined) throw errors.ACTION_SETTING_MISSING({ action: 'for_each', setting: 'link' })
  return parts.length === 1 ? only : { and: parts }
}

/** Runs actions on each row of a sub-table, or on each record that belongs to the one at hand. */
export const forEach: ActionType = defineAction({
  type: 'for_each',
  version: 1,
  label: { zh: '逐条处理', en: 'For each record' },
  icon: 'repeat',
  group: 'record',
  phases: ['afterSave', 'async'],
  settings: [
    setting(
      'entity',
      { zh: '处理哪些记录', en: 'Records of' },
      {
        editor: 'entity',
        required: true,
        help: { zh: '明细表或关联表', en: 'a sub-table or a related entity' },
      },
    ),
    setting(
      'link',
      { zh: '指向本记录的字段', en: 'Field that points here' },
      { editor: 'field', of: 'entity' },
    ),
    setting(
      'filter',
      { zh: '只处理符合条件的', en: 'Only those that meet' },
      {
        type: 'longtext',
        editor: 'condition',
        of: 'entity',
        beside: true,
        help: { zh: '用 record.字段 引用当前记录', en: 'record.field names this record' },
      },
    ),
    setting(
      'actions',
      { zh: '对每条执行', en: 'On each' },
      { type: 'longtext', editor: 'actions', of: 'entity', required: true },
    ),
    setting('sort', { zh: '先处理', en: 'First by' }, { editor: 'field', of: 'entity' }),
    setting(
      'limit',
      { zh: '最多条数', en: 'At most' },
      { type: 'integer', default: 100, help: { zh: '不超过 500', en: 'up to 500' } },
    ),
  ],
  describe: (settings) => {
    const entity = textSetting(settings['entity']) ?? '?'
    const count = actionsOf(settings).length
    return { zh: `对每条 ${entity} 执行 ${count} 个动作`, en: `Runs ${count} actions on each of ${entity}` }
  },
  inner: (settings) => ({ entity: textSetting(settings['entity']) ?? '*', actions: actionsOf(settings) }),
  writes: () => [],
  run: (settings, ctx) => {
    const entity = textSetting(settings['entity'])
    const actions = actionsOf(settings)
    if (entity === undefined) throw errors.ACTION_SETTING_MISSING({ action: 'for_each', setting: 'entity' })
    if (actions.length === 0) throw errors.ACTION_SETTING_MISSING({ action: 'for_each', setting: 'actions' })
    // One within another would multiply what one save does.
    if (actions.some(({ type }) => type === 'for_each')) throw errors.ACTION_NESTED({ action: 'for_each' })
    const limit = typeof settings['limit'] === 'number' ? settings['limit'] : 100
    const field = textSetting(settings['sort'])
    return [
      {
        type: 'for_each',
        entity,
        filter: filterOf(settings, ctx),
        ...(field === undefined ? {} : { sort: { field, dir: 'asc' } as const }),
        limit: Math.max(1, Math.min(mostRecords, Math.floor(limit))),
        actions,
      },
    ]
  },
})
