import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { cancelScopeSetting } from '../shared-settings.ts'

/** Where a branch ends. The run ends when its last branch has. */
export const endEvent: NodeType = defineNode({
  type: 'end_event',
  version: 1,
  label: { zh: '结束', en: 'End' },
  icon: 'circle-stop',
  group: 'event',
  settings: [
    setting(
      'result',
      { zh: '结果', en: 'Result' },
      {
        options: [
          { value: 'approved', label: { zh: '通过', en: 'Approved' } },
          { value: 'rejected', label: { zh: '拒绝', en: 'Rejected' } },
        ],
      },
    ),
    cancelScopeSetting,
  ],
  role: 'end',
  describe: (settings) =>
    settings['result'] === 'rejected'
      ? { zh: '以拒绝结束', en: 'End as rejected' }
      : { zh: '结束', en: 'End' },
  ports: () => [],
  enter: (node) => ({
    move: { type: 'consume', ...(node['result'] === 'rejected' ? { result: 'rejected' } : {}) },
  }),
})
