import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import type { InstanceStatus } from '../../types.ts'

const results: readonly InstanceStatus[] = ['approved', 'rejected', 'terminated']

/** Ends the whole run at once, with all other branches. */
export const terminateEndEvent: NodeType = defineNode({
  type: 'terminate_end_event',
  version: 1,
  label: { zh: '终止', en: 'Terminate' },
  icon: 'octagon-x',
  group: 'event',
  settings: [
    setting(
      'result',
      { zh: '结果', en: 'Result' },
      {
        options: [
          { value: 'terminated', label: { zh: '终止', en: 'Terminated' } },
          { value: 'approved', label: { zh: '通过', en: 'Approved' } },
          { value: 'rejected', label: { zh: '拒绝', en: 'Rejected' } },
        ],
      },
    ),
  ],
  role: 'end',
  describe: () => ({ zh: '立即结束整个流程', en: 'Ends the whole flow at once' }),
  ports: () => [],
  enter: (node) => ({
    move: { type: 'end', status: results.find((one) => one === node['result']) ?? 'terminated' },
  }),
})
