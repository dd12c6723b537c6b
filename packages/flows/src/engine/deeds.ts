import type { FlowNodeDocument } from '@mortise/schema'
import { failed } from '../nodes/actions.ts'
import type { FlowEvent, NodeOutcome, Token } from '../types.ts'
import { nodeContext } from './context.ts'
import type { Run } from './run.ts'

/** What a node answered, when it was entered or when it heard of something. */
export type Deed = {
  readonly node: FlowNodeDocument
  readonly outcome: NodeOutcome
  readonly event?: FlowEvent
}

/**
 * Counts the deeds of nodes: answers that ask for effects. One that was found to be impossible when it was to be carried
 * out fails instead, as an action that can't be planned does: it is tried again as its node says, then the token is parked.
 */
export function doneOrRefused(run: Run, token: Token, { node, outcome, event }: Deed): NodeOutcome {
  if ((outcome.effects ?? []).length === 0) return outcome
  run.deed += 1
  const why = run.ctx.refused?.get(run.deed)
  return why === undefined ? outcome : failed(node, why, { ctx: nodeContext(run, token), event })
}
