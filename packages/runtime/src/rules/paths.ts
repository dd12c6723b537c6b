import type { Scope } from '@mortise/expressions'
import type { RuleDocument } from '@mortise/schema'
import { pathsRead } from '../context/needs.ts'

const known = new WeakMap<RuleDocument, readonly string[]>()
const knownOfAll = new WeakMap<readonly RuleDocument[], readonly string[]>()

/** Paths that rules read of their record; worked out once per rule document, and per list of them. */
export function rulePaths(rules: readonly RuleDocument[], scope: Scope): readonly string[] {
  let all = knownOfAll.get(rules)
  if (all === undefined) knownOfAll.set(rules, (all = pathsOfAll(rules, scope)))
  return all
}

function pathsOfAll(rules: readonly RuleDocument[], scope: Scope): readonly string[] {
  const found = new Set<string>()
  for (const rule of rules) {
    let paths = known.get(rule)
    if (paths === undefined) {
      paths = pathsRead([rule.condition ?? null, rule.actions, leaning.get(rule) ?? []], scope)
      known.set(rule, paths)
    }
    for (const path of paths) found.add(path)
  }
  return [...found]
}

const leaning = new WeakMap<RuleDocument, readonly unknown[]>()

/**
 * Tells of rules which scores and decision tables their actions name, for what those ask about a record is read with what
 * the rules themselves ask. Before anybody asks for their paths.
 */
export function leanOn(
  rules: readonly RuleDocument[],
  document: (kind: 'score' | 'table', key: string) => unknown,
): void {
  for (const rule of rules) {
    const named = rule.actions
      .flatMap((action) => Object.values(action))
      .filter((value): value is string => typeof value === 'string')
    const found = named.flatMap((key) =>
      [document('score', key), document('table', key)].filter((one) => one !== undefined),
    )
    if (found.length > 0) leaning.set(rule, found)
  }
}

const filling = new WeakMap<RuleDocument, boolean>()

/** Whether any of the rules fills values into a text, for which it needs the names of what its record links to. */
export function fillTexts(rules: readonly RuleDocument[]): boolean {
  return rules.some((rule) => {
    let fills = filling.get(rule)
    if (fills === undefined) filling.set(rule, (fills = JSON.stringify(rule.actions).includes('{{')))
    return fills
  })
}
