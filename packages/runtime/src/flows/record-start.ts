import { language } from '@mortise/expressions'
import type { EntityModel } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { pathsRead } from '../context/needs.ts'
import type { Unit } from '../context/unit.ts'
import { readInput } from '../records/input.ts'
import { type Current, currentValues } from '../records/current.ts'
import { inputOf } from '../rules/action-context.ts'
import type { Cause } from '../types.ts'
import { startFlow } from './start.ts'
import { wakeForChange } from './waiting.ts'

/** Starts the flows that a change of a record starts; tells how many it looked at closely. */
export async function startFlowsOf(
  unit: Unit,
  actor: Actor,
  given: {
    readonly entity: EntityModel
    readonly id: string
    readonly event: 'create' | 'update'
    readonly cause: Cause
    readonly current: Current
  },
): Promise<number> {
  const { entity, id, event, cause, current } = given
  const all = unit.published.flowsOf(entity.key)
  if (event === 'update' && all.length > 0) await wakeForChange(unit, id)
  const flows = all.filter(({ start }) => start.type === 'record' && (start.on ?? ['create']).includes(event))
  if (flows.length === 0 || cause.withoutRules === true) return 0
  const values = await currentValues(unit, { entity, id, current })
  if (values === undefined) return 0
  const paths = pathsRead(
    flows.map((flow) => flow.start.condition ?? null),
    entity.scope,
  )
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
