import type { AssigneeSource, FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { leaveByAll } from '../edges.ts'

function sources(node: FlowNodeDocument): readonly AssigneeSource[] {
  const given = node['assignees']
  return Array.isArray(given) ? (given as readonly AssigneeSource[]) : []
}

/** Sends people a copy to read and goes on. Nobody gets two copies in one run. */
export const ccTask: NodeType = defineNode({
  type: 'cc_task',
  version: 1,
  label: { zh: '抄送', en: 'Copy to' },
  icon: 'send',
  group: 'task',
  settings: [
    setting(
      'assignees',
      { zh: '抄送给', en: 'Copy to' },
      { type: 'longtext', editor: 'assignees', required: true },
    ),
    setting(
      'fields',
      { zh: '收到的人能看到的字段', en: 'Fields that they see' },
      { type: 'longtext', editor: 'field_rights' },
    ),
  ],
  describe: (settings) => {
    const count = Array.isArray(settings['assignees']) ? settings['assignees'].length : 0
    return { zh: `抄送 ${count} 类人`, en: `Copies to ${count} kinds of people` }
  },
  ports: () => [{ key: 'out' }],
  assignees: (node) => sources(node).map((source, index) => ({ path: `/assignees/${index}`, source })),
  enter: (node, ctx) => ({ ...leaveByAll(ctx), copies: ctx.resolve(sources(node)) }),
})
