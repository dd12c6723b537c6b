/** Days are counted from 1970-01-01 as whole numbers, so that they can be added up and compared. */

const length = 86_400_000

/** A day of the calendar, and the minute of it where the time of day is known. */
export type Moment = { readonly day: number; readonly minute: number | undefined }

/** Number of the day `2026-03-05`. */
export function dayOf(date: string): number {
  return Math.round(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / length)
}

/** `2026-03-05` of a day. */
export function dateOf(day: number): string {
  return new Date(day * length).toISOString().slice(0, 10)
}

/** Day of the week, Monday 1 to Sunday 7. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The Monday of a day's week. */
export function weekStart(day: number): number {
  return day - weekdayOf(day) + 1
}

/** The first of a day's month. */
export function monthStart(day: number): number {
  return dayOf(`${dateOf(day).slice(0, 7)}-01`)
}

/** The first of the month so many months from a day's month. */
export function addMonths(day: number, months: number): number {
  const [year = 1970, month = 1] = dateOf(day).split('-').map(Number)
  return Math.round(Date.UTC(year, month - 1 + months, 1) / length)
}

/** ISO number of a day's week. */
export function weekNumber(day: number): number {
  const thursday = weekStart(day) + 3
  return Math.floor((thursday - dayOf(`${dateOf(thursday).slice(0, 4)}-01-01`)) / 7) + 1
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  const parts = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  const made = new Intl.DateTimeFormat('en-CA', { ...parts, hourCycle: 'h23', timeZone })
  clocks.set(timeZone, made)
  return made
}

/** Where an instant stands in a zone. */
export function momentOf(instant: number, timeZone: string): Moment {
  const found: Record<string, string> = {}
  for (const { type, value } of clockOf(timeZone).formatToParts(instant)) found[type] = value
  const date = `${found['year']}-${found['month']}-${found['day']}`
  return { day: dayOf(date), minute: Number(found['hour']) * 60 + Number(found['minute']) }
}

/** The instant of a day and minute in a zone, as ISO text; where clocks are put forward, the moment after. */
export function instantAt(
  { day, minute = 0 }: { day: number; minute?: number | undefined },
  timeZone: string,
): string {
  const wanted = day * length + minute * 60_000
  let instant = wanted
  for (let turn = 0; turn < 2; turn += 1) {
    const there = momentOf(instant, timeZone)
    instant += wanted - (there.day * length + (there.minute ?? 0) * 60_000)
  }
  return new Date(instant).toISOString()
}

/** `09:30` of a minute of the day. */
export function clockText(minute: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}
