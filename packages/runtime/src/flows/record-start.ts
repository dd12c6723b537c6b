import { language } from '@mortise/expressions'
import type { EntityModel, FlowDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { pathsRead } from '../context/needs.ts'
import type { Unit } from '../context/unit.ts'
import { readInput } from '../records/input.ts'
import { type Current, currentValues } from '../records/current.ts'
import { inputOf } from '../rules/action-context.ts'
import type { Cause } from '../types.ts'
import { startFlow } from './start.ts'
import { wakeForChange } from './waiting.ts'

type Starting = {
  readonly entity: EntityModel
  readonly id: string
  readonly event: 'create' | 'update'
  readonly cause: Cause
  readonly current: Current
  /** Runs that wait for the record to change, where they are known already. */
  readonly waiting?: readonly string[] | undefined
}

/** The flows of an entity that one kind of change may start, and what their conditions read. */
type Starters = { readonly flows: readonly FlowDocument[]; readonly paths: readonly string[] }

const known = new WeakMap<readonly FlowDocument[], { create?: Starters; update?: Starters }>()

/** Looked up once a version. */
function startersOf(unit: Unit, entity: EntityModel, event: Starting['event']): Starters {
  const all = unit.published.flowsOf(entity.key)
  let found = known.get(all)
  if (found === undefined) known.set(all, (found = {}))
  return (found[event] ??= makeStarters(all, entity, event))
}

function makeStarters(all: readonly FlowDocument[], entity: EntityModel, event: Starting['event']): Starters {
  const flows = all.filter(({ start }) => start.type === 'record' && (start.on ?? ['create']).includes(event))
  const conditions = flows.map((flow) => flow.start.condition ?? null)
  return { flows, paths: flows.length === 0 ? [] : pathsRead(conditions, entity.scope) }
}

/** Whether runs may wait for a record of an entity to change: only where it has flows. */
export function mayWait(unit: Unit, entity: EntityModel): boolean {
  return unit.published.flowsOf(entity.key).length > 0
}

/** Starts the flows that a change of a record starts; tells how many it looked at closely. */
export function startFlowsOf(unit: Unit, actor: Actor, given: Starting): number | Promise<number> {
  const starters = startersOf(unit, given.entity, given.event)
  const waking = given.event === 'update' && mayWait(unit, given.entity)
  const starting = starters.flows.length > 0 && given.cause.withoutRules !== true
  return waking || starting ? wakeAndStart(unit, actor, { ...given, ...starters }) : 0
}

async function wakeAndStart(unit: Unit, actor: Actor, given: Starting & Starters): Promise<number> {
  const { entity, id, event, cause, current, flows, paths } = given
  if (event === 'update') await wakeForChange(unit, id, given.waiting)
  if (flows.length === 0 || cause.withoutRules === true) return 0
  const values = await currentValues(unit, { entity, id, current })
  if (values === undefined) return 0
  const { record } = await readInput(unit, {
    entity,
    id,
    values,
    isNew: event === 'create',
    paths,
  })
  const input = inputOf(unit, actor, record)
  // A record that was made this moment has no flows yet, unless a rule of its own began one.
  const untouched = event === 'create' && unit.cascade.tally.runs === 0
  const running = new Set(
    untouched ? [] : (await unit.tx.flows.runningOf(entity.key, id)).map((row) => row.flow),
  )
  for (const flow of flows) {
    const { condition } = flow.start
    if (flow.start.single !== false && running.has(flow.key)) continue
    if (condition !== undefined && !language.test(condition, input, entity.scope)) continue
    await startFlow(unit, {
      flow: flow.key,
      entity: entity.key,
      recordId: id,
      actor,
      commandId: `${cause.chain.rootCauseId}:${flow.key}:${id}`,
      cause,
    })
  }
  return flows.length
}
