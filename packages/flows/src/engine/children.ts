import type { ChildRun, StartChild, Token } from '../types.ts'
import type { Run } from './run.ts'

/** Starts runs beside this one and remembers them by their key. */
export function startChildren(run: Run, token: Token, start: readonly StartChild[]): void {
  for (const { index, variables, elements, ...given } of start) {
    const again = run.state.children?.some((one) => one.tokenId === token.id && one.index === index) === true
    // A key starts a run once for ever: one that takes the place of another has a key of its own.
    const key = again ? `${token.id}:${index}:${run.state.seq}` : `${token.id}:${index}`
    const { nodeId } = token
    const child: ChildRun = {
      key,
      tokenId: token.id,
      nodeId,
      index,
      status: 'running',
      variables: {},
      told: false,
      ...(elements === undefined ? {} : { elements }),
    }
    run.emit('child_started', { nodeId, data: { child } })
    run.effects.push({ type: 'set_child', key, child: { ...given, variables } })
  }
}
