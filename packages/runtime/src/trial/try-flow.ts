import { isMortiseError, type Localized } from '@mortise/errors'
import { type Frame, framesOf, type FlowInstance } from '@mortise/flows'
import type { RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { userActor } from '../context/actor.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { startFlow } from '../flows/start.ts'
import { rootCause } from '../records/cause.ts'
import {
  anyPicks,
  type Deed,
  deedOf,
  mainRun,
  movesOf,
  type RunMove,
  takeStep,
  type TrialStep,
  usualStep,
} from './flow-steps.ts'
import type { Told } from './told.ts'
import { inTrial, type TrialWorld } from './world.ts'

/** What a flow is to be tried with. */
export type FlowTrialAsk = {
  readonly flow: string
  /** A record there is, or one to make for it. */
  readonly record: { readonly id: string } | { readonly values: RecordValues }
  readonly starter: string
  readonly seed: string
  /** Where the clock stands at the beginning. */
  readonly at: string
  /** Starts it though the record is not ready for it. */
  readonly anyway?: boolean
  /** What happened so far, after the start. */
  readonly steps: readonly TrialStep[]
  /** Goes on by itself after these. */
  readonly until?: 'decision' | 'end'
}

/** One thing that happened, with what followed from it. */
export type TrialTurn = {
  readonly at: string
  /** Who decided what, and where; null for the start and for the clock. */
  readonly deed: Deed | null
  readonly frames: readonly Frame[]
  readonly told: readonly Told[]
  /** Why it could not be; nothing of it happened then. */
  readonly error: { readonly code: string; readonly message: Localized } | null
}

/** A flow that was tried: the start and one turn for each step. */
export type FlowTrial = {
  readonly turns: readonly TrialTurn[]
  /** What was asked for, and what came about by itself behind it. */
  readonly steps: readonly TrialStep[]
  readonly status: FlowInstance['status'] | 'none'
  readonly now: string
  readonly nextAt: string | null
  readonly moves: readonly RunMove[]
  readonly record: { readonly id: string; readonly title: string; readonly values: RecordValues }
}

const mostSteps = 200

/**
 * Tries a flow, published or not: the same engine, rights, rules and people as in earnest, in a transaction that is taken
 * back, by a clock of its own. Asked with one step less it is as it was before that step. Writes nothing, tells nobody.
 */
export function tryFlow(workspace: Workspace, actor: Actor, ask: FlowTrialAsk): Promise<FlowTrial> {
  const { at } = ask
  // Nobody else's trial makes rows of the same ids, and waits for them.
  const seed = `${actor.userId ?? ''} ${ask.seed}`
  const flow = { key: ask.flow, anyway: ask.anyway === true }
  const start = { viewer: actor, seed, flow, at }
  return inTrial(workspace, start, (world) => play(world, actor, ask))
}

async function play(world: TrialWorld, actor: Actor, ask: FlowTrialAsk): Promise<FlowTrial> {
  const definition = world.published.model.document('flow', ask.flow)
  if (definition === undefined) throw errors.FLOW_NOT_FOUND({ name: ask.flow })
  const { entity } = definition
  if (world.published.model.entity(entity) === undefined) throw errors.TRIAL_NOT_PUBLISHED({ name: entity })
  const turns: TrialTurn[] = []
  const steps: TrialStep[] = []
  const turn = async (work: () => Promise<void>, deed: Deed | null): Promise<boolean> => {
    const from = mark(world, ask.flow)
    const error = await refusalOf(work)
    // What was heard of work that was taken back has not happened.
    if (error !== null) from.takeBack()
    const { told, frames } = since(world, ask.flow, from)
    turns.push({ at: world.now(), deed, frames, told, error })
    return error === null
  }
  let recordId = 'id' in ask.record ? ask.record.id : ''
  let going = await turn(async () => {
    recordId = await begin(world, actor, { ask, entity })
  }, null)
  const next = (): TrialStep | undefined =>
    ask.steps[steps.length] ?? (ask.until === undefined ? undefined : usualStep(world, ask.until))
  while (going && steps.length < mostSteps) {
    const step = next()
    if (step === undefined) break
    steps.push(step)
    going = await turn(() => takeStep(world, step), deedOf(world, step))
  }
  return {
    turns,
    steps,
    status: mainRun(world, ask.flow)?.state.status ?? 'none',
    now: world.now(),
    nextAt: world.nextAt() ?? null,
    moves: movesOf(world),
    record: await seenRecord(world, actor, { entity, id: recordId }),
  }
}

async function refusalOf(work: () => Promise<void>): Promise<TrialTurn['error']> {
  try {
    await work()
    return null
  } catch (error) {
    if (!isMortiseError(error) || error.kind === 'unexpected') throw error
    const [detail] = error.details
    return { code: error.code, message: detail?.message ?? error.text }
  }
}

/** Makes the record where there is none yet, and starts the flow, unless the record has started it by itself. */
async function begin(
  world: TrialWorld,
  actor: Actor,
  given: { readonly ask: FlowTrialAsk; readonly entity: string },
): Promise<string> {
  const { entity, ask } = given
  const people = await world.workspace.people()
  const person = people.users.find((one) => one.id === ask.starter && one.active)
  if (person === undefined) throw errors.TRIAL_STARTER()
  const starter = userActor(person, people, world.published.roleFacts, { via: 'ui' })
  const recordId = await world.workspace.unit(async (unit) => {
    const { record } = ask
    if ('values' in record) {
      const request = { op: 'create', entity, values: record.values, ignoreDuplicates: true } as const
      const cause = rootCause(world.newId())
      return (await unit.commands.save(unit, starter, { request, cause })).record.id
    }
    const found = await unit.door(actor).get(entity, record.id, { fields: ['id'] })
    if (found === null) throw errors.RECORD_NOT_FOUND()
    return record.id
  })
  await world.settle()
  if (mainRun(world, ask.flow) !== undefined) return recordId
  const { flow } = ask
  await world.workspace.unit(async (unit) => {
    const thought = { flow, entity, recordId, starter: person.id } as FlowInstance
    const picks = await anyPicks(unit, thought, 'starter_pick')
    const commandId = world.newId()
    await startFlow(unit, { flow, entity, recordId, actor: starter, commandId, choices: { picks } })
  })
  await world.settle()
  return recordId
}

type Mark = {
  readonly told: number
  readonly events: number
  readonly state: FlowInstance | undefined
  readonly takeBack: () => void
}

function mark(world: TrialWorld, flow: string): Mark {
  const run = mainRun(world, flow)
  const told = world.told.length
  const forget = world.runs.mark()
  const takeBack = (): void => {
    world.told.length = told
    forget()
  }
  return { told, events: run?.events.length ?? 0, state: run?.state, takeBack }
}

function since(world: TrialWorld, flow: string, from: Mark): Pick<TrialTurn, 'told' | 'frames'> {
  const run = mainRun(world, flow)
  const frames = run === undefined ? [] : framesOf(from.state ?? run.empty, run.events.slice(from.events))
  return { told: world.told.slice(from.told), frames }
}

async function seenRecord(
  world: TrialWorld,
  actor: Actor,
  { entity, id }: { readonly entity: string; readonly id: string },
): Promise<FlowTrial['record']> {
  const found =
    id === '' ? null : await world.workspace.unit((unit) => unit.door(actor).get(entity, id, { rows: 'all' }))
  const values = found?.values ?? {}
  const title = world.published.model.entity(entity)?.document.title ?? 'id'
  return { id, title: String(values[title] ?? ''), values }
}
