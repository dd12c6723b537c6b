import type {
  ActionContext,
  AddErrorEffect,
  Effect,
  RecordInput,
  RecordValues,
  RuleDocument,
  RunAction,
} from '@mortise/schema'
import type { RuleSet } from './compile.ts'
import { errors } from './errors.ts'
import { type ContextOf, matchRules } from './match.ts'
import { sameValue } from './values.ts'

const maxPasses = 3

/** What rules made of a record before it is saved. */
export type BeforeSave = {
  readonly values: RecordValues
  /** Refusals and warnings, with the rule each came from. */
  readonly errors: readonly (AddErrorEffect & { readonly rule: string })[]
  /** Keys of the rules that ran, in order, each once. */
  readonly ran: readonly string[]
}

type Pass = {
  readonly values: RecordValues
  readonly errors: BeforeSave['errors']
  readonly ran: readonly string[]
  /** Who changed which field, last first. */
  readonly changes: readonly { readonly rule: string; readonly field: string }[]
}

type Given = {
  readonly rules: RuleSet
  readonly event: 'create' | 'update' | 'delete' | 'restore'
  readonly record: RecordInput
  readonly contextOf: ContextOf
  readonly runAction: RunAction
}

function applyEffect(pass: Pass, rule: RuleDocument, given: { effect: Effect; action: string }): Pass {
  const { effect, action } = given
  if (effect.type === 'add_error') return { ...pass, errors: [...pass.errors, { ...effect, rule: rule.key }] }
  if (effect.type !== 'set_value') throw errors.RULE_ACTION_PHASE({ rule: rule.key, action })
  if (sameValue(pass.values[effect.field], effect.value)) return pass
  const { field, value } = effect
  return {
    ...pass,
    values: { ...pass.values, [field]: value },
    changes: [{ rule: rule.key, field }, ...pass.changes],
  }
}

/** Runs each rule that fires, in order; later rules see what earlier ones set. */
function onePass(values: RecordValues, given: Given): Pass {
  let pass: Pass = { values, errors: [], ran: [], changes: [] }
  let start: RecordInput = { ...given.record, values }
  let now: ActionContext | undefined
  const change = { phase: 'beforeSave', event: given.event, record: start } as const
  // As long as nothing is set, conditions and actions see the record in one context.
  const contextOf: ContextOf = (record) =>
    record === start ? (now ??= given.contextOf(start)) : given.contextOf(record)
  for (const rule of matchRules(given.rules, change, contextOf)) {
    if (start.values !== pass.values) {
      start = { ...given.record, values: pass.values }
      now = undefined
    }
    const ctx = { ...contextOf(start), phase: 'beforeSave' as const }
    pass = { ...pass, ran: [...pass.ran, rule.key] }
    for (const { type, ...settings } of rule.actions)
      for (const effect of given.runAction(type, settings, ctx))
        pass = applyEffect(pass, rule, { effect, action: type })
  }
  return pass
}

/**
 * Runs the rules before a save until they change nothing more, at most three passes. Messages are those of the last
 * pass, so a rule whose reason another rule has removed says nothing. Throws RULE_NO_FIXPOINT naming the two rules
 * that still change each other's field.
 */
export function runBeforeSave(given: Given): BeforeSave {
  let values = given.record.values
  const ran = new Set<string>()
  for (let count = 1; ; count += 1) {
    const pass = onePass(values, given)
    for (const key of pass.ran) ran.add(key)
    if (pass.values === values) return { values, errors: pass.errors, ran: [...ran] }
    const settled = Object.keys(pass.values).every((field) => sameValue(values[field], pass.values[field]))
    if (settled) return { values: pass.values, errors: pass.errors, ran: [...ran] }
    if (count >= maxPasses) throw noFixpoint(pass)
    values = pass.values
  }
}

function noFixpoint(pass: Pass): Error {
  const [last] = pass.changes
  const other = pass.changes.find((change) => change.rule !== last?.rule)
  return errors.RULE_NO_FIXPOINT({
    first: other?.rule ?? last?.rule ?? '',
    second: last?.rule ?? '',
    field: last?.field ?? '',
  })
}
