import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { actionOf, runActions } from '../actions.ts'
import { activitySettings, checkRetry, retrySetting } from '../shared-settings.ts'

/** Counts the record's points by a score document and writes them. */
export const scoreTask: NodeType = defineNode({
  type: 'score_task',
  version: 1,
  label: { zh: '评分', en: 'Score' },
  icon: 'gauge',
  group: 'task',
  settings: [
    setting('score', { zh: '评分表', en: 'Score' }, { editor: 'score', required: true }),
    retrySetting,
    ...activitySettings,
  ],
  activity: true,
  describe: (settings) => {
    const name = String(settings['score'] ?? '?')
    return { zh: `按“${name}”评分`, en: `Score by "${name}"` }
  },
  ports: () => [{ key: 'out' }],
  check: (node) => [
    ...(typeof node['score'] === 'string' && node['score'] !== ''
      ? []
      : [{ path: '/score', zh: '请选择评分表', en: 'choose the score document' }]),
    ...checkRetry(node),
  ],
  enter: (node, ctx) => runActions(node, actionOf(node, 'score', 'score'), { ctx }),
  on: (node, event, ctx) =>
    event.type === 'timer_due'
      ? runActions(node, actionOf(node, 'score', 'score'), { ctx, event })
      : { move: { type: 'wait' } },
})
