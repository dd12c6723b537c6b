import { matchRules, type RecordEvent } from '@mortise/rules'
import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordValues, RuleDocument } from '@mortise/schema'
import type { Actor, NewJob } from '@mortise/store'
import { keptOrigin } from '../context/behalf.ts'
import { withLookups } from '../context/lookups.ts'
import type { Unit } from '../context/unit.ts'
import type { Current } from '../records/current.ts'
import type { Cause } from '../types.ts'
import type { RuleMessage } from './action-context.ts'
import { loadFor } from './load.ts'
import { runOne } from './run-one.ts'

/** A change of a record that rules may answer. */
export type Event = {
  readonly entity: EntityModel
  readonly id: string
  readonly event: 'create' | 'update' | 'delete' | 'restore'
  readonly previous: RecordValues | undefined
  readonly changed: readonly string[]
  readonly cause: Cause
  readonly current: Current
}

/** Something that happened to or around a record, whatever it was. */
export type Happening = Omit<Event, 'event' | 'changed'> & { readonly event: RecordEvent }

/** Runs the rules of a record that answer an event: those of its transaction at once, the others later. */
export async function runOwn(
  unit: Unit,
  actor: Actor,
  given: Happening & {
    readonly only?: (rule: RuleDocument) => boolean
    /** The message that it is; conditions read it. */
    readonly message?: RuleMessage
  },
): Promise<void> {
  const { entity, event, only } = given
  const all = unit.published.rules
  // A rule that is not meant is not even asked: it may speak of a message of its own.
  const rules =
    only === undefined
      ? all
      : { ...all, at: (...place: Parameters<typeof all.at>) => all.at(...place).filter(only) }
  const atOnce = rules.at(entity.key, 'afterSave', event)
  const behind = rules.at(entity.key, 'async', event)
  if (atOnce.length + behind.length === 0) return
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
    await unit.tx.jobs.add(later.map((rule) => ruleJob(unit, actor, { rule, ...given, eventId })))
}

/** The job that runs a rule behind what set it off. */
export function ruleJob(
  unit: Unit,
  actor: Actor,
  given: Pick<Happening, 'entity' | 'id' | 'event' | 'previous' | 'cause'> & {
    readonly rule: RuleDocument
    readonly eventId: string
  },
): NewJob {
  const { rule, entity, id, event, eventId, previous, cause } = given
  return {
    kind: 'rule',
    runAt: unit.now,
    payload: {
      rule: rule.key,
      entity: entity.key,
      id,
      event,
      eventId,
      origin: keptOrigin(actor),
      chain: cause.chain as never,
      ...(previous !== undefined && looksBack(rule) ? { previous: previous as Json } : {}),
      ...(cause.bulk ? { bulk: true, answers: cause.answers } : {}),
    },
    key: `rule:${rule.key}:${id}:${eventId}`,
    maxAttempts: 5,
  }
}

const backward = new WeakMap<RuleDocument, boolean>()

/** Whether a rule asks what a record was; only then is that kept for it. */
function looksBack(rule: RuleDocument): boolean {
  let looks = backward.get(rule)
  if (looks === undefined) {
    const text = JSON.stringify(rule.actions)
    looks = text.includes('"prev"') || text.includes('"changed"') || text.includes('prev(')
    backward.set(rule, looks)
  }
  return looks
}
