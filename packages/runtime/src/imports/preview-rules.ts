import { say } from '@mortise/errors'
import { importChoice, type ImportChoice, matchRules } from '@mortise/rules'
import type { RuleDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { readInput } from '../records/input.ts'
import { actionContext } from '../rules/action-context.ts'
import { fillTexts, rulePaths } from '../rules/paths.ts'
import type { Cause } from '../types.ts'
import type { Decision } from './batch.ts'
import type { ImportPlan } from './types.ts'

/** What one rule would do in an import. */
export type RulePreview = {
  readonly rule: string
  readonly label: string
  /** Whether it runs, runs without messages to the outside, or not at all, when rules are on. */
  readonly choice: ImportChoice
  /** The person may decide. */
  readonly asks: boolean
  /** New records it would answer to. */
  readonly matches: number
  readonly actions: readonly { readonly type: string; readonly label: string; readonly count: number }[]
}

/** Counts as they grow. */
export type RuleCounts = {
  looked: number
  readonly matched: Map<RuleDocument, { count: number; readonly choice: ImportChoice }>
  readonly labels: Map<string, string>
  readonly list: (locale: 'zh' | 'en') => readonly RulePreview[]
}

/** No rule was asked yet. */
export function emptyPreview(): RuleCounts {
  const matched: RuleCounts['matched'] = new Map()
  const labels: RuleCounts['labels'] = new Map()
  return {
    looked: 0,
    matched,
    labels,
    list: (locale) =>
      [...matched].map(([rule, { count, choice }]) => {
        const types = Map.groupBy(rule.actions, ({ type }) => type)
        return {
          rule: rule.key,
          label: say(rule.label, locale) || rule.key,
          choice,
          asks: rule.onImport === 'ask',
          matches: count,
          actions: [...types].map(([type, list]) => ({
            type,
            label: labels.get(`${locale} ${type}`) ?? type,
            count: count * list.length,
          })),
        }
      }),
  }
}

const phases = ['beforeSave', 'afterSave', 'async'] as const

/** Asks the rules about records as they would be made; nothing is carried out. */
export async function previewRules(
  unit: Unit,
  actor: Actor,
  given: {
    readonly plan: ImportPlan
    readonly decisions: readonly Decision[]
    readonly cause: Cause
    readonly rules: RuleCounts
  },
): Promise<void> {
  const { plan, decisions, cause, rules } = given
  const { entity } = plan
  const all = unit.published.rules
  const waiting = phases.flatMap((phase) => all.at(entity.key, phase, 'create'))
  for (const rule of waiting) {
    if (!rules.matched.has(rule))
      rules.matched.set(rule, { count: 0, choice: importChoice(rule, cause.answers) })
    for (const { type } of rule.actions) nameAction(unit, rules, type)
  }
  for (const decision of decisions) {
    rules.looked += 1
    if (decision.do !== 'create' || waiting.length === 0) continue
    const { record, refs } = await readInput(unit, {
      entity,
      id: '',
      values: decision.prepared.all,
      isNew: true,
      paths: rulePaths(waiting, entity.scope),
      names: fillTexts(waiting),
    })
    for (const phase of phases) {
      const step = phase === 'beforeSave' ? 'beforeSave' : 'afterSave'
      const matched = matchRules(all, { phase, event: 'create', record }, (one) =>
        actionContext(unit, actor, { entity, record: one, refs, phase: step }),
      )
      for (const rule of matched) {
        const counted = rules.matched.get(rule)
        if (counted !== undefined) counted.count += 1
      }
    }
  }
}

function nameAction(unit: Unit, rules: RuleCounts, type: string): void {
  const label = unit.options.kit.actions.find(type)?.label
  for (const locale of ['zh', 'en'] as const)
    if (label !== undefined) rules.labels.set(`${locale} ${type}`, say(label, locale))
}
