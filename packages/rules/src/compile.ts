import type { DateRelativeDocument, RelatedDocument, RuleDocument } from '@mortise/schema'

/** Phases in the order they run in one write. */
export type Phase = RuleDocument['phase']

/** What happened to a record. */
export type RecordEvent =
  | 'create'
  | 'update'
  | 'delete'
  | 'restore'
  | 'manual'
  | 'related'
  | 'behaviour'
  | 'message'
  | 'dateRelative'
  | 'schedule'
  | 'left'

/** A rule that waits for a date of its records. */
export type TimedRule = { readonly rule: RuleDocument; readonly trigger: DateRelativeDocument }

/** A rule that answers changes of records which point at its own. */
export type RelatedRule = { readonly rule: RuleDocument; readonly related: RelatedDocument }

/** Rules ready for use: enabled ones, in the order they run. */
export type RuleSet = {
  readonly all: readonly RuleDocument[]
  readonly find: (key: string) => RuleDocument | undefined
  /** Rules of a place, small `order` first, then by id. */
  readonly at: (entity: string, phase: Phase, event: RecordEvent) => readonly RuleDocument[]
  /** Those of an entity that wait for a date. */
  readonly timed: (entity: string) => readonly TimedRule[]
  /** Those that answer changes of an entity's records on records they point at. */
  readonly related: (entity: string) => readonly RelatedRule[]
  /** Those that run by the clock. */
  readonly scheduled: readonly RuleDocument[]
  /** Those that answer when a person of their records leaves. */
  readonly leaving: readonly RuleDocument[]
}

/** The name of a rule that stays when its key changes; rules of equal order are sorted by it. */
export function ruleName(rule: RuleDocument): string {
  return rule.id ?? rule.key
}

function byOrder(a: RuleDocument, b: RuleDocument): number {
  return (a.order ?? 100) - (b.order ?? 100) || (ruleName(a) < ruleName(b) ? -1 : 1)
}

/** Sorts and indexes rules once for a version of the metadata; `paused` names those that are stopped for now. */
export function compileRules(
  rules: readonly RuleDocument[],
  paused: ReadonlySet<string> = new Set(),
): RuleSet {
  const all = rules.filter((rule) => rule.enabled !== false && !paused.has(ruleName(rule))).sort(byOrder)
  const timed = Map.groupBy(
    all.flatMap((rule) => {
      const { on, dateRelative } = rule.trigger
      return on.includes('dateRelative') && dateRelative ? [{ rule, trigger: dateRelative }] : []
    }),
    ({ rule }) => rule.entity,
  )
  const relatedOf = Map.groupBy(
    all.flatMap((rule) =>
      rule.trigger.on.includes('related')
        ? (rule.trigger.related ?? []).map((related) => ({ rule, related }))
        : [],
    ),
    ({ related }) => related.entity,
  )
  const byKey = new Map(all.map((rule) => [rule.key, rule]))
  const places = new Map<string, readonly RuleDocument[]>()
  return {
    all,
    find: (key) => byKey.get(key),
    timed: (entity) => timed.get(entity) ?? [],
    related: (entity) => relatedOf.get(entity) ?? [],
    scheduled: all.filter(({ trigger }) => trigger.on.includes('schedule')),
    leaving: all.filter(({ trigger }) => trigger.on.includes('left')),
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
