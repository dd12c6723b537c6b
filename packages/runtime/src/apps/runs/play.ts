import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FlowInstance, WorkItem } from '@mortise/flows'
import type { RecordValues, RunsDocument, ToldRun, ToldStep } from '@mortise/schema'
import { userActor } from '../../context/actor.ts'
import { automation } from '../../context/automation.ts'
import type { Unit } from '../../context/unit.ts'
import type { Workspace } from '../../context/workspace.ts'
import { errors } from '../../errors.ts'
import { commandItem, type ItemRequest } from '../../flows/item-commands.ts'
import { commandInstance } from '../../flows/run-commands.ts'
import { startFlow } from '../../flows/start.ts'
import { mayStart } from '../../model/rights.ts'
import { rootCause } from '../../records/cause.ts'
import { momentsAround, workAfter } from '../moments.ts'
import { openPast, type Past } from './past.ts'

/** What the names of a run stand for. */
export type RunNames = {
  /** Rows by their `$key`: which entity, and the id they got. */
  readonly rows: ReadonlyMap<string, { readonly entity: string; readonly id: string }>
  /** People by their key. */
  readonly users: ReadonlyMap<string, string>
  /** A value as it is told, with its names and days worked out. */
  readonly value: (told: Json) => Json
}

type Told = ToldRun & { readonly place: string }

/** Where it stands in the document. */
const file = 'data/_runs.json'

const peopleOf = ({ by, steps = [] }: ToldRun): readonly string[] => [
  by,
  ...steps.flatMap((step) => [step.by, ...(step.do === 'return' ? [] : [step.to ?? []].flat())]),
]

/** The runs all of whose people are here: what somebody did who is nobody here has not happened. */
export function playable(
  document: RunsDocument | undefined,
  users: ReadonlyMap<string, string>,
): readonly Told[] {
  return (document?.runs ?? []).flatMap((run, at) =>
    peopleOf(run).every((key) => users.has(key)) ? [{ ...run, place: `/runs/${at}` }] : [],
  )
}

/** What rows held before their runs, by `$key`; of several runs the first one counts. */
export function heldBefore(runs: readonly ToldRun[]): ReadonlyMap<string, RecordValues> {
  const held = new Map<string, RecordValues>()
  for (const { record, before } of runs)
    if (before !== undefined && !held.has(record.slice(1))) held.set(record.slice(1), before)
  return held
}

/**
 * Plays runs through the engine, each in a transaction of its own, in the order in which they began: every command at the
 * moment it is told of, with the rights of who gave it. Refuses a command that could not have been given, naming its place.
 */
export async function playRuns(workspace: Workspace, runs: readonly Told[], names: RunNames): Promise<void> {
  const moment = momentsAround(await workspace.published(), workspace.options.clock())
  const dated = runs.map((run) => ({ run, at: moment(run.at) ?? workspace.now() }))
  for (const { run, at } of dated.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const clock = { time: Date.parse(at) }
    await workspace.store.transaction(
      async (tx) => {
        clock.time = Date.parse(at)
        await playRun(await openPast(workspace, { tx, clock }), run, { names, present: workspace.now() })
      },
      () => clock.time,
    )
  }
}

type Setting = { readonly names: RunNames; readonly present: string }

/** Names the place of what could not be. */
async function placed<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isMortiseError(error) || error.kind === 'unexpected') throw error
    const detail = error.details[0]
    const said = {
      file,
      path: place,
      code: detail?.code ?? error.code,
      message: detail?.message ?? error.text,
    }
    throw errors.APP_INVALID({ name: '_runs', count: 1 }, { details: [said], cause: error })
  }
}

async function playRun(past: Past, run: Told, { names, present }: Setting): Promise<void> {
  const row = names.rows.get(run.record.slice(1))
  if (row === undefined) return
  const instance = await placed(run.place, () => past.act((unit) => begin(unit, run, { row, names })))
  const acts = [
    ...(run.steps ?? []).map((step, at) => ({
      ...step,
      place: `${run.place}/steps/${at}`,
      work: (unit: Unit) => decide(unit, { step, instance, names }),
    })),
    ...(run.then ?? []).map(({ after, set }, at) => ({
      after,
      place: `${run.place}/then/${at}`,
      work: (unit: Unit) => become(unit, row, valuesOf(set, names)),
    })),
  ]
  for (const { after, place, work } of acts) {
    const at = await past.act((unit) => Promise.resolve(workAfter(unit.published)(unit.now, after)))
    if (at > present) break
    await past.waitUntil(at)
    await placed(place, () => past.act(work))
  }
  const waiting = await past.act((unit) => openItems(unit, instance))
  const asked = new Set(waiting.map(({ assignee }) => assignee))
  const latest = new Map(past.tasks.map((notice) => [notice.userId, notice]))
  await past.end([...latest.values()].filter(({ userId }) => asked.has(userId)))
}

function actorOf(unit: Unit, names: RunNames, key: string) {
  const user = unit.people.users.find(({ id }) => id === names.users.get(key))
  if (user === undefined) throw errors.TRIAL_STARTER()
  return userActor(user, unit.people, unit.published.roleFacts, { via: 'ui' })
}

async function begin(
  unit: Unit,
  { flow, by }: Told,
  {
    row,
    names,
  }: { readonly row: { readonly entity: string; readonly id: string }; readonly names: RunNames },
): Promise<string> {
  const actor = actorOf(unit, names, by)
  if (!mayStart(unit.published, actor, flow)) throw errors.FORBIDDEN({ what: flow })
  const commandId = unit.newId()
  return startFlow(unit, { flow, entity: row.entity, recordId: row.id, actor, commandId })
}

async function stateOf(unit: Unit, instance: string): Promise<FlowInstance> {
  const stored = await unit.tx.flows.instance(instance)
  if (stored === null) throw errors.WORK_ITEM_NOT_FOUND()
  return stored.state as unknown as FlowInstance
}

async function openItems(unit: Unit, instance: string): Promise<readonly WorkItem[]> {
  const { items, status } = await stateOf(unit, instance)
  return status === 'running' ? items.filter(({ state, kind }) => state === 'active' && kind !== 'read') : []
}

type Deciding = { readonly step: ToldStep; readonly instance: string; readonly names: RunNames }

/** What a person does with the task they have there; a recall is about the whole run. */
async function decide(unit: Unit, { step, instance, names }: Deciding): Promise<void> {
  const actor = actorOf(unit, names, step.by)
  const head = {
    command: step.do,
    commandId: unit.newId(),
    ...(step.comment === undefined ? {} : { comment: step.comment }),
  }
  if (step.do === 'recall') {
    await commandInstance(unit, actor, { ...head, instanceId: instance })
    return
  }
  const itemId = await itemOf(unit, { step, instance, userId: actor.userId })
  await commandItem(unit, actor, {
    ...head,
    itemId,
    ...aimOf(step, names),
    ...(step.values && { values: valuesOf(step.values, names) }),
  })
}

const valuesOf = (told: RecordValues, { value }: RunNames): RecordValues =>
  Object.fromEntries(Object.entries(told).map(([field, one]) => [field, value(one)]))

/** Whom it goes to, or for a return where. */
function aimOf(step: ToldStep, { users }: RunNames): Pick<ItemRequest, 'to' | 'target'> {
  const to = [step.to ?? []].flat()
  if (step.do === 'return') return { target: to[0] ?? '$start' }
  return to.length === 0 ? {} : { to: to.map((key) => users.get(key) ?? '') }
}

async function itemOf(
  unit: Unit,
  given: { readonly step: ToldStep; readonly instance: string; readonly userId: string | null },
): Promise<string> {
  const { step, instance, userId } = given
  const { items } = await stateOf(unit, instance)
  // A reminder is about what others are asked. Only who reads means a copy, where there is no task of theirs.
  const open = items.filter(
    ({ state, assignee }) => state === 'active' && (step.do === 'remind' || assignee === userId),
  )
  const task = open.find(({ kind }) => kind !== 'read')
  const found = task ?? (step.do === 'read' ? open[0] : undefined)
  if (found === undefined) throw errors.WORK_ITEM_NOT_FOUND()
  return found.id
}

/** What became of the record behind its run. */
async function become(
  unit: Unit,
  { entity, id }: { readonly entity: string; readonly id: string },
  values: RecordValues,
): Promise<void> {
  const request = { op: 'update', entity, id, values, ignoreDuplicates: true } as const
  await unit.commands.save(unit, automation(unit, 'install'), {
    request,
    cause: rootCause('install', { bulk: true }),
  })
}
