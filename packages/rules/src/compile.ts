import type { RuleDocument } from '@mortise/schema'

/** Phases in the order they run in one write. */
export type Phase = RuleDocument['phase']

/** What happened to a record. */
export type RecordEvent = 'create' | 'update' | 'delete' | 'restore' | 'manual'

/** Rules ready for use: enabled ones, in the order they run. */
export type RuleSet = {
  readonly all: readonly RuleDocument[]
  readonly find: (key: string) => RuleDocument | undefined
  /** Rules of a place, small `order` first, then by id. */
  readonly at: (entity: string, phase: Phase, event: RecordEvent) => readonly RuleDocument[]
}

/** The stable name rules of equal order are sorted by. */
function nameOf(rule: RuleDocument): string {
  return rule.id ?? rule.key
}

function byOrder(a: RuleDocument, b: RuleDocument): number {
  return (a.order ?? 100) - (b.order ?? 100) || (nameOf(a) < nameOf(b) ? -1 : 1)
}

/** Sorts and indexes rules once for a version of the metadata. */
export function compileRules(rules: readonly RuleDocument[]): RuleSet {
  const all = rules.filter((rule) => rule.enabled !== false).sort(byOrder)
  const byKey = new Map(all.map((rule) => [rule.key, rule]))
  const places = new Map<string, readonly RuleDocument[]>()
  return {
    all,
    find: (key) => byKey.get(key),
    at: (entity, phase, event) => {
      const place = `${entity} ${phase} ${event}`
      const known = places.get(place)
      if (known !== undefined) return known
      const found = all.filter(
        (rule) => rule.entity === entity && rule.phase === phase && rule.trigger.on.includes(event),
      )
      places.set(place, found)
      return found
    },
  }
}
