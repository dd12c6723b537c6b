import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { leaveByAll } from '../edges.ts'
import { checkEvent, eventExpressions, eventSetting, eventWords } from '../event-settings.ts'
import { eventOf } from '../events.ts'
import { cancelScopeSetting } from '../shared-settings.ts'

const kinds = ['timer', 'message', 'signal', 'condition', 'error', 'escalation'] as const

/**
 * Stands on the edge of a node and reacts to something while that one is under way: it ends it and goes another way, or
 * with `cancelActivity: false` opens a way beside it.
 */
export const boundaryEvent: NodeType = defineNode({
  type: 'boundary_event',
  version: 1,
  label: { zh: '边界事件', en: 'Boundary event' },
  icon: 'circle-alert',
  group: 'event',
  settings: [
    setting('attachedTo', { zh: '附在哪个节点上', en: 'Attached to' }, { editor: 'node', required: true }),
    eventSetting(kinds),
    setting(
      'cancelActivity',
      { zh: '发生时中断该节点', en: 'Ends that node' },
      { type: 'boolean', default: true },
    ),
    cancelScopeSetting,
  ],
  attaches: true,
  describe: (settings) => {
    const event = eventOf({ id: '', type: '', ...settings })
    const stays = settings['cancelActivity'] === false
    const after = event.timer?.duration
    if (after !== undefined)
      return {
        zh: stays ? `${after}后另开一路` : `${after}后中断`,
        en: stays ? `Opens a way after ${after}` : `Ends it after ${after}`,
      }
    const [zh, en] = eventWords(event)
    return {
      zh: stays ? `${zh}时另开一路` : `${zh}时中断`,
      en: stays ? `Opens a way on ${en}` : `Ends it on ${en}`,
    }
  },
  ports: () => [{ key: 'out' }],
  catches: eventOf,
  check: (node) => [
    ...checkEvent(node, kinds),
    ...(eventOf(node).error !== undefined && node['cancelActivity'] === false
      ? [{ path: '/cancelActivity', zh: '出错总会中断该节点', en: 'an error always ends the node' }]
      : []),
  ],
  expressions: eventExpressions,
  enter: (_, ctx) => leaveByAll(ctx),
})
