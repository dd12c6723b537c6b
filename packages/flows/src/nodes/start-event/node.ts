import { type NodeType, defineNode } from '../../define.ts'
import { makeItem } from '../../engine/make-item.ts'
import { leaveByAll } from '../edges.ts'

/** Where a run begins. When a task is returned to the starter, the run waits here until they hand in again. */
export const startEvent: NodeType = defineNode({
  type: 'start_event',
  version: 1,
  label: { zh: '发起', en: 'Start' },
  icon: 'circle-play',
  group: 'event',
  settings: [],
  role: 'start',
  waits: true,
  split: 'all',
  describe: () => ({ zh: '发起人提交', en: 'The starter hands in' }),
  ports: () => [{ key: 'out' }],
  operations: () => ({
    decide: ['resubmit', 'completeWork'],
    transfer: false,
    delegate: false,
    addSign: [],
    return: 'none',
    commentFor: [],
  }),
  enter: (_, ctx) => {
    if (ctx.token.round === 1) return leaveByAll(ctx)
    const assignee = ctx.instance.starter
    return { move: { type: 'wait' }, items: [makeItem(ctx, { assignee, order: 0, kind: 'resubmit' })] }
  },
  on: (_, event, ctx) => (event.type === 'item_decided' ? leaveByAll(ctx) : { move: { type: 'wait' } }),
})
