import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { actionOf, runActions } from '../actions.ts'
import { activitySettings, checkRetry, retrySetting } from '../shared-settings.ts'

/** Gives the record to somebody by an assignment policy. */
export const assignTask: NodeType = defineNode({
  type: 'assign_task',
  version: 1,
  label: { zh: '分配负责人', en: 'Assign' },
  icon: 'user-plus',
  group: 'task',
  settings: [
    setting('policy', { zh: '分配规则', en: 'Policy' }, { editor: 'assignment', required: true }),
    retrySetting,
    ...activitySettings,
  ],
  activity: true,
  describe: (settings) => {
    const name = String(settings['policy'] ?? '?')
    return { zh: `按“${name}”分配负责人`, en: `Assign by "${name}"` }
  },
  ports: () => [{ key: 'out' }],
  check: (node) => [
    ...(typeof node['policy'] === 'string' && node['policy'] !== ''
      ? []
      : [{ path: '/policy', zh: '请选择分配规则', en: 'choose the policy' }]),
    ...checkRetry(node),
  ],
  enter: (node, ctx) => runActions(node, actionOf(node, 'assign', 'policy'), { ctx }),
  on: (node, event, ctx) =>
    event.type === 'timer_due'
      ? runActions(node, actionOf(node, 'assign', 'policy'), { ctx, event })
      : { move: { type: 'wait' } },
})
