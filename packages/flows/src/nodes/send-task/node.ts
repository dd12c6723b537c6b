import type { ActionDocument, FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { runActions } from '../actions.ts'
import { dataExpressions, messageEffect, messageFields, type MessageOut } from '../publish.ts'
import { activitySettings, checkRetry, groupSetting, retrySetting } from '../shared-settings.ts'
import type { FlowEvent, NodeContext, NodeOutcome } from '../../types.ts'

function messageOf(node: FlowNodeDocument): MessageOut | undefined {
  return node['message'] as MessageOut | undefined
}

function send(node: FlowNodeDocument, ctx: NodeContext, event?: FlowEvent): NodeOutcome {
  const action = node['action'] as ActionDocument | undefined
  const message = messageOf(node)
  const said = message === undefined ? undefined : messageEffect(message, ctx)
  if (said !== undefined && 'move' in said) return said
  const outcome = runActions(node, action === undefined ? [] : [action], { ctx, event })
  const sent = outcome.move.type === 'leave' || outcome.move.type === 'consume'
  return said === undefined || !sent ? outcome : { ...outcome, effects: [...(outcome.effects ?? []), said] }
}

/** Sends something: a mail, a message to people or systems by an action, or a message to other flows. */
export const sendTask: NodeType = defineNode({
  type: 'send_task',
  version: 1,
  label: { zh: '发送消息', en: 'Send' },
  icon: 'mail',
  group: 'task',
  settings: [
    setting('action', { zh: '发送方式', en: 'How it is sent' }, { type: 'longtext', editor: 'action' }),
    groupSetting('message', { zh: '发给其他流程', en: 'To other flows' }, { fields: messageFields }),
    retrySetting,
    ...activitySettings,
  ],
  activity: true,
  describe: (settings) => {
    const message = settings['message'] as MessageOut | undefined
    const action = settings['action'] as { readonly type?: string } | undefined
    const name = message?.name ?? action?.type ?? '?'
    return { zh: `发送“${name}”`, en: `Sends "${name}"` }
  },
  ports: () => [{ key: 'out' }],
  check: (node) => [
    ...(node['action'] === undefined && (messageOf(node)?.name ?? '') === ''
      ? [
          {
            path: '/action',
            zh: '请选择发送方式，或填写消息名称',
            en: 'choose how it is sent, or name a message',
          },
        ]
      : []),
    ...checkRetry(node),
  ],
  expressions: (node) => {
    const { correlation, data } = messageOf(node) ?? {}
    return [
      ...(correlation === undefined ? [] : [{ path: '/message/correlation', expr: correlation }]),
      ...dataExpressions('/message/data', data),
    ]
  },
  enter: (node, ctx) => send(node, ctx),
  on: (node, event, ctx) =>
    event.type === 'timer_due' ? send(node, ctx, event) : { move: { type: 'wait' } },
})
