import { addDays, type CivilDate } from '@mortise/expressions'
import { type Calendar, instantOf, instantText } from './calendar.ts'
import { parseDuration } from './duration.ts'
import { errors } from './errors.ts'

const dayLength = 86_400_000

function lengthOf(duration: string | number): number {
  if (typeof duration === 'number') {
    if (!(Number.isSafeInteger(duration) && duration >= 0)) throw errors.CALENDAR_DURATION({ duration })
    return duration
  }
  const { days, milliseconds } = parseDuration(duration, 7)
  return days * dayLength + milliseconds
}

/** Time as it passes, for places that name no calendar: every moment counts, a day has 24 hours and a week 7 days. */
export const plainTime: Calendar = Object.freeze({
  key: 'plain',
  timeZone: 'UTC',
  dayLength,
  addWork: (from: string, duration: string | number) =>
    instantText(instantOf(from) + lengthOf(duration), duration),
  workBetween: (from: string, to: string) => instantOf(to) - instantOf(from),
  isWorking: () => true,
  nextWorking: (at: string) => instantText(instantOf(at), ''),
  subtractWork: (to: string, duration: string | number) =>
    instantText(instantOf(to) - lengthOf(duration), duration),
  isWorkDay: () => true,
  addWorkDays: (date: CivilDate, days: number) => addDays(date, days),
})
