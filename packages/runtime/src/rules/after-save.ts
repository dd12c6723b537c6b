import {
  effectsFor,
  enterRule,
  importChoice,
  matchRules,
  type RecordEvent,
  runRuleAction,
} from '@mortise/rules'
import type { EvaluationInput } from '@mortise/expressions'
import type { EntityModel, RecordValues, RuleDocument } from '@mortise/schema'
import { say } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import { actingFor } from '../context/acting.ts'
import { keptOrigin } from '../context/behalf.ts'
import { withLookups } from '../context/lookups.ts'
import type { Unit } from '../context/unit.ts'
import { readInput } from '../records/input.ts'
import { type Current, currentValues } from '../records/current.ts'
import type { Cause } from '../types.ts'
import { actionContext } from './action-context.ts'
import { carryOut, effectContext } from './carry-out.ts'
import { inBoth } from './messages.ts'
import { runActionFor } from './outward.ts'
import { fillTexts, rulePaths } from './paths.ts'

/** A change of a record that rules may answer. */
export type Event = {
  readonly entity: EntityModel
  readonly id: string
  readonly event: Exclude<RecordEvent, 'manual'>
  readonly previous: RecordValues | undefined
  readonly changed: readonly string[]
  readonly cause: Cause
  readonly current: Current
}

/** Runs the after-save rules of a change in its transaction, and puts its async rules into the queue. */
export async function runAfterSave(unit: Unit, actor: Actor, given: Event): Promise<void> {
  const { entity, event } = given
  const { rules } = unit.published
  const atOnce = rules.at(entity.key, 'afterSave', event)
  const behind = rules.at(entity.key, 'async', event)
  if (atOnce.length + behind.length === 0 || given.cause.withoutRules === true) return
  const waiting = behind.length === 0 ? atOnce : atOnce.length === 0 ? behind : [...atOnce, ...behind]
  const loaded = await loadFor(unit, actor, { ...given, rules: waiting })
  if (loaded === undefined) return
  const matched = (phase: 'afterSave' | 'async'): Promise<readonly RuleDocument[]> =>
    withLookups(unit, (lookup) =>
      matchRules(rules, { phase, event, record: loaded.record }, loaded.contextOf(lookup)),
    )
  // Both are asked before the first of them changes anything.
  const now = atOnce.length === 0 ? [] : await matched('afterSave')
  const later = behind.length === 0 ? [] : await matched('async')
  if (now.length + later.length === 0) return
  const eventId = unit.newId()
  for (const rule of now) await runOne(unit, actor, { rule, ...given, eventId })
  if (later.length > 0)
    await unit.tx.jobs.add(
      later.map((rule) => ({
        kind: 'rule',
        runAt: unit.now,
        payload: {
          rule: rule.key,
          entity: entity.key,
          id: given.id,
          eventId,
          origin: keptOrigin(actor),
          chain: given.cause.chain as never,
        },
        key: `rule:${rule.key}:${eventId}`,
        maxAttempts: rule.onError === 'skip' ? 1 : 5,
      })),
    )
}

type Loading = {
  readonly entity: EntityModel
  readonly id: string
  readonly previous: RecordValues | undefined
  readonly event: RecordEvent
  readonly rules: readonly RuleDocument[]
  readonly current: Current
}

async function loadFor(unit: Unit, actor: Actor, given: Loading) {
  const { entity, id, previous, event, rules, current } = given
  const values = await currentValues(unit, { entity, id, current, deleted: event === 'delete' })
  if (values === undefined) return undefined
  const paths = rulePaths(rules, entity.scope)
  const { record, refs } = await readInput(unit, {
    entity,
    id,
    values,
    previous,
    isNew: event === 'create',
    paths,
    names: fillTexts(rules),
  })
  const contextOf = (lookup: EvaluationInput['lookup']) => (one: typeof record) =>
    actionContext(unit, actor, { entity, record: one, refs, phase: 'afterSave', lookup })
  return { record, refs, contextOf }
}

/** What one rule is run with. */
export type RuleRunGiven = {
  readonly rule: RuleDocument
  readonly entity: EntityModel
  readonly id: string
  readonly event: RecordEvent
  readonly previous: RecordValues | undefined
  readonly eventId: string
  readonly cause: Cause
  readonly current: Current
}

/**
 * Runs one rule action by action, each on the record as the ones before it left it. Stops with an incident when the
 * chain of rules goes too deep. Gives the records that were written.
 */
export async function runOne(
  unit: Unit,
  actor: Actor,
  given: RuleRunGiven,
): Promise<readonly { readonly entity: string; readonly id: string }[]> {
  const { rule, entity, id, eventId, cause } = given
  const choice = cause.bulk ? importChoice(rule, cause.answers) : 'run'
  if (choice === 'skip') return []
  const first = await loadFor(unit, actor, { ...given, rules: [rule] })
  if (first === undefined) return []
  const entered = enterRule(rule, {
    cause: cause.chain,
    tally: unit.cascade.tally,
    record: first.record,
    eventId,
  })
  if (!entered.ok) {
    await tellIncident(unit, { rule, data: entered.incident as never, entity: entity.key, id })
    return []
  }
  unit.cascade.tally = entered.tally
  const effects = effectContext(unit, {
    actor: actingFor(unit, actor, { ...rule, via: `rule:${rule.key}` }),
    key: '',
    entity: entity.key,
    recordId: id,
    cause: { ...cause, chain: entered.cause },
  })
  for (const index of rule.actions.keys()) {
    const loaded = index === 0 ? first : await loadFor(unit, actor, { ...given, rules: [rule] })
    if (loaded === undefined) break
    const { record, refs } = loaded
    const document = rule.actions[index]
    const runAction = await runActionFor(unit, effects.actor, { entity, record, refs, document })
    const run = await withLookups(unit, (lookup) =>
      runRuleAction(rule, index, {
        ctx: loaded.contextOf(lookup)(loaded.record),
        runAction,
        version: unit.published.version,
        eventId,
      }),
    )
    if (run.error !== undefined) {
      if (rule.onError !== 'skip') throw run.error
      await tellIncident(unit, {
        rule,
        data: { error: run.error.code, action: index },
        entity: entity.key,
        id,
      })
      continue
    }
    const wanted = effectsFor(choice, run.effects)
    // Whatever it does may change the record in turn.
    if (wanted.length > 0) given.current.values = undefined
    await carryOut(wanted, { ...effects, key: run.key })
  }
  return effects.written
}

async function tellIncident(
  unit: Unit,
  given: {
    readonly rule: RuleDocument
    readonly data: { readonly [key: string]: never } | { readonly error: string; readonly action: number }
    readonly entity: string
    readonly id: string
  },
): Promise<void> {
  const { rule, data, entity, id } = given
  await unit.tx.side.audit({
    action: 'rule_incident',
    actor: null,
    actorName: 'Mortise',
    via: `rule:${rule.key}`,
    ip: null,
    entity,
    recordId: id,
    data: { rule: rule.key, ...data },
  })
  const admins = unit.people.directory.admins().map((user) => user.id)
  const label = inBoth(rule.label)
  await unit.tx.side.addNotifications(
    admins.map((userId) => ({
      userId,
      title: `规则“${say(label, 'zh')}”被中止：连锁触发过深`,
      body: null,
      entity,
      recordId: id,
      key: `incident:${rule.key}:${id}:${userId}:${unit.now}`,
    })),
  )
}
