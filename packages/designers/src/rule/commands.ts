import type { ActionDocument, RuleDocument } from '@mortise/schema'

/** The rule with an action more. */
export function insertAction(rule: RuleDocument, index: number, action: ActionDocument): RuleDocument {
  return { ...rule, actions: rule.actions.toSpliced(index, 0, action) }
}

/** The rule without an action. */
export function removeAction(rule: RuleDocument, index: number): RuleDocument {
  return { ...rule, actions: rule.actions.toSpliced(index, 1) }
}

/** Moves an action before the one that stands at `to` now. */
export function moveAction(rule: RuleDocument, from: number, to: number): RuleDocument {
  const [action] = rule.actions.slice(from, from + 1)
  const target = to > from ? to - 1 : to
  if (action === undefined || target === from || target < 0 || target >= rule.actions.length) return rule
  return { ...rule, actions: rule.actions.toSpliced(from, 1).toSpliced(target, 0, action) }
}

/** Changes the settings a panel shows of an action; what it doesn't show stays. */
export function editAction(
  rule: RuleDocument,
  index: number,
  change: {
    readonly shown: readonly { readonly key: string }[]
    readonly values: { readonly [key: string]: unknown }
  },
): RuleDocument {
  const actions = rule.actions.map((action, at) => {
    if (at !== index) return action
    const keys = new Set(change.shown.map(({ key }) => key))
    const kept = Object.entries(action).filter(([key]) => !keys.has(key))
    return { ...Object.fromEntries(kept), ...change.values, type: action.type }
  })
  return { ...rule, actions }
}

/** Changes properties of a rule; undefined takes one away. */
export function editRule(rule: RuleDocument, patch: { readonly [key: string]: unknown }): RuleDocument {
  const entries = Object.entries({ ...rule, ...patch }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as unknown as RuleDocument
}
