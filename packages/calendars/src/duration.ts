import { errors } from './errors.ts'

/** A length of time: whole days and milliseconds beside them. What a day is, the calendar says. */
export type Duration = { readonly days: number; readonly milliseconds: number }

const shape = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,3}))?S)?)?$/u

/**
 * Reads an ISO 8601 duration of weeks, days, hours, minutes and seconds: `P1D`, `PT4H`, `P1DT2H30M`. Months and years
 * have no fixed length and are refused. A week is seven days of plain time, five working days of a calendar.
 */
export function parseDuration(text: string, daysOfWeek: number): Duration {
  const match = shape.exec(text)
  if (match === null || text === 'P' || text.endsWith('T')) throw errors.CALENDAR_DURATION({ duration: text })
  const [weeks, days, hours, minutes, seconds] = match.slice(1, 6).map((part) => Number(part ?? 0))
  const fraction = Number((match[6] ?? '0').padEnd(3, '0'))
  const whole = ((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)
  const duration = { days: (weeks ?? 0) * daysOfWeek + (days ?? 0), milliseconds: whole * 1000 + fraction }
  if (duration.days > 100_000 || duration.milliseconds > 100_000 * 86_400_000) {
    throw errors.CALENDAR_TOO_FAR({ duration: text })
  }
  return duration
}

/** Writes milliseconds as an ISO 8601 duration of hours, minutes and seconds: `PT26H30M`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const parts = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor(seconds / 60) % 60, 'M'],
  ] as const
  const rest = seconds % 60
  const fraction = milliseconds % 1000
  const tail = fraction === 0 ? String(rest) : `${rest}.${String(fraction).padStart(3, '0')}`
  const words = parts.map(([count, unit]) => (count === 0 ? '' : `${count}${unit}`)).join('')
  const last = tail === '0' ? '' : `${tail}S`
  return words + last === '' ? 'PT0S' : `PT${words}${last}`
}
