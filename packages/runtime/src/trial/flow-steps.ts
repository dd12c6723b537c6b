import type { Json } from '@mortise/expressions'
import {
  type FlowCommand,
  type FlowInstance,
  type Move,
  movesAt,
  type Picks,
  pickPlaces,
  pickRange,
} from '@mortise/flows'
import { loadItem } from '../flows/opened.ts'
import { contextFor } from '../flows/flow-context.ts'
import { engineOf, step } from '../flows/step.ts'
import { systemCommand } from '../flows/system-command.ts'
import type { Unit } from '../context/unit.ts'
import type { TrialRun } from './runs.ts'
import type { TrialWorld } from './world.ts'

/** What somebody who tries a flow has happen next. */
export type TrialStep =
  | {
      readonly do: 'decide'
      readonly item: string
      /** A decision of the engine, `claim`, `return` or `transfer`. */
      readonly command: string
      readonly comment?: string
      /** The step it is returned to, or the person who gets it. */
      readonly to?: string
    }
  /** The clock goes on: to what happens by itself next, or by a duration of working time. */
  | { readonly do: 'wait'; readonly duration?: string }
  /** What a step waits for comes. */
  | { readonly do: 'hear'; readonly run: string; readonly key: string; readonly data?: Json }
  | {
      readonly do: 'mend'
      readonly run: string
      readonly incident: string
      readonly how: 'retryIncident' | 'skipIncident'
    }

/** A move, and the run it is about. */
export type RunMove = Move & { readonly run: string; readonly flow: string }

/** What somebody did, or what came, and at which step of which flow. */
export type Deed = {
  readonly command: string
  readonly flow: string
  readonly nodeId: string
  readonly person: string | null
  readonly to: string | null
  /** Of a message that came. */
  readonly name: string | null
}

/** What a step is about, as things stand before it. */
export function deedOf(world: TrialWorld, step: TrialStep): Deed | null {
  if (step.do === 'wait') return null
  const run = world.runs.all.find(({ id, state }) =>
    step.do === 'decide' ? state.items.some((item) => item.id === step.item) : id === step.run,
  )
  if (run === undefined) return null
  const { flow, state } = run
  if (step.do === 'decide') {
    const item = state.items.find(({ id }) => id === step.item)
    const { command, to = null } = step
    return { command, flow, nodeId: item?.nodeId ?? '', person: item?.assignee ?? null, to, name: null }
  }
  const heard = step.do === 'hear' ? state.subscriptions?.find(({ key }) => key === step.key) : undefined
  const nodeId =
    step.do === 'hear' ? heard?.nodeId : state.incidents.find(({ id }) => id === step.incident)?.nodeId
  const command = step.do === 'hear' ? 'hear' : step.how
  return { command, flow, nodeId: nodeId ?? '', person: null, to: null, name: heard?.name ?? null }
}

/** What may happen next, in all runs of the trial, the latest first: the others wait for it. */
export function movesOf(world: TrialWorld): readonly RunMove[] {
  const { nodes } = world.workspace.options.kit
  return world.runs.all.toReversed().flatMap((run) => {
    const definition = world.published.model.document('flow', run.flow)
    if (definition === undefined) return []
    return movesAt({ definition, nodes }, run.state).map((move) => ({ ...move, run: run.id, flow: run.flow }))
  })
}

/** Whom it would be put to where somebody picks: the first who may be picked, else the starter. */
export async function anyPicks(
  unit: Unit,
  instance: FlowInstance,
  type: 'starter_pick' | 'previous_pick',
): Promise<Picks> {
  const definition = unit.published.model.document('flow', instance.flow)
  if (definition === undefined) return {}
  const engine = engineOf(unit, definition)
  const places = pickPlaces(definition, engine.nodes, type).filter(
    ({ nodeId }) => !Object.hasOwn(instance.picks ?? {}, nodeId),
  )
  if (places.length === 0) return {}
  const ctx = await contextFor(unit, definition, instance)
  return Object.fromEntries(
    places.map((place) => {
      const range = pickRange(engine, place, { instance, ctx: ctx(undefined) }) ?? [instance.starter]
      return [place.nodeId, range.slice(0, Math.max(1, place.source.min ?? 1))]
    }),
  )
}

/** Has one thing happen, and all that follows from it. Throws what a person would be told. */
export async function takeStep(world: TrialWorld, given: TrialStep): Promise<void> {
  if (given.do === 'wait') await wait(world, given.duration)
  else await world.workspace.unit((unit) => act(unit, world, given))
  await world.settle()
}

async function wait(world: TrialWorld, duration: string | undefined): Promise<void> {
  const { published, now } = world
  const [calendar] = published.model.documents('calendar')
  const at = duration === undefined ? world.nextAt() : published.addTime(now(), duration, calendar?.key)
  if (at !== undefined) await world.waitUntil(at)
}

async function act(unit: Unit, world: TrialWorld, given: Exclude<TrialStep, { do: 'wait' }>): Promise<void> {
  const commandId = world.newId()
  if (given.do === 'decide') return decide(unit, { ...given, commandId })
  const command =
    given.do === 'hear'
      ? ({ type: 'messageArrived', commandId, key: given.key, data: given.data ?? null } as const)
      : ({ type: given.how, commandId, incidentId: given.incident } as const)
  await systemCommand(unit, given.run, command)
}

type Decide = Extract<TrialStep, { do: 'decide' }> & { readonly commandId: string }

async function decide(unit: Unit, given: Decide): Promise<void> {
  const { instance, definition, title } = await loadItem(unit, given.item, true)
  const item = instance.items.find(({ id }) => id === given.item)
  const { commandId, item: itemId, command: type, to = '', comment = '-' } = given
  const head = { commandId, actor: item?.assignee ?? 'system', itemId, comment }
  // Nobody signs or hands in anything here: that they would have is enough.
  const picks =
    type === 'approve' || type === 'completeWork' ? await anyPicks(unit, instance, 'previous_pick') : {}
  const decided = { ...head, signature: '-', attachments: ['-'], picks }
  const known: { readonly [type: string]: FlowCommand } = {
    approve: { ...decided, type: 'approve' },
    reject: { ...decided, type: 'reject' },
    completeWork: { ...decided, type: 'completeWork' },
    resubmit: { ...decided, type: 'resubmit' },
    resolveDelegation: { ...decided, type: 'resolveDelegation' },
    claim: { ...head, type: 'claim' },
    return: { ...head, type: 'return', target: to },
    transfer: { ...head, type: 'transfer', to },
  }
  const command = Object.hasOwn(known, type) ? known[type] : undefined
  if (command !== undefined) await step(unit, { definition, instance, title, command })
}

const isDecision = (move: RunMove): boolean => move.type === 'decide' || move.type === 'mend'

/**
 * What would happen next if nobody did anything out of the way: the first who is asked agrees, what is waited for comes, the
 * clock goes on. `decision`: stops where somebody has to decide. Undefined where nothing goes on by itself.
 */
export function usualStep(world: TrialWorld, until: 'decision' | 'end'): TrialStep | undefined {
  const moves = movesOf(world)
  const [first] = moves
  if (first === undefined && world.nextAt() === undefined) return undefined
  if (until === 'decision' && moves.some(isDecision)) return undefined
  if (world.runs.all[0]?.state.status !== 'running') return undefined
  const asked = moves.find((one) => one.type === 'decide')
  if (asked?.type === 'decide')
    return { do: 'decide', item: asked.itemId, command: asked.commands[0] ?? 'approve' }
  const heard = moves.find((one) => one.type === 'hear')
  if (heard?.type === 'hear' && until === 'end') return { do: 'hear', run: heard.run, key: heard.key }
  return world.nextAt() === undefined ? undefined : { do: 'wait' }
}

/** The run the trial is about. */
export const mainRun = (world: TrialWorld, flow: string): TrialRun | undefined =>
  world.runs.all.find((run) => run.flow === flow && run.state.parent === undefined)
