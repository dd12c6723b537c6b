import type { FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { leaveByAll } from '../edges.ts'
import { checkWait, startWait, type WaitSettings } from '../wait.ts'

function timerOf(node: FlowNodeDocument): WaitSettings {
  const event = node['event'] as { readonly timer?: WaitSettings } | undefined
  return event?.timer ?? {}
}

/** Waits for something from outside the flow: a time, written as `event: { timer: { duration | until } }`. */
export const intermediateCatchEvent: NodeType = defineNode({
  type: 'intermediate_catch_event',
  version: 1,
  label: { zh: '等待事件', en: 'Wait for event' },
  icon: 'alarm-clock',
  group: 'event',
  settings: [
    setting(
      'event',
      { zh: '等待什么', en: 'Waits for' },
      { type: 'longtext', editor: 'wait', required: true },
    ),
  ],
  waits: true,
  describe: () => ({ zh: '等待定时事件', en: 'Waits for a time' }),
  ports: () => [{ key: 'out' }],
  enter: (node, ctx) => startWait(timerOf(node), ctx),
  on: (_, event, ctx) => (event.type === 'timer_due' ? leaveByAll(ctx) : { move: { type: 'wait' } }),
  check: (node) => checkWait(timerOf(node), '/event/timer'),
  expressions: (node) => {
    const { until } = timerOf(node)
    return until === undefined ? [] : [{ path: '/event/timer/until', expr: until }]
  },
})
