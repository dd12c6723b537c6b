import type { ActionContext, RecordInput, RuleDocument } from '@mortise/schema'
import type { Phase, RecordEvent, RuleSet } from './compile.ts'
import { changedFields } from './values.ts'

/** Makes the context in which expressions and actions see a state of a record. Pure; the runtime's snapshot is inside. */
export type ContextOf = (record: RecordInput) => ActionContext

/** Something that happened to a record, in one phase of its write. */
export type Change = {
  readonly phase: Phase
  readonly event: RecordEvent
  /** The record as it is now; `previous` holds what it was. */
  readonly record: RecordInput
  /** For `manual`: which rule was asked for. */
  readonly rule?: string | undefined
}

/** The record now and as it was, each seen in one context whatever the number of rules that ask. */
type Seen = { readonly now: () => ActionContext; readonly before: () => ActionContext }

function seen({ record }: Change, contextOf: ContextOf): Seen {
  let now: ActionContext | undefined
  let before: ActionContext | undefined
  return {
    now: () => (now ??= contextOf(record)),
    before: () =>
      (before ??= contextOf({
        ...record,
        values: record.previous ?? {},
        previous: undefined,
        isNew: false,
      })),
  }
}

const speaking = new WeakMap<RuleDocument, boolean>()

/** Whether the condition of a rule reads the message that sets it off. */
function readsMessage(rule: RuleDocument): boolean {
  let reads = speaking.get(rule)
  if (reads === undefined) {
    const text = JSON.stringify(rule.condition ?? null)
    reads = rule.trigger.on.includes('message') && /"payload["./]/.test(text)
    speaking.set(rule, reads)
  }
  return reads
}

/** Whether the condition holds now and, where it has to become true, did not before. */
function fires(rule: RuleDocument, change: Change, states: Seen): boolean {
  const { condition, trigger } = rule
  if (condition === undefined) return true
  // Where no message set it off there is nothing that it could speak of.
  if (change.event !== 'message' && readsMessage(rule)) return false
  if (states.now().evaluate(condition) !== true) return false
  if (trigger.fire === 'everyMatch' || change.event !== 'update') return true
  return change.record.previous === undefined || states.before().evaluate(condition) !== true
}

/** Whether a watched field changed; only updates are watched. */
function watches(rule: RuleDocument, change: Change, changed: readonly string[]): boolean {
  const { watch } = rule.trigger
  if (change.event !== 'update' || watch === undefined || watch.length === 0) return true
  return watch.some((field) => changed.includes(field))
}

/**
 * Rules that fire on a change, in the order they run. An update that changes no value is no event and fires nothing.
 * By default a rule fires when its condition becomes true; with `everyMatch` on each change for which it holds.
 */
export function matchRules(rules: RuleSet, change: Change, contextOf: ContextOf): readonly RuleDocument[] {
  const { record, event, phase } = change
  const found = rules.at(record.entity, phase, event)
  if (found.length === 0) return []
  const states = seen(change, contextOf)
  if (event === 'manual')
    return found.filter((rule) => rule.key === change.rule && fires(rule, change, states))
  const changed = event === 'update' ? changedFields(record.previous ?? {}, record.values) : []
  if (event === 'update' && changed.length === 0) return []
  return found.filter((rule) => watches(rule, change, changed) && fires(rule, change, states))
}
