import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { defaultEdge, edgeHolds, leaveByAll, noFlow } from '../edges.ts'

/** Opens every branch whose condition holds (else the default), or waits for those that were opened. */
export const inclusiveGateway: NodeType = defineNode({
  type: 'inclusive_gateway',
  version: 1,
  label: { zh: '包容分支', en: 'Inclusive' },
  icon: 'circle-dot',
  group: 'gateway',
  settings: [setting('default', { zh: '默认分支', en: 'Default branch' })],
  join: 'inclusive',
  split: 'some',
  branching: true,
  describe: () => ({ zh: '条件成立的分支都进行', en: 'Every branch whose condition holds' }),
  ports: () => [{ key: 'out', conditional: true }],
  enter: (node, ctx) => {
    if (ctx.outgoing.length < 2) return leaveByAll(ctx)
    const fallback = defaultEdge(node)
    const taken = ctx.outgoing.filter((edge) => edge.id !== fallback && edgeHolds(edge, ctx))
    if (taken.length > 0) return { move: { type: 'leave', edges: taken.map((edge) => edge.id) } }
    return fallback === undefined ? noFlow : { move: { type: 'leave', edges: [fallback] } }
  },
})
