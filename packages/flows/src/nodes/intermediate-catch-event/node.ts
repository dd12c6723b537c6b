import { type NodeType, defineNode } from '../../define.ts'
import { checkEvent, eventExpressions, eventSetting, eventWords } from '../event-settings.ts'
import { afterEvent, eventOf, waitForEvent } from '../events.ts'

const kinds = ['timer', 'message', 'signal', 'condition'] as const

/** Waits for something: a time, a message to this run, a signal to all, or until a condition holds. */
export const intermediateCatchEvent: NodeType = defineNode({
  type: 'intermediate_catch_event',
  version: 1,
  label: { zh: '等待事件', en: 'Wait for event' },
  icon: 'alarm-clock',
  group: 'event',
  settings: [eventSetting(kinds)],
  waits: true,
  describe: (settings) => {
    const [zh, en] = eventWords(eventOf({ id: '', type: '', ...settings }))
    return { zh: `等待${zh}`, en: `Waits for ${en}` }
  },
  ports: () => [{ key: 'out' }],
  catches: eventOf,
  alarms: (node, ctx) => waitForEvent(eventOf(node), ctx).timers ?? [],
  enter: (node, ctx) => waitForEvent(eventOf(node), ctx),
  on: (node, event, ctx) => afterEvent(eventOf(node), event, ctx),
  check: (node) => checkEvent(node, kinds),
  expressions: eventExpressions,
})
