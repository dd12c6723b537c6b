import type { Json } from '@mortise/expressions'
import type { Edit } from '@mortise/flows'
import type { StepRights } from '@mortise/forms'
import { rightOn, visibleValue } from './masks.ts'

/** What a run keeps for itself: values from before, and what taking back needs. */
const inner: ReadonlySet<string> = new Set([
  'record_written',
  'decision_noted',
  'decision_taken_back',
  'migrated',
])

/** What of an event's data is said to people; the rest may hold values that their step hides. */
const told: ReadonlySet<string> = new Set([
  'comment',
  'target',
  'kind',
  'people',
  'mode',
  'reason',
  'outcome',
  'count',
  'users',
  'round',
  'to',
  'do',
  'by',
  'code',
  'status',
])

/**
 * Events as somebody may see them who may read these fields: what happened and why, and of what was changed with a decision
 * only fields and columns that are shown.
 */
export function eventsFor(events: readonly Json[], rights: StepRights): readonly Json[] {
  return events.flatMap((event): readonly Json[] => {
    const { data = {}, ...head } = event as {
      readonly type?: Json
      readonly data?: { readonly [key: string]: Json }
    }
    if (inner.has(String(head.type))) return []
    const said = Object.fromEntries(Object.entries(data).filter(([key]) => told.has(key)))
    const edits = data['edits'] as unknown as readonly Edit[] | undefined
    const shown = edits
      ?.filter(({ field }) => rightOn(rights, field) !== 'hidden')
      .map((one) => ({
        field: one.field,
        before: visibleValue(rights, one.field, one.before),
        after: visibleValue(rights, one.field, one.after),
      }))
    return [{ ...head, data: { ...said, ...(shown === undefined ? {} : { edits: shown }) } } as Json]
  })
}
