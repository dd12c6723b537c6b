import { isMortiseError, say } from '@mortise/errors'
import type { ActionDocument, AddErrorEffect, Effect, FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import type { NodeContext, NodeOutcome } from '../../types.ts'
import { leaveByAll } from '../edges.ts'

function actionsOf(node: FlowNodeDocument): readonly ActionDocument[] {
  const one = node['action'] as ActionDocument | undefined
  const many = node['actions'] as readonly ActionDocument[] | undefined
  return many ?? (one === undefined ? [] : [one])
}

function isRefusal(effect: Effect): effect is AddErrorEffect {
  return effect.type === 'add_error' && effect.level === 'block'
}

function incident(code: string, zh: string, en: string): NodeOutcome {
  return { move: { type: 'incident', code, zh, en } }
}

function runAll(node: FlowNodeDocument, ctx: NodeContext): NodeOutcome {
  const effects = actionsOf(node).flatMap(({ type, ...settings }) =>
    ctx.runAction(type, settings, ctx.action),
  )
  const refusal = effects.find(isRefusal)
  if (refusal !== undefined)
    return incident(refusal.code, say(refusal.message, 'zh'), say(refusal.message, 'en'))
  return { ...leaveByAll(ctx), effects }
}

/**
 * Runs an action, or several in order, in the same transaction as the step itself; calls to the outside leave after
 * commit. An action that can't run parks the token with its reason, to be tried again.
 */
export const serviceTask: NodeType = defineNode({
  type: 'service_task',
  version: 1,
  label: { zh: '自动动作', en: 'Action' },
  icon: 'zap',
  group: 'task',
  settings: [
    setting('action', { zh: '动作', en: 'Action' }, { type: 'longtext', editor: 'action', required: true }),
  ],
  describe: (settings) => {
    const action = settings['action'] as { readonly type?: string } | undefined
    return { zh: `执行 ${action?.type ?? '动作'}`, en: `Runs ${action?.type ?? 'an action'}` }
  },
  ports: () => [{ key: 'out' }],
  check: (node) =>
    actionsOf(node).length > 0
      ? []
      : [{ path: '/action', zh: '请选择要执行的动作', en: 'choose the action to run' }],
  enter: (node, ctx) => {
    try {
      return runAll(node, ctx)
    } catch (error) {
      if (!isMortiseError(error) || error.kind === 'unexpected') throw error
      return incident(error.code, error.text.zh, error.text.en)
    }
  },
})
