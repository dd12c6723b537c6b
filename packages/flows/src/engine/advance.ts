import type { Advance, FlowCommand, FlowContext, FlowInstance } from '../types.ts'
import { carryOut } from './commands.ts'
import { beginRun, type Engine } from './run.ts'
import { noteDecision } from './take-back.ts'
import { runTokens } from './tokens.ts'

/** What whoever did it may take back. */
const deciding: ReadonlySet<FlowCommand['type']> = new Set(['approve', 'reject', 'completeWork'])

/**
 * Applies one command to a run and lets all tokens go on until each waits: the whole engine in one function. Nothing
 * is changed in place; the same arguments give the same answer, with ids and time from `ctx`. A refused command throws
 * and leaves the run as it was. Applying each `commandId` once is the runtime's part.
 */
export function advance(
  engine: Engine,
  instance: FlowInstance,
  command: FlowCommand,
  ctx: FlowContext,
): Advance {
  const run = beginRun(engine, instance, { ctx, actor: command.actor, onBehalfOf: command.onBehalfOf })
  carryOut(run, command)
  if (run.state.status === 'running' && run.state.suspended !== true) runTokens(run)
  if (deciding.has(command.type) && 'itemId' in command) noteDecision(run, instance, command.itemId)
  return { instance: run.state, effects: run.effects, events: run.events, deeds: run.deeds }
}
