import type { Compensation } from '../types.ts'
import { consumeToken, createToken } from './consume.ts'
import { nodeContext } from './context.ts'
import type { Run } from './run.ts'
import { isWithin, visitKey } from './state.ts'
import { fromNode, noteWrites } from './write-backs.ts'

/** Undoes what was done in a scope, last first, but for nodes whose calls have not left yet. A handler that can't is told of and does not stop the others. */
export function compensate(run: Run, path: readonly string[], unsent: readonly string[] = []): void {
  const armed = (run.state.compensations ?? []).filter((one) => isWithin(one.path, path))
  if (armed.length === 0) return
  run.emit('compensation_done', { data: { path } })
  for (const one of armed.toReversed()) if (!unsent.includes(one.nodeId)) undo(run, one)
}

function undo(run: Run, { handler, nodeId, path, round }: Compensation): void {
  const node = run.graph.node(handler)
  const type = node === undefined ? undefined : run.engine.nodes.find(node.type)
  if (node === undefined || type === undefined) return
  const token = createToken(run, { nodeId: handler, viaEdgeId: null, path, round })
  run.emit('node_entered', {
    nodeId: handler,
    data: { tokenId: token.id, round, visit: visitKey(handler, path) },
  })
  const outcome = type.enter(node, nodeContext(run, token))
  const failed = outcome.move.type === 'incident' ? outcome.move.code : null
  if (failed === null) {
    noteWrites(run, handler, outcome.effects ?? [])
    run.effects.push(...fromNode(handler, outcome.effects ?? []))
  }
  run.emit('compensated', { nodeId: handler, data: { of: nodeId, failed } })
  consumeToken(run, token, 'compensated')
}
