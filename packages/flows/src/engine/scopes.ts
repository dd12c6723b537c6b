import type { Json } from '@mortise/expressions'
import type { FlowScope, Token } from '../types.ts'
import { createToken } from './consume.ts'
import type { Run } from './run.ts'
import { scopePart, scopePath } from './state.ts'

/** The room a token is in; undefined outside of all. */
export function scopeOf(run: Run, token: Pick<Token, 'path'>): FlowScope | undefined {
  const part = scopePath(token.path).at(-1)
  return part === undefined ? undefined : (run.state.scopes ?? []).find((one) => scopePart(one) === part)
}

/** The token at whose node the room of a token is. */
export function ownerOf(run: Run, token: Token): Token | undefined {
  const scope = scopeOf(run, token)
  return scope === undefined ? undefined : run.state.tokens.find((one) => one.id === scope.tokenId)
}

/** Opens a room inside a node and puts a token where its way begins. */
export function openScope(
  run: Run,
  owner: Token,
  given: { readonly index: number; readonly variables: { readonly [key: string]: Json } },
): void {
  const scope: FlowScope = {
    id: `${owner.id}/${given.index}`,
    tokenId: owner.id,
    nodeId: owner.nodeId,
    index: given.index,
    state: 'open',
    variables: given.variables,
    result: null,
  }
  run.emit('scope_opened', { nodeId: owner.nodeId, data: { scope } })
  const entry = run.graph.entry(owner.nodeId)
  const path = [...owner.path, scopePart(scope)]
  if (entry !== undefined) createToken(run, { nodeId: entry.id, viaEdgeId: null, path, round: owner.round })
}

/** A room in which nothing stands any more. */
export function emptyScope(run: Run): FlowScope | undefined {
  const { scopes = [], tokens } = run.state
  return scopes.find(
    (one) => one.state === 'open' && !tokens.some((token) => token.path.includes(scopePart(one))),
  )
}

/** Keeps values: names of a room in the room, all others in the run. */
export function setVariables(run: Run, token: Token, given: { readonly [key: string]: Json }): void {
  const { nodeId } = token
  const scope = scopeOf(run, token)
  const all = Object.entries(given)
  const own = all.filter(([key]) => scope !== undefined && Object.hasOwn(scope.variables, key))
  const rest = all.filter((one) => !own.includes(one))
  if (scope !== undefined && own.length > 0)
    run.emit('scope_variables_set', { nodeId, data: { scopeId: scope.id, values: Object.fromEntries(own) } })
  if (rest.length > 0) run.emit('variables_set', { nodeId, data: { values: Object.fromEntries(rest) } })
}
