import { type Calendar, yearlyOn } from '@mortise/calendars'
import {
  lunarOf,
  solarOf,
  addDays,
  addMonths,
  type CivilDate,
  formatDate,
  formatInstant,
  type LocalTime,
  parseDate,
  parseInstant,
  toInstant,
  toLocal,
} from '@mortise/expressions'
import type { DateRelativeDocument, RecordValues } from '@mortise/schema'

/** When a rule runs for a record. `key` names the occasion: one that has been is not come back to. */
export type Due = { readonly at: string; readonly key: string }

/** What a due time is worked out with. */
export type DueGiven = {
  readonly now: string
  /** The workspace's. */
  readonly timeZone: string
  /** The one the trigger names. */
  readonly calendar?: Calendar | undefined
}

const usualTime = '09:00'
const minute = 60_000
const sizes = { minute, hour: 60 * minute, day: 1440 * minute, week: 7 * 1440 * minute, month: 0 } as const

/** A value of a date or datetime field as a local time, or as an instant where its own time of day counts. */
type Base = { readonly date: CivilDate; readonly instant: number | undefined; readonly time: number }

function baseOf(trigger: DateRelativeDocument, values: RecordValues, zone: string): Base | undefined {
  const value = values[trigger.field]
  if (typeof value !== 'string') return undefined
  const at = clockTime(trigger.at ?? usualTime)
  const date = parseDate(value)
  if (date !== undefined) return { date, instant: undefined, time: at }
  const instant = parseInstant(value)
  if (instant === undefined) return undefined
  const local = toLocal(instant, zone)
  return trigger.at === undefined
    ? { date: local.date, instant, time: local.time }
    : { date: local.date, instant: undefined, time: at }
}

function clockTime(text: string): number {
  const [hours, minutes] = text.split(':')
  return (Number(hours) * 60 + Number(minutes)) * minute
}

function shifted(
  base: Base,
  trigger: DateRelativeDocument,
  given: DueGiven & { readonly zone: string },
): number {
  const { offset, unit } = trigger
  const { calendar, zone } = given
  const at = (date: CivilDate): number => toInstant({ date, time: base.time } satisfies LocalTime, zone)
  if (unit === 'month') return at(addMonths(base.date, offset))
  if (unit === 'week') return at(addDays(base.date, offset * 7))
  if (unit === 'day')
    return at(calendar === undefined ? addDays(base.date, offset) : calendar.addWorkDays(base.date, offset))
  const from = base.instant ?? at(base.date)
  const length = Math.abs(offset) * sizes[unit]
  const text = formatInstant(from)
  if (calendar === undefined || text === null) return from + offset * sizes[unit]
  return Date.parse(offset < 0 ? calendar.subtractWork(text, length) : calendar.addWork(text, length))
}

function isLunar(trigger: DateRelativeDocument, values: RecordValues): boolean {
  return trigger.lunarField === undefined ? trigger.lunar === true : values[trigger.lunarField] === true
}

/** The day of a yearly date in the years around now. */
function occurrences(base: Base, lunar: boolean, thisYear: number): readonly CivilDate[] {
  const years = [thisYear - 1, thisYear, thisYear + 1, thisYear + 2]
  if (!lunar) return years.map((year) => yearlyOn(base.date, year))
  const born = lunarOf(base.date)
  if (born === undefined) return []
  return years.flatMap((year) => solarOf({ ...born, year }) ?? [])
}

/**
 * When a rule that waits for a date runs for a record; null when its field is empty, or its time is over.
 *
 * What is over: of something before a date, the date itself; of something after it, the moment it was due. So a contract
 * that is written down ten days before its end still gets its reminder of thirty days, and one that ended long ago
 * does not. A yearly one is always ahead.
 */
export function dueOf(trigger: DateRelativeDocument, values: RecordValues, given: DueGiven): Due | null {
  const zone = trigger.tz ?? given.calendar?.timeZone ?? given.timeZone
  const base = baseOf(trigger, values, zone)
  const now = parseInstant(given.now)
  if (base === undefined || now === undefined) return null
  const at = (one: Base): number => shifted(one, trigger, { ...given, zone })
  const yearly = trigger.repeat === 'yearly' || trigger.lunar === true || trigger.lunarField !== undefined
  if (yearly) {
    const all = occurrences(base, isLunar(trigger, values), toLocal(now, zone).date.year)
    const ahead = all
      .map((date) => ({ date, due: at({ ...base, date, instant: undefined }) }))
      .find(({ due }) => due > now)
    return ahead === undefined ? null : named(ahead.due, formatDate(ahead.date))
  }
  const due = at(base)
  const late = trigger.misfire === 'skip' || trigger.offset >= 0
  const end = late ? due : endOf(base, zone)
  return end < now && due < now ? null : named(due, String(values[trigger.field]))
}

/** The moment a date is over, or an instant itself. */
function endOf(base: Base, zone: string): number {
  return base.instant ?? toInstant({ date: addDays(base.date, 1), time: 0 }, zone)
}

function named(due: number, key: string | null): Due | null {
  const at = formatInstant(due)
  return at === null || key === null ? null : { at, key }
}

/** Fields whose change moves a trigger's due time. */
export function dueFields(trigger: DateRelativeDocument): readonly string[] {
  return trigger.lunarField === undefined ? [trigger.field] : [trigger.field, trigger.lunarField]
}
