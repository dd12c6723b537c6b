import type { FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { leaveByAll } from '../edges.ts'

function thresholdOf(node: FlowNodeDocument): { readonly count: number; readonly cancelRest: boolean } {
  const count = node['threshold']
  return { count: typeof count === 'number' ? count : 1, cancelRest: node['cancelRest'] === true }
}

/**
 * Goes on once a number of branches of one split have arrived. The rest is canceled, or goes on and ends here. When
 * fewer can still come it does not wait for more.
 */
export const joinGateway: NodeType = defineNode({
  type: 'join_gateway',
  version: 1,
  label: { zh: '部分汇聚', en: 'Partial join' },
  icon: 'git-merge',
  group: 'gateway',
  settings: [
    setting(
      'threshold',
      { zh: '到达几个分支就继续', en: 'Branches needed' },
      { type: 'integer', required: true, default: 1 },
    ),
    setting(
      'cancelRest',
      { zh: '取消其余分支', en: 'Cancel the others' },
      { type: 'boolean', default: false },
    ),
  ],
  join: 'some',
  split: 'all',
  threshold: thresholdOf,
  describe: (settings) => {
    const { count, cancelRest } = thresholdOf({ id: '', type: '', ...settings })
    return {
      zh: `${count} 个分支到达就继续${cancelRest ? '，其余取消' : ''}`,
      en: `Goes on after ${count}${cancelRest ? ', cancels the rest' : ''}`,
    }
  },
  ports: () => [{ key: 'out' }],
  check: (node) => {
    const { count } = thresholdOf(node)
    if (node['blocking'] === true)
      return [
        {
          path: '/blocking',
          code: 'FLOW_PATTERN_BLOCKING',
          zh: '不支持“阻塞式”部分汇聚（工作流模式 28、31）：请改为取消其余分支，或用并行分支等全部到达',
          en: 'a blocking partial join (patterns 28, 31) is not supported: cancel the rest, or wait for all with a parallel gateway',
        },
      ]
    return Number.isInteger(count) && count >= 1
      ? []
      : [{ path: '/threshold', zh: '分支数至少 1', en: 'at least one branch' }]
  },
  enter: (_, ctx) => leaveByAll(ctx),
})
