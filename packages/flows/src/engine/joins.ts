import type { Token } from '../types.ts'
import type { Run } from './run.ts'
import { commonPath, forkOf, isWithin, scopePath } from './state.ts'

/** Tokens that become one, and where. */
export type ReadyJoin = {
  readonly nodeId: string
  readonly tokens: readonly Token[]
  readonly path: readonly string[]
  readonly round: number
  /** Further tokens that are canceled with it. */
  readonly rest?: readonly Token[]
  /** What the run remembers, so that later tokens of the same fork are swallowed. */
  readonly fired?: string
}

function joinKind(run: Run, nodeId: string): 'pass' | 'all' | 'inclusive' | 'some' {
  const node = run.graph.node(nodeId)
  if (node === undefined || run.graph.into(nodeId).length < 2) return 'pass'
  return run.engine.nodes.find(node.type)?.join ?? 'pass'
}

/** Whether a token that arrives has to wait for others before its node may be entered. */
export function waitsForJoin(run: Run, token: Token): boolean {
  return token.viaEdgeId !== null && joinKind(run, token.nodeId) !== 'pass'
}

/**
 * Oldest waiting token of every incoming edge; undefined when an edge holds none and one may still come. Who jumps or comes
 * back into a branch is alone: nobody comes out of the others any more.
 */
function allJoin(run: Run, nodeId: string, waiting: readonly Token[]): ReadyJoin | undefined {
  const tokens = run.graph.into(nodeId).map((edge) => waiting.find((token) => token.viaEdgeId === edge.id))
  const there = tokens.filter((token) => token !== undefined)
  const room = scopePath(there[0]?.path ?? [])
  const near = (): readonly Token[] => run.state.tokens.filter((token) => isWithin(token.path, room))
  if (there.length < tokens.length && mayStillCome(run, nodeId, near())) return undefined
  return merged(nodeId, there, commonPath(there.map((token) => token.path)))
}

/** The tokens of one fork that can meet: those in its branches, or in the same room where none is open. */
function related(
  run: Run,
  first: Token,
): { readonly tokens: readonly Token[]; readonly scope: readonly string[] } {
  const fork = forkOf(first.path)
  const scope = fork === null ? first.path : first.path.slice(0, -1)
  const tokens = run.state.tokens.filter(
    (token) =>
      isWithin(token.path, scope) &&
      (fork === null || forkOf(token.path.slice(0, scope.length + 1)) === fork),
  )
  return { tokens, scope }
}

function mayStillCome(run: Run, nodeId: string, tokens: readonly Token[]): boolean {
  return tokens.some((token) => token.nodeId !== nodeId && run.graph.reaches(token.nodeId, nodeId))
}

/** Tokens of the first waiting token's fork, once no other of that fork can still come here. */
function inclusiveJoin(run: Run, nodeId: string, waiting: readonly Token[]): ReadyJoin | undefined {
  for (const first of waiting) {
    const { tokens, scope } = related(run, first)
    const late = mayStillCome(run, nodeId, tokens)
    if (!late)
      return merged(
        nodeId,
        tokens.filter((token) => waiting.includes(token)),
        scope,
      )
  }
  return undefined
}

function firedKey(nodeId: string, token: Token): string | undefined {
  const fork = forkOf(token.path)
  return fork === null ? undefined : `${nodeId} ${fork}`
}

/** Whether a token comes to a join that has gone on without it. */
export function isSwallowed(run: Run, token: Token): boolean {
  if (joinKind(run, token.nodeId) !== 'some') return false
  const key = firedKey(token.nodeId, token)
  return key !== undefined && run.state.fired?.includes(key) === true
}

/** A number of tokens of one fork; fewer when no more can come. */
function someJoin(run: Run, nodeId: string, waiting: readonly Token[]): ReadyJoin | undefined {
  const node = run.graph.node(nodeId)
  const type = node === undefined ? undefined : run.engine.nodes.find(node.type)
  const asked = node === undefined ? undefined : type?.threshold?.(node)
  for (const first of waiting) {
    const { tokens, scope } = related(run, first)
    const there = tokens.filter((token) => waiting.includes(token))
    const rest = tokens.filter((token) => !waiting.includes(token))
    if (there.length < (asked?.count ?? 1) && mayStillCome(run, nodeId, rest)) continue
    const fired = firedKey(nodeId, first)
    return {
      ...merged(nodeId, there, scope),
      ...(asked?.cancelRest === true ? { rest } : {}),
      ...(fired === undefined ? {} : { fired }),
    }
  }
  return undefined
}

function merged(nodeId: string, tokens: readonly Token[], path: readonly string[]): ReadyJoin {
  return { nodeId, tokens, path, round: Math.max(...tokens.map((token) => token.round)) }
}

const kinds = { pass: () => undefined, all: allJoin, inclusive: inclusiveJoin, some: someJoin }

/** The first join whose tokens are all there. */
export function readyJoin(run: Run): ReadyJoin | undefined {
  const arrived = run.state.tokens.filter((token) => token.state === 'waiting' && waitsForJoin(run, token))
  // Tokens of different rooms never meet.
  const groups = Map.groupBy(arrived, (token) => `${token.nodeId} ${scopePath(token.path).join(' ')}`)
  for (const waiting of groups.values()) {
    const nodeId = waiting[0]?.nodeId ?? ''
    const ready = kinds[joinKind(run, nodeId)](run, nodeId, waiting)
    if (ready !== undefined) return ready
  }
  return undefined
}
