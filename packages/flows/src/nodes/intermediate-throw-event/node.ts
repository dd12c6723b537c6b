import type { FlowNodeDocument, PublishEffect } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import type { NodeContext, NodeOutcome } from '../../types.ts'
import { leaveByAll } from '../edges.ts'
import { dataExpressions, dataOf, messageEffect, messageFields, type MessageOut } from '../publish.ts'
import { cancelScopeSetting, groupSetting } from '../shared-settings.ts'

type Thrown = {
  readonly message?: MessageOut
  readonly signal?: { readonly name?: string; readonly data?: MessageOut['data'] }
  readonly escalation?: { readonly code?: string }
  readonly compensate?: boolean
}

function thrownBy(node: FlowNodeDocument): Thrown {
  const given = node['event']
  return typeof given === 'object' && given !== null ? given : {}
}

function enter(node: FlowNodeDocument, ctx: NodeContext): NodeOutcome {
  const { message, signal, escalation, compensate } = thrownBy(node)
  const said = message === undefined ? undefined : messageEffect(message, ctx)
  if (said !== undefined && 'move' in said) return said
  const call: PublishEffect | undefined =
    signal === undefined
      ? undefined
      : {
          type: 'publish',
          kind: 'signal',
          name: signal.name ?? '',
          correlation: null,
          data: dataOf(signal.data, ctx),
        }
  return {
    ...leaveByAll(ctx),
    effects: [said, call].filter((one) => one !== undefined),
    ...(escalation === undefined ? {} : { escalate: escalation.code ?? '' }),
    ...(compensate === true ? { compensate } : {}),
  }
}

/** Says something and goes on: a message or signal to flows, an escalation to the process around it, or an undoing. */
export const intermediateThrowEvent: NodeType = defineNode({
  type: 'intermediate_throw_event',
  version: 1,
  label: { zh: '发出事件', en: 'Throw event' },
  icon: 'megaphone',
  group: 'event',
  settings: [
    groupSetting(
      'event',
      { zh: '发出什么', en: 'Throws' },
      {
        required: true,
        oneOf: true,
        fields: [
          groupSetting('message', { zh: '消息', en: 'Message' }, { fields: messageFields }),
          groupSetting(
            'signal',
            { zh: '信号', en: 'Signal' },
            {
              fields: [
                setting('name', { zh: '信号名称', en: 'Name of the signal' }, { required: true }),
                setting(
                  'data',
                  { zh: '带上的内容', en: 'What it says' },
                  { type: 'longtext', editor: 'map' },
                ),
              ],
            },
          ),
          groupSetting(
            'escalation',
            { zh: '上报', en: 'Escalation' },
            { fields: [setting('code', { zh: '上报代码', en: 'Code' })] },
          ),
          setting('compensate', { zh: '撤销已做的动作', en: 'Undo what was done' }, { type: 'boolean' }),
        ],
      },
    ),
    cancelScopeSetting,
  ],
  describe: (settings) => {
    const { message, signal, escalation } = thrownBy({ id: '', type: '', ...settings })
    const name = message?.name ?? signal?.name ?? escalation?.code ?? ''
    return {
      zh: name === '' ? '发出事件' : `发出“${name}”`,
      en: name === '' ? 'Throws an event' : `Throws "${name}"`,
    }
  },
  ports: () => [{ key: 'out' }],
  check: (node) => {
    const { message, signal, escalation, compensate } = thrownBy(node)
    if (message !== undefined && (message.name ?? '') === '')
      return [{ path: '/event/message/name', zh: '请填写消息名称', en: 'name the message' }]
    if (signal !== undefined && (signal.name ?? '') === '')
      return [{ path: '/event/signal/name', zh: '请填写信号名称', en: 'name the signal' }]
    return message === undefined && signal === undefined && escalation === undefined && compensate !== true
      ? [{ path: '/event', zh: '请选择发出什么', en: 'choose what it throws' }]
      : []
  },
  expressions: (node) => {
    const { message, signal } = thrownBy(node)
    return [
      ...(message?.correlation === undefined
        ? []
        : [{ path: '/event/message/correlation', expr: message.correlation }]),
      ...dataExpressions('/event/message/data', message?.data),
      ...dataExpressions('/event/signal/data', signal?.data),
    ]
  },
  enter,
})
