import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { type Event, runOwn } from './events.ts'
import { runRelated } from './related.ts'
import { keepSlas } from './sla.ts'
import { keepTimers } from './timers.ts'

/**
 * What follows from a change by rules: the times at which rules run for the record and the promises about it, its own
 * after-save rules in its transaction, its async rules into the queue, and the rules of the records it points at.
 * Undefined where nothing does.
 */
export function runAfterSave(unit: Unit, actor: Actor, given: Event): Promise<void> | undefined {
  const { entity, event } = given
  const { rules } = unit.published
  const waiting = (['afterSave', 'async'] as const).some(
    (phase) => rules.at(entity.key, phase, event).length > 0,
  )
  const nobody =
    !waiting &&
    rules.related(entity.key).length === 0 &&
    rules.timed(entity.key).length === 0 &&
    (entity.document.slas ?? []).length === 0
  return nobody ? undefined : followed(unit, actor, given)
}

async function followed(unit: Unit, actor: Actor, given: Event): Promise<void> {
  await keepTimers(unit, given)
  if (given.event !== 'delete') await keepSlas(unit, given)
  if (given.cause.withoutRules === true) return
  await runOwn(unit, actor, given)
  await runRelated(unit, actor, given)
}
