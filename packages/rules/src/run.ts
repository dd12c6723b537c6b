import { isMortiseError, type MortiseError } from '@mortise/errors'
import type { ActionContext, Effect, RuleDocument, RunAction } from '@mortise/schema'

/** What one action of a rule gave, or why it could not run. */
export type ActionRun = {
  readonly index: number
  readonly type: string
  readonly effects: readonly Effect[]
  /** Unique for this action of this event; calls to the outside carry it. */
  readonly key: string
  readonly error?: MortiseError
}

/** What a rule gave, action by action. */
export type RuleRun = { readonly rule: string; readonly actions: readonly ActionRun[] }

/** What a rule is run with. `eventId` names the change that fired it. */
export type RunInput = {
  readonly ctx: ActionContext
  readonly runAction: RunAction
  /** Version of the metadata the rule stands in. */
  readonly version: number | string
  readonly eventId: string
}

/**
 * Runs one action of a rule. The runtime runs a rule action by action, so that each sees what the ones before it did
 * (an assigned owner is who the next action tells). An error of the rule's own making stands in the result, and the
 * rule's `onError` says what to make of it. Bugs are thrown.
 */
export function runRuleAction(rule: RuleDocument, index: number, input: RunInput): ActionRun {
  const { type, ...settings } = rule.actions[index] ?? { type: '' }
  const head = { index, type, key: `${rule.id ?? rule.key}@${input.version}:${input.eventId}:${index}` }
  try {
    return { ...head, effects: input.runAction(type, settings, { ...input.ctx, phase: rule.phase }) }
  } catch (error) {
    if (!isMortiseError(error) || error.kind === 'unexpected') throw error
    return { ...head, effects: [], error }
  }
}

/** Runs all actions of a rule on the record as it is: what a preview shows. */
export function runRule(rule: RuleDocument, input: RunInput): RuleRun {
  return { rule: rule.key, actions: rule.actions.map((_, index) => runRuleAction(rule, index, input)) }
}
