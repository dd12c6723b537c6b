import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { targetRecord } from '../target.ts'
import { textSetting } from '../values.ts'

/** Ends the runs of a flow on the record at hand, or on one behind a link of it: nobody has to decide them any more. */
export const cancelFlow: ActionType = defineAction({
  type: 'cancel_flow',
  version: 1,
  label: { zh: '终止流程', en: 'Cancel flow' },
  icon: 'octagon-x',
  group: 'flow',
  phases: ['afterSave', 'async'],
  settings: [
    setting(
      'flow',
      { zh: '流程', en: 'Flow' },
      {
        editor: 'flow',
        help: { zh: '不选表示这条记录上的所有流程', en: 'None means every flow on the record' },
      },
    ),
    setting('record', { zh: '哪条记录', en: 'Which record' }, { editor: 'link_field' }),
    setting('entity', { zh: '关联的数据表', en: 'Entity behind the link' }, { editor: 'entity' }),
  ],
  describe: (settings) => {
    const flow = textSetting(settings['flow'])
    return flow === undefined
      ? { zh: '终止记录上的流程', en: 'Cancel the flows on the record' }
      : { zh: `终止流程“${flow}”`, en: `Cancel flow "${flow}"` }
  },
  writes: () => [],
  run: (settings, ctx) => {
    const target = targetRecord('cancel_flow', { ...settings, ifEmpty: 'skip' }, ctx)
    const flow = textSetting(settings['flow'])
    if (target === undefined) return []
    return [
      {
        type: 'cancel_flow',
        ...(flow === undefined ? {} : { flow }),
        entity: target.entity,
        recordId: target.id,
      },
    ]
  },
})
