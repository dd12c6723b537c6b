import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { leaveByAll, leaveByOne } from '../edges.ts'

/** Takes the first branch whose condition holds, else the default. Passes each token that arrives. */
export const exclusiveGateway: NodeType = defineNode({
  type: 'exclusive_gateway',
  version: 1,
  label: { zh: '条件分支', en: 'Condition' },
  icon: 'split',
  group: 'gateway',
  settings: [setting('default', { zh: '默认分支', en: 'Default branch' })],
  join: 'pass',
  split: 'one',
  branching: true,
  describe: () => ({ zh: '按条件走一个分支', en: 'Takes one branch by condition' }),
  ports: () => [{ key: 'out', conditional: true }],
  enter: (node, ctx) => (ctx.outgoing.length === 0 ? leaveByAll(ctx) : leaveByOne(node, ctx.outgoing, ctx)),
})
