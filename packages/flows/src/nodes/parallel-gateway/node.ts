import { type NodeType, defineNode } from '../../define.ts'
import { leaveByAll } from '../edges.ts'

/** Opens all branches, or waits until all have arrived. */
export const parallelGateway: NodeType = defineNode({
  type: 'parallel_gateway',
  version: 1,
  label: { zh: '并行分支', en: 'Parallel' },
  icon: 'git-fork',
  group: 'gateway',
  settings: [],
  join: 'all',
  split: 'all',
  branching: true,
  describe: () => ({ zh: '所有分支同时进行', en: 'All branches at the same time' }),
  ports: () => [{ key: 'out' }],
  enter: (_, ctx) => leaveByAll(ctx),
})
