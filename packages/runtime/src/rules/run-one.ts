import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import {
  effectsFor,
  enterRule,
  importChoice,
  type RecordEvent,
  ruleName,
  runRuleAction,
  watchedMark,
} from '@mortise/rules'
import type { EntityModel, RecordValues, RuleDocument } from '@mortise/schema'
import type { Actor, RuleActionState, RuleRunRow } from '@mortise/store'
import { actingFor } from '../context/acting.ts'
import { keptOrigin } from '../context/behalf.ts'
import { withLookups } from '../context/lookups.ts'
import type { Unit } from '../context/unit.ts'
import type { Current } from '../records/current.ts'
import type { Cause } from '../types.ts'
import { carryOut, type EffectContext, effectContext } from './carry-out.ts'
import { tellIncident } from './incident.ts'
import { type Acted, outcome } from './run-outcome.ts'
import { loadFor } from './load.ts'
import { runActionFor } from './outward.ts'

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
  readonly replayOf?: string
}

type Written = EffectContext['written']

const dayMs = 86_400_000

/**
 * Runs one rule action by action, each on the record as the ones before it left it, and notes what became of each. Stops
 * with an incident when the chain of rules goes too deep. Gives the records that were written.
 *
 * A rule that runs in a person's save fails with its first action, and the save with it, unless it says to skip errors or
 * to report them. One that runs later loses only the action that failed: that one is tried again, with the same keys.
 */
export async function runOne(unit: Unit, actor: Actor, given: RuleRunGiven): Promise<Written> {
  const { rule, id, cause } = given
  const choice = cause.bulk ? importChoice(rule, cause.answers) : 'run'
  if (choice === 'skip') return []
  const first = await loadFor(unit, actor, { ...given, rules: [rule] })
  if (first === undefined) return []
  const run = runRow(unit, actor, { ...given, mark: watchedMark(rule, first.record) })
  if (await overLimit(unit, rule, id)) {
    await unit.tx.rules.runs.add({ ...run, state: 'stopped', error: { code: 'RULE_LIMIT' } })
    return []
  }
  await knowRoot(unit, given)
  const { eventId } = given
  const { tally } = unit.cascade
  const entered = enterRule(rule, { cause: cause.chain, tally, record: first.record, eventId })
  if (!entered.ok) {
    const data = entered.incident as unknown as { readonly [key: string]: Json }
    await unit.tx.rules.runs.add({ ...run, state: 'stopped', error: data })
    await tellIncident(unit, { rule, entity: given.entity.key, id, why: 'cascade', data })
    return []
  }
  unit.cascade.tally = entered.tally
  const effects = effectsOf(unit, actor, { ...given, cause: { ...cause, chain: entered.cause } })
  const acted = await runActions(unit, actor, {
    ...given,
    choice,
    effects,
    before: [],
    version: run.version,
  })
  await unit.tx.rules.runs.add({ ...run, ...(await outcome(unit, { ...given, ...acted, run })) })
  return effects.written
}

/** Notes that a rule did not run, and why: what was to happen is seen, and can be replayed. */
export async function noteStopped(
  unit: Unit,
  actor: Actor,
  given: RuleRunGiven,
  code: string,
): Promise<void> {
  const run = runRow(unit, actor, { ...given, mark: '' })
  await unit.tx.rules.runs.add({ ...run, state: 'stopped', error: { code } })
}

/** Tries the actions of a run again that failed or were not come to. What they do carries the same keys as before. */
export async function runAgain(
  unit: Unit,
  actor: Actor,
  given: RuleRunGiven & { readonly run: RuleRunRow },
): Promise<RuleRunRow['state']> {
  const { run } = given
  const effects = effectsOf(unit, actor, given)
  const { actions: before, version } = run
  const acted = await runActions(unit, actor, { ...given, choice: 'run', effects, before, version })
  // Going on after a wait is no further try.
  const attempts = run.attempts + (before.some((one) => one.state === 'failed') ? 1 : 0)
  const next = await outcome(unit, { ...given, ...acted, run: { ...run, attempts } })
  await unit.tx.rules.runs.update(run.id, { ...next, attempts })
  return next.state
}

function runRow(unit: Unit, actor: Actor, given: RuleRunGiven & { readonly mark: string }): RuleRunRow {
  const { rule, entity, id, event, eventId, cause, mark } = given
  return {
    id: unit.newId(),
    rule: ruleName(rule),
    version: unit.published.version,
    entity: entity.key,
    recordId: id,
    event,
    eventId,
    root: cause.chain.rootCauseId,
    depth: cause.chain.depth,
    path: cause.chain.path,
    mark,
    phase: rule.phase,
    state: 'done',
    attempts: 1,
    actions: [],
    error: null,
    origin: keptOrigin(actor),
    replayOf: given.replayOf ?? null,
    endedAt: unit.now,
  }
}

function effectsOf(unit: Unit, actor: Actor, given: RuleRunGiven): EffectContext {
  const { rule, entity, id, cause } = given
  return effectContext(unit, {
    actor: actingFor(unit, actor, { ...rule, via: `rule:${rule.key}` }),
    key: '',
    entity: entity.key,
    recordId: id,
    cause,
  })
}

async function overLimit(unit: Unit, rule: RuleDocument, id: string): Promise<boolean> {
  const most = rule.limits?.perRecordPerDay
  if (most === undefined) return false
  const since = new Date(Date.parse(unit.now) - dayMs).toISOString()
  return (await unit.tx.rules.runs.countSince(ruleName(rule), id, since)) >= most
}

/** What a chain did in earlier transactions counts as well where it goes on in a later one. */
async function knowRoot(unit: Unit, { rule, id, cause }: RuleRunGiven): Promise<void> {
  const { rootCauseId, depth } = cause.chain
  if (rule.phase !== 'async' || depth === 0) return
  const { runs, marks } = await unit.tx.rules.runs.ofRoot(rootCauseId, { rule: ruleName(rule), recordId: id })
  const { tally } = unit.cascade
  unit.cascade.tally = { runs: Math.max(tally.runs, runs), fired: [...tally.fired, ...marks] }
}

type Acting = RuleRunGiven & {
  readonly choice: ReturnType<typeof importChoice>
  readonly effects: EffectContext
  /** What became of the actions in an earlier try. */
  readonly before: readonly RuleActionState[]
  readonly version: number
}

async function runActions(unit: Unit, actor: Actor, given: Acting): Promise<Acted> {
  const { rule, before } = given
  const apart = rule.phase === 'async' || rule.onError === 'skip' || rule.onError === 'incident'
  const states: RuleActionState[] = []
  let until: string | undefined
  for (const [index, { type }] of rule.actions.entries()) {
    const known = before.find((one) => one.index === index && one.type === type)
    if (known?.state === 'done') {
      states.push(known)
      continue
    }
    const key = `${ruleName(rule)}@${given.version}:${given.eventId}:${index}`
    const head = { index, type, key, effects: 0, error: null }
    if (
      until !== undefined ||
      (rule.onError === 'incident' && states.some((one) => one.state === 'failed'))
    ) {
      states.push({ ...head, state: 'left' })
      continue
    }
    const act = (): Promise<Done> => runAction(unit, actor, { ...given, index })
    try {
      const done = await (apart ? unit.tx.savepoint(act) : act())
      states.push({ ...head, state: 'done', effects: done.effects })
      until = done.until
    } catch (error) {
      if (!apart || !isMortiseError(error) || error.kind !== 'user') throw error
      const { code, text } = error
      states.push({ ...head, state: 'failed', error: { code, zh: text.zh, en: text.en } })
    }
  }
  return { states, until }
}

/** How many things an action asked for, and until when those after it wait. */
type Done = { readonly effects: number; readonly until?: string | undefined }

/** Runs one action on the record as it is now. */
async function runAction(
  unit: Unit,
  actor: Actor,
  given: Acting & { readonly index: number },
): Promise<Done> {
  const { rule, entity, index, effects, choice, version, eventId } = given
  const loaded = await loadFor(unit, actor, { ...given, rules: [rule] })
  if (loaded === undefined) return { effects: 0 }
  const { record, refs } = loaded
  const document = rule.actions[index]
  const bound = await runActionFor(unit, effects.actor, { entity, record, refs, document })
  const run = await withLookups(unit, (lookup) =>
    runRuleAction(rule, index, { ctx: loaded.contextOf(lookup)(record), runAction: bound, version, eventId }),
  )
  if (run.error !== undefined) throw run.error
  const wanted = effectsFor(choice, run.effects)
  // Whatever it does may change the record in turn.
  if (wanted.length > 0) given.current.values = undefined
  await carryOut(wanted, { ...effects, key: run.key })
  return { effects: wanted.length, until: wanted.find((effect) => effect.type === 'wait')?.until }
}
