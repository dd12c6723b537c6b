import type { Json } from '@mortise/expressions'
import type { FlowCommand } from '@mortise/flows'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { openRun } from './opened.ts'
import { step } from './step.ts'

/** What is asked of a run as a whole, beside the command's name. */
export type RunRequest = {
  readonly instanceId: string
  readonly command: string
  readonly commandId: string
  readonly comment?: string
  /** For a jump and for bringing a run back: the node. */
  readonly target?: string
  readonly tokenId?: string
  readonly mode?: 'this' | 'all'
  readonly incidentId?: string
  /** For a task that somebody else gets: which, and who. */
  readonly itemId?: string
  readonly to?: string
}

type RunMaking = { readonly [command: string]: (given: RunRequest, actor: string) => FlowCommand }

const runHead = ({ commandId, comment }: RunRequest, actor: string) => ({
  commandId,
  actor,
  ...(comment === undefined ? {} : { comment }),
})

/** Commands on runs, by the name they have in the API. The engine knows whose they are. */
const runCommands: RunMaking = {
  recall: (given, actor) => ({ ...runHead(given, actor), type: 'recall' }),
  terminate: (given, actor) => ({ ...runHead(given, actor), type: 'terminate' }),
  suspend: (given, actor) => ({ ...runHead(given, actor), type: 'suspend' }),
  resume: (given, actor) => ({ ...runHead(given, actor), type: 'resume' }),
  reactivate: (given, actor) => ({
    ...runHead(given, actor),
    type: 'reactivate',
    target: given.target ?? '',
  }),
  jump: (given, actor) => ({
    ...runHead(given, actor),
    type: 'jump',
    target: given.target ?? '',
    ...(given.tokenId === undefined ? {} : { tokenId: given.tokenId }),
    ...(given.mode === undefined ? {} : { mode: given.mode }),
  }),
  reassign: (given, actor) => ({
    ...runHead(given, actor),
    type: 'reassign',
    itemId: given.itemId ?? '',
    to: given.to ?? '',
  }),
  complete: (given, actor) => ({
    ...runHead(given, actor),
    type: 'completeNow',
    tokenId: given.tokenId ?? '',
  }),
  retry: (given, actor) => ({
    ...runHead(given, actor),
    type: 'retryIncident',
    incidentId: given.incidentId ?? '',
  }),
  skip: (given, actor) => ({
    ...runHead(given, actor),
    type: 'skipIncident',
    incidentId: given.incidentId ?? '',
  }),
}

/** Carries out what somebody asks of a run as a whole. The same `commandId` counts once. */
export async function commandInstance(
  unit: Unit,
  actor: Actor,
  given: RunRequest,
): Promise<{ readonly status: string; readonly instanceId: string }> {
  const make = Object.hasOwn(runCommands, given.command) ? runCommands[given.command] : undefined
  if (make === undefined) throw errors.COMMAND_UNKNOWN({ name: given.command })
  const { instance, definition, title } = await openRun(unit, actor, given.instanceId)
  if (!(await unit.tx.flows.recordCommand(instance.id, given.commandId)))
    return { status: instance.status, instanceId: instance.id }
  const command = await withUnsent(unit, make(given, actor.userId ?? ''), instance.id)
  const advanced = await step(unit, { definition, instance, title, command })
  return { status: advanced.instance.status, instanceId: instance.id }
}

/** A recall takes back calls that have not left yet; what they would have done needs no undoing. */
async function withUnsent(unit: Unit, command: FlowCommand, instanceId: string): Promise<FlowCommand> {
  if (command.type !== 'recall') return command
  const jobs = await unit.tx.jobs.withdraw(`call:flow:${instanceId}:`)
  const unsent = jobs.flatMap((job) => {
    const { node } = (job ?? {}) as { readonly node?: Json }
    return typeof node === 'string' ? [node] : []
  })
  return { ...command, unsent }
}
