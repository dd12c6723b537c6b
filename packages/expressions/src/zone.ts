import { type CivilDate, dayNumber, formatDate, fromDayNumber, parseDate } from './civil.ts'

const quarterHour = 900_000
const dayLength = 86_400_000
const shanghaiSteady = Date.UTC(1992, 0, 1)
const shanghaiOffset = 8 * 3_600_000

// Offsets are asked of Intl, which is slow, so they are kept per quarter of an hour (no zone changes within one).
const offsets = new Map<string, number>()
const formats = new Map<string, Intl.DateTimeFormat>()
const keep = 20_000

function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const options = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const
  const made = new Intl.DateTimeFormat('en-US', {
    ...options,
    second: 'numeric',
    hourCycle: 'h23',
    timeZone: zone,
  })
  formats.set(zone, made)
  return made
}

/** Whether the runtime knows the IANA time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    format(zone)
    return true
  } catch {
    return false
  }
}

/** Milliseconds that local time is ahead of UTC at an instant. */
export function zoneOffset(instant: number, zone: string): number {
  if (zone === 'UTC') return 0
  if (zone === 'Asia/Shanghai' && instant >= shanghaiSteady) return shanghaiOffset
  const slot = Math.floor(instant / quarterHour)
  const key = `${zone} ${slot}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const offset = askOffset(slot * quarterHour, zone)
  if (offsets.size >= keep) offsets.clear()
  offsets.set(key, offset)
  return offset
}

function askOffset(instant: number, zone: string): number {
  const parts: { [type: string]: number } = {}
  for (const { type, value } of format(zone).formatToParts(instant)) parts[type] = Number(value)
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const days = dayNumber({ year, month, day })
  return days * dayLength + ((hour * 60 + minute) * 60 + second) * 1000 - instant
}

/** A local date and the milliseconds since its midnight. */
export type LocalTime = { readonly date: CivilDate; readonly time: number }

/** What calendar and clock show in a zone at an instant. */
export function toLocal(instant: number, zone: string): LocalTime {
  const local = instant + zoneOffset(instant, zone)
  const days = Math.floor(local / dayLength)
  return { date: fromDayNumber(days), time: local - days * dayLength }
}

/**
 * The instant of a local time. As in Postgres: a time that the clock skips in spring counts by the offset from
 * before, one that it shows twice in autumn is the second.
 */
export function toInstant(local: LocalTime, zone: string): number {
  const wall = dayNumber(local.date) * dayLength + local.time
  const before = zoneOffset(wall - dayLength, zone)
  const after = zoneOffset(wall + dayLength, zone)
  if (before === after) return wall - before
  const early = zoneOffset(wall - before, zone) === before
  const late = zoneOffset(wall - after, zone) === after
  return early === late ? wall - (early ? after : before) : wall - (early ? before : after)
}

/** Reads a datetime in any ISO form with a zone; undefined when it is none. */
export function parseInstant(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined
  const instant = Date.parse(text)
  return Number.isNaN(instant) ? undefined : instant
}

/** Writes an instant canonically: `2026-01-31T08:00:00.000Z`; null outside the years 1–9999. */
export function formatInstant(instant: number): string | null {
  return instant < -62_135_596_800_000 || instant > 253_402_300_799_999
    ? null
    : new Date(instant).toISOString()
}

/** A date or datetime text as a local date in the zone; undefined for anything else. */
export function localDate(text: string, zone: string): CivilDate | undefined {
  if (text.length === 10) return parseDate(text)
  const instant = parseInstant(text)
  return instant === undefined ? undefined : toLocal(instant, zone).date
}

/** Midnight at the start of a date, as canonical datetime. */
export function midnight(date: CivilDate, zone: string): string | null {
  return formatInstant(toInstant({ date, time: 0 }, zone))
}

/** Today in the zone. */
export function dateAt(instant: number, zone: string): string {
  return formatDate(toLocal(instant, zone).date) ?? '9999-12-31'
}
