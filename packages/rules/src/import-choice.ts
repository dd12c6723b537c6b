import type { Effect, RuleDocument } from '@mortise/schema'

/** How a rule behaves in an import: all of it, without messages to the outside, or not at all. */
export type ImportChoice = 'run' | 'quiet' | 'skip'

/**
 * The choice for a rule. `onImport` decides; with `ask` the person's answer does. Without either, rules on data run and
 * their messages are off: an import of old records must not send thousands of mails.
 */
export function importChoice(
  rule: RuleDocument,
  answers: { readonly [rule: string]: 'run' | 'skip' } = {},
): ImportChoice {
  if (rule.onImport === 'run' || rule.onImport === 'skip') return rule.onImport
  const answer = Object.hasOwn(answers, rule.key) ? answers[rule.key] : undefined
  return rule.onImport === 'ask' && answer !== undefined ? answer : 'quiet'
}

/** Rules a person is asked about before an import into an entity. */
export function importQuestions(rules: readonly RuleDocument[], entity: string): readonly RuleDocument[] {
  return rules.filter((rule) => rule.entity === entity && rule.onImport === 'ask')
}

/** Effects that stay under a choice. */
export function effectsFor(choice: ImportChoice, effects: readonly Effect[]): readonly Effect[] {
  if (choice === 'skip') return []
  if (choice === 'run') return effects
  const loud = new Set(['notify', 'call_out', 'send_mail'])
  return effects
    .filter((effect) => !loud.has(effect.type))
    .map((effect) => (effect.type === 'for_each' ? { ...effect, quiet: true } : effect))
}
