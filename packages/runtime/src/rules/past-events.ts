import { compileRecurrence } from '@mortise/calendars'
import type { Json } from '@mortise/expressions'
import { dueOf, type RecordEvent } from '@mortise/rules'
import type { DateRelativeDocument, RecordValues, RuleDocument } from '@mortise/schema'
import type { HistoryEntry } from '@mortise/store'
import type { Published } from '../context/published.ts'
import { calendarOf } from './timers.ts'

/** Something that happened to a record in the past, with what it was then and before. */
export type PastEvent = {
  readonly at: string
  readonly event: RecordEvent
  readonly values: RecordValues
  readonly previous: RecordValues | undefined
}

/** A record's state from a moment on. */
type State = { readonly from: string; readonly values: RecordValues }

type Change = HistoryEntry['changes'][number]

const ops: ReadonlySet<string> = new Set(['create', 'update', 'delete', 'restore'])
/** Times of the clock that one record is held against. */
const mostTimes = 400

function before(values: RecordValues, changes: readonly Change[]): RecordValues {
  return { ...values, ...Object.fromEntries(changes.map(({ field, from }): [string, Json] => [field, from])) }
}

/** Goes back from the values of now: what each change made, and what there was before it, oldest first. */
export function changesOf(
  now: RecordValues,
  entries: readonly HistoryEntry[],
): { readonly events: readonly PastEvent[]; readonly states: readonly State[] } {
  const events: PastEvent[] = []
  const states: State[] = []
  let values = now
  // Newest first, as history is read.
  for (const { at, op, changes } of entries) {
    states.unshift({ from: at, values })
    const previous = before(values, changes)
    if (ops.has(op))
      events.unshift({
        at,
        event: op as RecordEvent,
        values,
        previous: op === 'create' ? undefined : previous,
      })
    values = previous
  }
  const begun = entries.at(-1)?.op === 'create'
  return { events, states: begun ? states : [{ from: '', values }, ...states] }
}

/** Moments at which a rule that waits for a date would have run for a record. */
export function datesOf(
  published: Published,
  trigger: DateRelativeDocument,
  of: { readonly states: readonly State[]; readonly since: string; readonly until: string },
): readonly PastEvent[] {
  const { states, since, until } = of
  const yearly = trigger.repeat === 'yearly' || trigger.lunar === true || trigger.lunarField !== undefined
  return states.flatMap(({ from, values }, at): readonly PastEvent[] => {
    const begin = from > since ? from : since
    const end = states[at + 1]?.from ?? until
    const found: PastEvent[] = []
    for (let now = begin; found.length < mostTimes; ) {
      const due = dueOf(trigger, values, {
        now,
        timeZone: published.timeZone,
        calendar: calendarOf(published, trigger.calendar),
      })
      if (due === null || due.at >= end || due.at > until) break
      if (due.at >= begin) found.push({ at: due.at, event: 'dateRelative', values, previous: undefined })
      if (!yearly || due.at <= now) break
      now = due.at
    }
    return found
  })
}

/** Moments at which a rule that runs by the clock would have looked at a record. */
export function timesOf(
  published: Published,
  { schedule, cron }: RuleDocument['trigger'],
  of: { readonly states: readonly State[]; readonly since: string; readonly until: string },
): readonly PastEvent[] {
  const document = schedule ?? cron
  if (document === undefined) return []
  const recurrence = compileRecurrence(document, {
    timeZone: published.timeZone,
    calendar: calendarOf(published, schedule?.calendar),
  })
  const found: PastEvent[] = []
  for (let at = recurrence.next(of.since); at !== null && at <= of.until; at = recurrence.next(at)) {
    const moment = at
    const state = of.states.findLast(({ from }) => from <= moment)
    if (state !== undefined)
      found.push({ at: moment, event: 'schedule', values: state.values, previous: undefined })
    if (found.length === mostTimes) break
  }
  return found
}
