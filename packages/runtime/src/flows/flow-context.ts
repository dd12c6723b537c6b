import { type EvaluationInput, language, type Scope } from '@mortise/expressions'
import type { FlowContext, FlowInstance } from '@mortise/flows'
import { evaluateTable } from '@mortise/rules'
import type { FlowDocument, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { actingFor } from '../context/acting.ts'
import { automation } from '../context/automation.ts'
import { origin } from '../context/behalf.ts'
import { pathsRead, withoutRecordPrefix } from '../context/needs.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { readInput } from '../records/input.ts'
import { actionContext } from '../rules/action-context.ts'
import { runActionFor } from '../rules/outward.ts'

/** In whose name a run acts: on behalf of whoever started it. Runs from before that was kept have their starter. */
export function actingIn(
  unit: Unit,
  definition: FlowDocument,
  instance: Pick<FlowInstance, 'origin' | 'starter'>,
): Actor {
  const via = `flow:${definition.key}`
  const from = origin(unit, instance.origin ?? { kind: 'user', id: instance.starter }, via)
  return actingFor(unit, from, { ...definition, via })
}

/** What a run's step is decided on: its record, or the values given in its place, and the people there are. */
export async function contextFor(
  unit: Unit,
  definition: FlowDocument,
  instance: FlowInstance,
  given: {
    readonly agentsOf?: FlowContext['agentsOf']
    /** A record that is not saved yet, or that was read for this. */
    readonly values?: RecordValues
  } = {},
): Promise<(lookup: EvaluationInput['lookup']) => FlowContext> {
  const { agentsOf, values } = given
  const entity = unit.published.model.entity(instance.entity)
  const stored = values === undefined ? await recordOf(unit, instance) : { id: instance.recordId, values }
  if (entity === undefined || stored === null) throw errors.RECORD_NOT_FOUND()
  const own = pathsOf(definition, entity.scope)
  const leans = leaningPaths(unit, definition, entity.scope)
  const paths = leans.length === 0 ? own : [...own, ...withoutRecordPrefix(leans)]
  const { record, refs } = await readInput(unit, {
    entity,
    id: stored.id,
    values: stored.values,
    isNew: false,
    paths,
  })
  const actor = automation(unit, `flow:${definition.key}`)
  const { directory, expressionUser } = unit.people
  const runAction = await runActionFor(unit, actingIn(unit, definition, instance), {
    entity,
    record,
    refs,
    document: definition.nodes,
  })
  const published = unit.published.model.document('flow', instance.flow)
  return (lookup) => ({
    ...(agentsOf === undefined ? {} : { agentsOf }),
    ...(published === undefined ? {} : { keepers: published.administrators ?? [] }),
    now: unit.now,
    newId: unit.newId,
    record,
    directory,
    timeZone: unit.timeZone,
    user: expressionUser,
    evaluate: (expression, input) =>
      language.evaluate(expression, {
        ...input,
        ...unit.published.model.time,
        ...(lookup ? { lookup } : {}),
      }),
    runAction,
    decide: decideBy(unit),
    action: actionContext(unit, actor, {
      entity,
      record,
      refs,
      phase: 'afterSave',
      starter: instance.starter,
      lookup,
    }),
  })
}

/** The record of a run; one in the bin too: its runs can still be ended, and given to others. */
async function recordOf(
  unit: Unit,
  { entity, recordId }: Pick<FlowInstance, 'entity' | 'recordId'>,
): Promise<{ readonly id: string; readonly values: RecordValues } | null> {
  const door = unit.door(automation(unit, 'read'))
  const options = { rows: 'all' } as const
  return (
    (await door.get(entity, recordId, options)) ?? door.get(entity, recordId, { ...options, deleted: true })
  )
}

const known = new WeakMap<Scope, WeakMap<FlowDocument, readonly string[]>>()

/** What a definition reads of its record; worked out once for each form of the record. */
function pathsOf(definition: FlowDocument, scope: Scope): readonly string[] {
  const ofScope = known.get(scope) ?? new WeakMap<FlowDocument, readonly string[]>()
  known.set(scope, ofScope)
  let paths = ofScope.get(definition)
  if (paths === undefined) {
    paths = withoutRecordPrefix(pathsRead(definition.nodes, scope).concat(recordPaths(definition)))
    ofScope.set(definition, paths)
  }
  return paths
}

/** Asks the published decision tables. */
function decideBy(unit: Unit): NonNullable<FlowContext['decide']> {
  return (key, evaluate) => {
    const table = unit.published.model.document('table', key)
    if (table === undefined) throw errors.TABLE_NOT_FOUND({ name: key })
    return evaluateTable(table, evaluate).outputs
  }
}

/** What the scores and decision tables ask about the record that the steps of a flow name. */
function leaningPaths(unit: Unit, { nodes, entity }: FlowDocument, scope: Scope): readonly string[] {
  const { model } = unit.published
  const known = leaning.get(nodes)
  if (known?.model === model) return known.paths
  const named = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value === 'string') named.add(value)
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) visit(one)
  }
  visit(nodes)
  const documents = [...named]
    .flatMap((key) => [model.document('score', key), model.document('table', key)])
    .filter((one) => one !== undefined && (one.entity === undefined || one.entity === entity))
  const paths = pathsRead(documents, scope)
  leaning.set(nodes, { model, paths })
  return paths
}

const leaning = new WeakMap<
  FlowDocument['nodes'],
  { readonly model: unknown; readonly paths: readonly string[] }
>()

/** Paths that edge conditions and node settings read, which may call the record `record`. */
function recordPaths(definition: FlowDocument): readonly string[] {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one)
    else if (typeof value === 'object' && value !== null) {
      const name = (value as { readonly var?: unknown }).var
      if (typeof name === 'string' && name.includes('.')) found.add(name)
      else for (const one of Object.values(value)) visit(one)
    }
  }
  visit(definition.edges)
  visit(definition.nodes)
  return [...found]
}
