import type { RecordValues, RuleDocument } from '@mortise/schema'
import { fingerprint, stableText } from './values.ts'

/** Where an event came from: the first cause, how deep it lies, and the rules on the way. */
export type Cause = {
  readonly rootCauseId: string
  readonly parentEventId: string | null
  readonly depth: number
  readonly path: readonly string[]
}

/** What a root cause has set off so far, over all its branches. */
export type Tally = { readonly runs: number; readonly fired: readonly string[] }

/** Why a chain of rules was stopped; the runtime stores it and tells the rule's owner. */
export type CascadeIncident = {
  readonly code: 'RULE_CASCADE'
  readonly why: 'depth' | 'runs' | 'repeat'
  readonly rule: string
  readonly recordId: string
  readonly path: readonly string[]
  readonly rootCauseId: string
}

const maxDepth = 10
const maxRuns = 500

/** The beginning of a chain: something a person, the clock or the outside did. */
export function rootCause(id: string): Cause {
  return { rootCauseId: id, parentEventId: null, depth: 0, path: [] }
}

/** A tally with nothing in it. */
export const emptyTally: Tally = { runs: 0, fired: [] }

// What a rule looks at: equal texts mean that nothing it watches has changed.
function watchedState(rule: RuleDocument, values: RecordValues): string {
  const { watch } = rule.trigger
  const fields = watch === undefined || watch.length === 0 ? Object.keys(values).sort() : watch
  return stableText(fields.map((field) => values[field] ?? null))
}

/** What a rule looks at on a record, short: equal marks mean that nothing it watches has changed. */
export function watchedMark(
  rule: RuleDocument,
  record: { readonly id: string; readonly values: RecordValues },
): string {
  return `${rule.key}|${record.id}|${fingerprint(watchedState(rule, record.values))}`
}

/**
 * Asked before each run of a rule. Gives the cause for the events it makes and the new tally, or the incident when the
 * chain is 10 deep (or the rule's own `limits.depth`), has run 500 rules, or the same rule comes back to the same
 * record with nothing it watches changed.
 */
export function enterRule(
  rule: RuleDocument,
  given: {
    readonly cause: Cause
    readonly tally: Tally
    readonly record: { readonly id: string; readonly values: RecordValues }
    readonly eventId: string
  },
):
  | { readonly ok: true; readonly cause: Cause; readonly tally: Tally; readonly mark: string }
  | { readonly ok: false; readonly incident: CascadeIncident } {
  const { cause, tally, record, eventId } = given
  const path = [...cause.path, rule.key]
  const mark = watchedMark(rule, record)
  const why = reason(rule, { cause, tally, mark })
  if (why !== undefined) {
    const { rootCauseId } = cause
    return {
      ok: false,
      incident: { code: 'RULE_CASCADE', why, rule: rule.key, recordId: record.id, path, rootCauseId },
    }
  }
  return {
    ok: true,
    cause: { rootCauseId: cause.rootCauseId, parentEventId: eventId, depth: cause.depth + 1, path },
    mark,
    tally: { runs: tally.runs + 1, fired: [...tally.fired, mark] },
  }
}

function reason(
  rule: RuleDocument,
  at: { readonly cause: Cause; readonly tally: Tally; readonly mark: string },
): CascadeIncident['why'] | undefined {
  if (at.cause.depth >= Math.min(maxDepth, rule.limits?.depth ?? maxDepth)) return 'depth'
  if (at.tally.runs >= maxRuns) return 'runs'
  return at.tally.fired.includes(at.mark) ? 'repeat' : undefined
}
