import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { afterEvent, waitForEvent } from '../events.ts'
import { checkWait, waitOf } from '../wait.ts'

/** Waits for a while or until a date, then goes on. */
export const delay: NodeType = defineNode({
  type: 'delay',
  version: 1,
  label: { zh: '延时', en: 'Delay' },
  icon: 'hourglass',
  group: 'event',
  settings: [
    setting('duration', { zh: '等待多久', en: 'For how long' }, { editor: 'duration' }),
    setting('calendar', { zh: '工作日历', en: 'Calendar' }, { editor: 'calendar' }),
    setting('until', { zh: '等到何时', en: 'Until' }, { type: 'longtext', editor: 'expression' }),
  ],
  waits: true,
  describe: (settings) => {
    const duration = settings['duration']
    return typeof duration === 'string'
      ? { zh: `等待 ${duration}`, en: `Waits ${duration}` }
      : { zh: '等到指定时间', en: 'Waits until a time' }
  },
  ports: () => [{ key: 'out' }],
  catches: (node) => ({ timer: waitOf(node) }),
  alarms: (node, ctx) => waitForEvent({ timer: waitOf(node) }, ctx).timers ?? [],
  enter: (node, ctx) => waitForEvent({ timer: waitOf(node) }, ctx),
  on: (_, event, ctx) => afterEvent({}, event, ctx),
  check: (node) => checkWait(waitOf(node), '/duration'),
  expressions: (node) =>
    node['until'] === undefined ? [] : [{ path: '/until', expr: waitOf(node).until ?? null }],
})
