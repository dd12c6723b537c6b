import { leaveByOne } from '../nodes/edges.ts'
import type { ResumePlace, Token } from '../types.ts'
import { nodeContext } from './context.ts'
import type { Run } from './run.ts'
import { isWithin } from './state.ts'

const farthest = 500

/**
 * Whether the way from a node to another is still the one that was taken: every branch is chosen as it was. A way that
 * leads through several branches at once is not: what ran beside it has ended with the return.
 */
function sameWay(run: Run, token: Token, place: ResumePlace): boolean {
  const between = new Set(place.between.map((one) => one.nodeId))
  let at = token.nodeId
  for (let step = 0; step < farthest; step += 1) {
    if (at === place.to) return true
    if (at !== token.nodeId && !between.has(at)) return false
    const node = run.graph.node(at)
    const type = node === undefined ? undefined : run.engine.nodes.find(node.type)
    if (node === undefined || type === undefined) return false
    const out = run.graph.out(at)
    const agreed = out.filter((edge) => edge.outcome === 'approved')
    const edges = agreed.length > 0 ? agreed : out.filter((edge) => edge.outcome === undefined)
    if (type.split !== 'one' && edges.length !== 1) return false
    const { move } = leaveByOne(node, edges, nodeContext(run, { ...token, nodeId: at }))
    const edge = move.type === 'leave' ? out.find(({ id }) => id === move.edges[0]) : undefined
    if (edge === undefined) return false
    at = edge.target
  }
  return false
}

/**
 * Where a token goes that leaves the node it was returned to: straight to whoever returned it, when that was wanted and the
 * way between is still the same. Undefined: the usual way.
 */
export function resumeFor(run: Run, token: Token): ResumePlace | undefined {
  const place = run.state.resume
  if (place === undefined || place === null) return undefined
  if (place.at !== token.nodeId || place.round !== token.round) return undefined
  const wanted = place.how === 'toRejecter' || run.resume === 'toRejecter'
  if (!wanted || (run.resume === 'rerun' && place.how === 'starterChooses')) return undefined
  if (
    isWithin(place.path, token.path) &&
    place.path.length === token.path.length &&
    sameWay(run, token, place)
  )
    return place
  run.emit('resume_degraded', { nodeId: token.nodeId, data: { to: place.to } })
  return undefined
}
