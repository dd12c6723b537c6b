import { type Locale, say } from '@mortise/errors'
import type { Model } from '@mortise/schema'

/** What a day is beside its place in the week: off, or worked though it is a weekend. */
export type DayMark = { readonly kind: 'off' | 'work'; readonly label: string }

/** Days off and make-up days of the workspace's calendars, by date. */
export function dayMarks(model: Model, locale: Locale): ReadonlyMap<string, DayMark> {
  const marks = new Map<string, DayMark>()
  for (const calendar of model.documents('calendar')) {
    for (const { date, kind, label } of calendar.exceptions ?? []) {
      const known = marks.get(date)
      const name = say(label, locale)
      // A day without a name is called like the one the holiday began with.
      if (known === undefined || known.label === '') marks.set(date, { kind, label: name })
    }
  }
  return marks
}
