import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { targetRecord } from '../target.ts'
import { textSetting } from '../values.ts'

/** Starts a flow on the record at hand, or on one behind a link of it. */
export const startFlow: ActionType = defineAction({
  type: 'start_flow',
  version: 1,
  label: { zh: '发起流程', en: 'Start flow' },
  icon: 'workflow',
  group: 'flow',
  phases: ['afterSave', 'async'],
  settings: [
    setting('flow', { zh: '流程', en: 'Flow' }, { editor: 'flow', required: true }),
    setting('record', { zh: '哪条记录', en: 'Which record' }, { editor: 'link_field' }),
    setting('entity', { zh: '关联的数据表', en: 'Entity behind the link' }, { editor: 'entity' }),
  ],
  describe: (settings) => {
    const flow = textSetting(settings['flow']) ?? '?'
    return { zh: `发起流程“${flow}”`, en: `Start flow "${flow}"` }
  },
  writes: () => [],
  starts: (settings) => [textSetting(settings['flow']) ?? []].flat(),
  run: (settings, ctx) => {
    const flow = textSetting(settings['flow'])
    if (flow === undefined) throw errors.ACTION_SETTING_MISSING({ action: 'start_flow', setting: 'flow' })
    const target = targetRecord('start_flow', settings, ctx)
    return target === undefined
      ? []
      : [{ type: 'start_flow', flow, entity: target.entity, recordId: target.id }]
  },
})
