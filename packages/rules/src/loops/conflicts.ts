import { type ErrorDetail, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { RuleDocument } from '@mortise/schema'
import { sameValue } from '../values.ts'
import { excludeEachOther, isConstant } from './reads.ts'

/** Two rules that set one field of a record to different values in the same save. */
export type RuleConflict = ErrorDetail & {
  readonly rules: readonly [string, string]
  readonly field: string
  /** Whether one is said to go before the other: then the later one decides, and it is only worth knowing. */
  readonly ordered: boolean
}

function sets(rule: RuleDocument): readonly (readonly [field: string, value: Json])[] {
  return rule.actions.flatMap((action) =>
    Object.entries((action['set'] ?? {}) as { readonly [field: string]: Json }),
  )
}

const together = (a: RuleDocument, b: RuleDocument): boolean =>
  a.entity === b.entity && a.trigger.on.some((event) => b.trigger.on.includes(event))

/**
 * Rules before the save that contradict each other: both may hold for one record, and both set the same field, to
 * different fixed values. Which wins then is left to their order; of one order it is nobody's decision.
 */
export function findConflicts(rules: readonly RuleDocument[]): readonly RuleConflict[] {
  const own = rules.filter((rule) => rule.enabled !== false && rule.phase === 'beforeSave')
  return own.flatMap((a, index) =>
    own.slice(index + 1).flatMap((b) => {
      if (!together(a, b) || excludeEachOther(a.condition, b.condition)) return []
      const other = new Map(sets(b))
      return sets(a).flatMap(([field, value]) => {
        const against = other.get(field)
        if (!isConstant(value) || !isConstant(against) || sameValue(value, against)) return []
        return [conflict(a, b, field)]
      })
    }),
  )
}

function conflict(a: RuleDocument, b: RuleDocument, field: string): RuleConflict {
  const name = (rule: RuleDocument, language: 'zh' | 'en'): string => say(rule.label, language) || rule.key
  const ordered = (a.order ?? 100) !== (b.order ?? 100)
  return {
    path: `/rules/${a.key}`,
    code: 'RULE_CONFLICT',
    message: {
      zh: `规则“${name(a, 'zh')}”和“${name(b, 'zh')}”可能对同一条记录把字段“${field}”设成不同的值，请写清各自的条件，或给它们排出先后`,
      en: `the rules "${name(a, 'en')}" and "${name(b, 'en')}" may set the field "${field}" of one record to different values; tell their conditions apart, or give them an order`,
    },
    rules: [a.key, b.key],
    field,
    ordered,
  }
}
