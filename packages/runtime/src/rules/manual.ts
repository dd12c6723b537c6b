import { matchRules } from '@mortise/rules'
import { say } from '@mortise/errors'
import type { RuleDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { rootCause } from '../records/cause.ts'
import { readInput } from '../records/input.ts'
import { entityFor } from '../records/entity-for.ts'
import { actionContext } from './action-context.ts'
import { runOne } from './run-one.ts'
import { rulePaths } from './paths.ts'

/** Whether the actor is one of those that a button is for; one that names nobody is for whoever may change the record. */
export function mayPress({ trigger }: RuleDocument, actor: Actor): boolean {
  return (
    trigger.roles === undefined || actor.admin || trigger.roles.some((role) => actor.roles.includes(role))
  )
}

/**
 * Runs a manual rule (a button) on a record that the actor may change; where the rule names roles, on one that somebody
 * of these may read. Gives the records it wrote.
 */
export async function runManualRule(
  unit: Unit,
  actor: Actor,
  given: { readonly rule: string; readonly entity: string; readonly id: string },
): Promise<readonly { readonly entity: string; readonly id: string }[]> {
  const rule = unit.published.rules.find(given.rule)
  if (rule === undefined || rule.entity !== given.entity || !rule.trigger.on.includes('manual'))
    throw errors.RULE_NOT_FOUND({ name: given.rule })
  const entity = entityFor(unit, actor, given.entity)
  const stored = await unit.door(actor).get(entity.key, given.id, { lock: true, rows: 'all' })
  if (stored === null) throw errors.RECORD_NOT_FOUND()
  const { roles } = rule.trigger
  const allowed =
    roles === undefined ? await unit.door(actor).may(entity.key, given.id, 'update') : mayPress(rule, actor)
  if (!allowed) throw errors.FORBIDDEN({ what: say(rule.label, actor.locale) })
  const paths = rulePaths([rule], entity.scope)
  const { record, refs } = await readInput(unit, {
    entity,
    id: given.id,
    values: stored.values,
    isNew: false,
    paths,
  })
  const contextOf = (one: typeof record) =>
    actionContext(unit, actor, { entity, record: one, refs, phase: 'afterSave' })
  const matched = matchRules(
    unit.published.rules,
    { phase: rule.phase, event: 'manual', record, rule: rule.key },
    contextOf,
  )
  if (matched.length === 0) throw errors.RULE_NOT_MATCHING({ name: say(rule.label, actor.locale) })
  const eventId = unit.newId()
  return runOne(unit, actor, {
    rule,
    entity,
    id: given.id,
    event: 'manual',
    previous: undefined,
    eventId,
    cause: rootCause(eventId),
    current: {},
  })
}
