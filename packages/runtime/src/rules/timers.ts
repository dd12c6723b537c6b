import type { Calendar } from '@mortise/calendars'
import { dueFields, dueOf, fingerprint, ruleName, stableText, type TimedRule } from '@mortise/rules'
import type { Json } from '@mortise/expressions'
import type { DateRelativeDocument, RecordValues, RuleDocument } from '@mortise/schema'
import type { RuleTimerRow } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { Unit } from '../context/unit.ts'
import { currentValues } from '../records/current.ts'
import type { Event } from './events.ts'

/** The calendar a trigger names, if any. */
export function calendarOf(published: Published, key: string | undefined): Calendar | undefined {
  return key === undefined ? undefined : published.calendar(key)
}

/** Tells one form of a rule's trigger from another: times made by one are worth nothing for the other. */
export function triggerSign(published: Published, rule: RuleDocument): string {
  const { dateRelative, schedule, cron } = rule.trigger
  const calendar = published.model.document('calendar', dateRelative?.calendar ?? schedule?.calendar ?? '')
  const parts = { dateRelative, schedule, cron, calendar, zone: published.timeZone, entity: rule.entity }
  return fingerprint(stableText(JSON.parse(JSON.stringify(parts)) as Json))
}

/** The next time of a rule that waits for a date, for one record; undefined when there is none. */
export function timerOf(
  published: Published,
  { rule, trigger }: TimedRule,
  of: { readonly id: string; readonly values: RecordValues; readonly now: string },
): RuleTimerRow | undefined {
  const due = dueOf(trigger, of.values, {
    now: of.now,
    timeZone: published.timeZone,
    calendar: calendarOf(published, trigger.calendar),
  })
  if (due === null) return undefined
  return {
    rule: ruleName(rule),
    recordId: of.id,
    entity: rule.entity,
    sign: triggerSign(published, rule),
    dueKey: due.key,
    dueAt: due.at,
  }
}

/** Keeps the times of a record's rules in step with its dates, in the transaction that changes them. */
export async function keepTimers(unit: Unit, given: Event): Promise<void> {
  const { entity, id, event, changed } = given
  const timed = unit.published.rules.timed(entity.key)
  if (timed.length === 0) return
  if (event === 'delete')
    return unit.tx.rules.timers.remove(
      timed.map(({ rule }) => ruleName(rule)),
      id,
    )
  const moved = ({ trigger }: { readonly trigger: DateRelativeDocument }): boolean =>
    event !== 'update' || dueFields(trigger).some((field) => changed.includes(field))
  const wanted = timed.filter(moved)
  if (wanted.length === 0) return
  const values = await currentValues(unit, given)
  if (values === undefined) return
  const rows = wanted.map((one) => ({
    name: ruleName(one.rule),
    row: timerOf(unit.published, one, { id, values, now: unit.now }),
  }))
  await unit.tx.rules.timers.put(rows.flatMap(({ row }) => row ?? []))
  const gone = rows.flatMap(({ name, row }) => (row === undefined ? [name] : []))
  // A new record has no times that could go.
  if (event !== 'create') await unit.tx.rules.timers.remove(gone, id)
}
