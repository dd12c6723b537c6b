import type { Json } from '@mortise/expressions'
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

/** What a rule does to a record; the values it began with stay as they are, for whoever looks at them. */
function applyEffects(
  pass: Pass,
  rule: RuleDocument,
  effects: readonly { readonly effect: Effect; readonly action: string }[],
): Pass {
  const values: { [field: string]: Json } = { ...pass.values }
  const said: BeforeSave['errors'][number][] = []
  const fields: string[] = []
  for (const { effect, action } of effects) {
    if (effect.type === 'add_error') said.push({ ...effect, rule: rule.key })
    else if (effect.type !== 'set_value') throw errors.RULE_ACTION_PHASE({ rule: rule.key, action })
    else if (!sameValue(values[effect.field], effect.value)) {
      values[effect.field] = effect.value
      fields.push(effect.field)
    }
  }
  return {
    values: fields.length === 0 ? pass.values : values,
    errors: said.length === 0 ? pass.errors : [...pass.errors, ...said],
    ran: [...pass.ran, rule.key],
    changes: [...fields.toReversed().map((field) => ({ rule: rule.key, field })), ...pass.changes],
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
    const effects = rule.actions.flatMap(({ type, ...settings }) =>
      given.runAction(type, settings, ctx).map((effect) => ({ effect, action: type })),
    )
    pass = applyEffects(pass, rule, effects)
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
