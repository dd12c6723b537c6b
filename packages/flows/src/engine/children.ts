import type { ChildRun, StartChild, Token } from '../types.ts'
import type { Run } from './run.ts'

/** Starts runs beside this one and remembers them by their key. */
export function startChildren(run: Run, token: Token, start: readonly StartChild[]): void {
  for (const { index, variables, ...given } of start) {
    const key = `${token.id}:${index}`
    const { nodeId } = token
    const child: ChildRun = {
      key,
      tokenId: token.id,
      nodeId,
      index,
      status: 'running',
      variables: {},
      told: false,
    }
    run.emit('child_started', { nodeId, data: { child } })
    run.effects.push({ type: 'set_child', key, child: { ...given, variables } })
  }
}
