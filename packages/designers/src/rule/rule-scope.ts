import type { Scope } from '@mortise/expressions'
import { type Model, type RuleDocument, withPayload } from '@mortise/schema'

/** What the condition of a rule may read: its record, and the message where one sets it off. */
export function ruleScope(rule: RuleDocument, model: Model): Scope | undefined {
  const record = model.entity(rule.entity)?.scope
  return record !== undefined && rule.trigger.on.includes('message')
    ? withPayload(record, rule.trigger.message?.sample)
    : record
}
