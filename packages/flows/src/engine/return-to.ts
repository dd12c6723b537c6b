import { say } from '@mortise/errors'
import { errors } from '../errors.ts'
import type { ResumePlace, Token } from '../types.ts'
import { consumeToken, createToken } from './consume.ts'
import type { Run } from './run.ts'
import { isWithin } from './state.ts'

/** Where a token would go back to: a node passed before, and its place among those. */
type WayBack = { readonly nodeId: string; readonly path: readonly string[]; readonly at: number }

function isTarget(run: Run, nodeId: string, target: string): boolean {
  if (target !== '$start') return nodeId === target
  return run.engine.nodes.find(run.graph.node(nodeId)?.type ?? '')?.role === 'start'
}

/** A node passed before in this branch or in one around it; undefined where there is none. `$start` there always is. */
function wayBack(run: Run, token: Token, target: string): WayBack | undefined {
  const { passed } = run.state
  const at = passed.findLastIndex(
    (one) => isTarget(run, one.nodeId, target) && isWithin(token.path, one.path),
  )
  const to = passed[at]
  if (to !== undefined) return { ...to, at }
  // A run that was brought elsewhere by hand may not have passed its beginning any more.
  const start = run.engine.definition.nodes.find(
    (node) => target === '$start' && node['parent'] === undefined && isTarget(run, node.id, target),
  )
  return start && { nodeId: start.id, path: [], at }
}

/** Why a run can't go back where its definition sends it; undefined where it can. */
export function noWayBack(
  run: Run,
  token: Token,
  target: string,
): { readonly code: string; readonly zh: string; readonly en: string } | undefined {
  if (wayBack(run, token, target) !== undefined) return undefined
  const name = run.graph.node(target)?.name
  const { code, text } = errors.FLOW_RETURN_TARGET({ target: say(name, 'zh') || target })
  return { code, ...text }
}

/**
 * Goes back to a node passed before in this branch or in one around it. All that runs in that scope is canceled; one
 * token starts there again in a new round. `$start` is the start node. Throws FLOW_RETURN_TARGET.
 */
export function returnTo(
  run: Run,
  token: Token,
  target: string,
  how: 'rerun' | ResumePlace['how'] = 'rerun',
): void {
  const to = wayBack(run, token, target)
  if (to === undefined) throw errors.FLOW_RETURN_TARGET({ target })
  const { passed } = run.state
  for (const one of run.state.tokens) if (isWithin(one.path, to.path)) consumeToken(run, one, 'returned')
  const round = run.state.round + 1
  const kept = passed.filter((one, index) => index < to.at || !isWithin(one.path, to.path))
  const between = passed.filter((one, index) => index > to.at && one.path.length === token.path.length)
  const resume: ResumePlace | null =
    how === 'rerun' ? null : { at: to.nodeId, path: token.path, round, to: token.nodeId, between, how }
  run.emit('round_started', { nodeId: to.nodeId, data: { round, passed: kept, resume } })
  createToken(run, { nodeId: to.nodeId, viaEdgeId: null, path: to.path, round })
}
