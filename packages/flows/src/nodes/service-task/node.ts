import type { ActionDocument, FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { runActions } from '../actions.ts'
import { activitySettings, checkRetry, compensationSetting, retrySetting } from '../shared-settings.ts'

function actionsOf(node: FlowNodeDocument): readonly ActionDocument[] {
  const one = node['action'] as ActionDocument | undefined
  const many = node['actions'] as readonly ActionDocument[] | undefined
  return many ?? (one === undefined ? [] : [one])
}

/**
 * Runs an action, or several in order, in the same transaction as the step itself; calls to the outside leave after
 * commit. An action that can't run is tried again as `retry` says, then parks the token with its reason.
 */
export const serviceTask: NodeType = defineNode({
  type: 'service_task',
  version: 1,
  label: { zh: '自动动作', en: 'Action' },
  icon: 'zap',
  group: 'task',
  settings: [
    setting('action', { zh: '动作', en: 'Action' }, { type: 'longtext', editor: 'action', required: true }),
    retrySetting,
    compensationSetting,
    ...activitySettings,
  ],
  activity: true,
  describe: (settings) => {
    const action = settings['action'] as { readonly type?: string } | undefined
    return { zh: `执行 ${action?.type ?? '动作'}`, en: `Runs ${action?.type ?? 'an action'}` }
  },
  ports: () => [{ key: 'out' }],
  check: (node) => [
    ...(actionsOf(node).length > 0
      ? []
      : [{ path: '/action', zh: '请选择要执行的动作', en: 'choose the action to run' }]),
    ...checkRetry(node),
  ],
  enter: (node, ctx) => runActions(node, actionsOf(node), { ctx }),
  on: (node, event, ctx) =>
    event.type === 'timer_due'
      ? runActions(node, actionsOf(node), { ctx, event })
      : { move: { type: 'wait' } },
})
