import type { FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import type { EventSettings } from '../../types.ts'
import { afterEvent, waitForEvent } from '../events.ts'
import { activitySettings, checkGuard } from '../shared-settings.ts'

function messageOf(node: FlowNodeDocument): EventSettings {
  const { message, correlation, into } = node as {
    readonly message?: string
    readonly correlation?: NonNullable<EventSettings['message']>['correlation']
    readonly into?: string
  }
  return {
    message: {
      name: message ?? '',
      ...(correlation === undefined ? {} : { correlation }),
      ...(into === undefined ? {} : { into }),
    },
  }
}

/** Waits for an answer from outside or from another flow; events may stand on its boundary. */
export const receiveTask: NodeType = defineNode({
  type: 'receive_task',
  version: 1,
  label: { zh: '等待消息', en: 'Receive' },
  icon: 'mail-open',
  group: 'task',
  settings: [
    setting('message', { zh: '消息名称', en: 'Message' }, { required: true }),
    setting(
      'correlation',
      { zh: '按什么认领', en: 'Told apart by' },
      {
        type: 'longtext',
        editor: 'expression',
        help: { zh: '不填时按记录的编号', en: 'the id of the record when empty' },
      },
    ),
    setting('into', { zh: '内容存入变量', en: 'Keep what it says in' }),
    ...activitySettings,
  ],
  waits: true,
  activity: true,
  describe: (settings) => {
    const name = String(settings['message'] ?? '?')
    return { zh: `等待消息“${name}”`, en: `Waits for "${name}"` }
  },
  ports: () => [{ key: 'out' }],
  catches: messageOf,
  check: (node) => [
    ...(typeof node['message'] === 'string' && node['message'] !== ''
      ? []
      : [{ path: '/message', zh: '请填写消息名称', en: 'name the message' }]),
    ...checkGuard(node),
  ],
  expressions: (node) => {
    const expr = messageOf(node).message?.correlation
    return expr === undefined ? [] : [{ path: '/correlation', expr }]
  },
  enter: (node, ctx) => waitForEvent(messageOf(node), ctx),
  on: (node, event, ctx) => afterEvent(messageOf(node), event, ctx),
})
