import { type Calendar, instantOf, instantText } from './calendar.ts'
import { parseDuration } from './duration.ts'
import { errors } from './errors.ts'

const dayLength = 86_400_000

/** Time as it passes, for places that name no calendar: every moment counts, a day has 24 hours and a week 7 days. */
export const plainTime: Calendar = Object.freeze({
  key: 'plain',
  timeZone: 'UTC',
  dayLength,
  addWork: (from: string, duration: string | number) => {
    const start = instantOf(from)
    if (typeof duration === 'number') {
      if (!(Number.isSafeInteger(duration) && duration >= 0)) throw errors.CALENDAR_DURATION({ duration })
      return instantText(start + duration, duration)
    }
    const { days, milliseconds } = parseDuration(duration, 7)
    return instantText(start + days * dayLength + milliseconds, duration)
  },
  workBetween: (from: string, to: string) => instantOf(to) - instantOf(from),
  isWorking: () => true,
  nextWorking: (at: string) => instantText(instantOf(at), ''),
})
