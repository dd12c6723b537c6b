import { formatDate, toInstant, toLocal } from '@mortise/expressions'
import type { Published } from '../context/published.ts'

const day = 86_400_000
const around = /^\$(today|now|month|work)([+-]\d+(?:\.\d+)?)?(?:T(\d\d):(\d\d))?$/

/** The calendar of a workspace's people; plain days in its own time zone where it has none. */
function calendarOf({ model, calendar, timeZone }: Published) {
  const [first] = model.documents('calendar')
  const found = calendar(first?.key ?? '')
  return first === undefined ? { ...found, timeZone } : found
}

/**
 * Days and moments that demo data tells around now: `$today-3`, `$now-2.5`, `$month-1`, `$work-5` for the fifth working day
 * before today and `$work-5T10:30` for that hour of it. Undefined for any other text.
 */
export function momentsAround(published: Published, now: number): (text: string) => string | undefined {
  const { timeZone, addWorkDays } = calendarOf(published)
  const { date: today } = toLocal(now, timeZone)
  return (text) => {
    const [whole, unit, told, hours, minutes] = around.exec(text) ?? []
    if (whole === undefined || (hours !== undefined && unit !== 'work')) return undefined
    const shift = Number(told ?? 0)
    if (unit === 'work') {
      const date = addWorkDays(today, Math.trunc(shift))
      if (hours === undefined) return formatDate(date) ?? undefined
      const time = (Number(hours) * 60 + Number(minutes)) * 60_000
      return new Date(toInstant({ date, time }, timeZone)).toISOString()
    }
    if (unit === 'month') {
      const at = new Date(now)
      return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + shift)).toISOString().slice(0, 10)
    }
    const at = new Date(now + shift * day).toISOString()
    return unit === 'today' ? at.slice(0, 10) : at
  }
}

/** Adds working time by the calendar of a workspace's people. */
export function workAfter(published: Published): (from: string, duration: string) => string {
  return calendarOf(published).addWork
}
