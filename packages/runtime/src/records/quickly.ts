import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { differing } from '../rules/before-save.ts'
import { quickRules } from '../rules/quick-rules.ts'
import type { Cause } from '../types.ts'
import type { Prepared } from './prepare.ts'
import { quickChange, quickPrepare } from './quick-prepare.ts'
import { knownNames } from './strangers.ts'

/**
 * Prepares new records that are right and need no look around them, before-save rules included, with what was made ready
 * once: the same as the long way gives. Undefined, of the entity or of one record, where the long way has to look.
 */
export function quickly(
  unit: Unit,
  actor: Actor,
  of: { readonly entity: EntityModel; readonly cause: Cause },
): ((values: RecordValues) => Prepared | undefined) | undefined {
  const maker = quickPrepare(unit, actor, of.entity)
  const rules = quickRules(unit, actor, of)
  const isKnown = knownNames(unit, actor, of.entity)
  if (maker === undefined || rules === undefined) return undefined
  return (values) => {
    const first = isKnown(values) ? maker.draft(values) : undefined
    const outcome = first === undefined ? undefined : rules(first)
    if (first === undefined || outcome === undefined || outcome.errors.length > 0) return undefined
    const extra = differing(outcome.values, first)
    const all = extra === undefined ? first : maker.draft(values, extra)
    return all === undefined ? undefined : maker.prepared(values, all)
  }
}

/** A change of a stored record that is right and needs no look around it, where no rule waits for it. */
export function quicklyChanged(
  unit: Unit,
  actor: Actor,
  of: {
    readonly entity: EntityModel
    readonly cause: Cause
    readonly values: RecordValues
    readonly before: RecordValues
  },
): Prepared | undefined {
  const { entity, cause, values } = of
  const rules = unit.published.rules.at(entity.key, 'beforeSave', 'update')
  if (rules.length > 0 && cause.withoutRules !== true) return undefined
  return knownNames(unit, actor, entity)(values) ? quickChange(unit, actor, of) : undefined
}
