import type { Token } from '../types.ts'
import type { Run } from './run.ts'
import { commonPath, forkOf, isWithin } from './state.ts'

/** Tokens that become one, and where. */
export type ReadyJoin = {
  readonly nodeId: string
  readonly tokens: readonly Token[]
  readonly path: readonly string[]
  readonly round: number
}

function joinKind(run: Run, nodeId: string): 'pass' | 'all' | 'inclusive' {
  const node = run.graph.node(nodeId)
  if (node === undefined || run.graph.into(nodeId).length < 2) return 'pass'
  return run.engine.nodes.find(node.type)?.join ?? 'pass'
}

/** Whether a token that arrives has to wait for others before its node may be entered. */
export function waitsForJoin(run: Run, token: Token): boolean {
  return token.viaEdgeId !== null && joinKind(run, token.nodeId) !== 'pass'
}

/** Oldest waiting token of every incoming edge; undefined when an edge holds none. */
function allJoin(run: Run, nodeId: string, waiting: readonly Token[]): ReadyJoin | undefined {
  const tokens = run.graph.into(nodeId).map((edge) => waiting.find((token) => token.viaEdgeId === edge.id))
  const there = tokens.filter((token) => token !== undefined)
  if (there.length < tokens.length) return undefined
  return merged(nodeId, there, commonPath(there.map((token) => token.path)))
}

/** Tokens of the first waiting token's fork, once no other of that fork can still come here. */
function inclusiveJoin(run: Run, nodeId: string, waiting: readonly Token[]): ReadyJoin | undefined {
  for (const first of waiting) {
    const fork = forkOf(first.path)
    const scope = first.path.slice(0, -1)
    const related = run.state.tokens.filter(
      (token) =>
        isWithin(token.path, scope) &&
        (fork === null || forkOf(token.path.slice(0, scope.length + 1)) === fork),
    )
    const late = related.some((token) => token.nodeId !== nodeId && run.graph.reaches(token.nodeId, nodeId))
    if (!late)
      return merged(
        nodeId,
        related.filter((token) => waiting.includes(token)),
        scope,
      )
  }
  return undefined
}

function merged(nodeId: string, tokens: readonly Token[], path: readonly string[]): ReadyJoin {
  return { nodeId, tokens, path, round: Math.max(...tokens.map((token) => token.round)) }
}

const kinds = { pass: () => undefined, all: allJoin, inclusive: inclusiveJoin }

/** The first join whose tokens are all there. */
export function readyJoin(run: Run): ReadyJoin | undefined {
  const arrived = run.state.tokens.filter((token) => token.state === 'waiting' && waitsForJoin(run, token))
  for (const [nodeId, waiting] of Map.groupBy(arrived, (token) => token.nodeId)) {
    const ready = kinds[joinKind(run, nodeId)](run, nodeId, waiting)
    if (ready !== undefined) return ready
  }
  return undefined
}
