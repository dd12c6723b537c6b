import type { EvaluationInput } from '@mortise/expressions'
import type { RecordEvent } from '@mortise/rules'
import type { ActionContext, EntityModel, RecordInput, RecordValues, RuleDocument } from '@mortise/schema'
import type { Actor, Refs } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { type Current, currentValues } from '../records/current.ts'
import { readInput } from '../records/input.ts'
import { actionContext, type RuleMessage } from './action-context.ts'
import { fillTexts, rulePaths } from './paths.ts'

/** A record as rules see it, and the context in which they do. */
export type Loaded = {
  readonly record: RecordInput
  readonly refs: Refs
  readonly contextOf: (lookup: EvaluationInput['lookup']) => (one: RecordInput) => ActionContext
}

/** Reads a record with everything around it that some rules ask for; undefined when it is gone. */
export async function loadFor(
  unit: Unit,
  actor: Actor,
  given: {
    readonly entity: EntityModel
    readonly id: string
    readonly previous: RecordValues | undefined
    readonly event: RecordEvent
    readonly rules: readonly RuleDocument[]
    readonly current: Current
    /** What conditions may read besides the record. */
    readonly message?: RuleMessage | undefined
  },
): Promise<Loaded | undefined> {
  const { entity, id, previous, event, rules, current } = given
  const values = await currentValues(unit, { entity, id, current, deleted: event === 'delete' })
  if (values === undefined) return undefined
  const { record, refs } = await readInput(unit, {
    entity,
    id,
    values,
    previous,
    isNew: event === 'create',
    paths: rulePaths(rules, entity.scope),
    names: fillTexts(rules),
  })
  return {
    record,
    refs,
    contextOf: (lookup) => (one) =>
      actionContext(unit, actor, {
        entity,
        record: one,
        refs,
        phase: 'afterSave',
        lookup,
        message: given.message,
      }),
  }
}
