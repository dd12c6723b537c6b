import { cnOffice, compileCalendar, compileRecurrence } from '@mortise/calendars'
import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { ScheduleDocument } from '@mortise/schema'
import type { Published } from '../../context/published.ts'
import { errors } from '../../errors.ts'
import { type ReportFormat, reportFormats } from '../files/make.ts'

/** When something is sent or looked at, by the clock of the workspace. */
export type WatchSchedule = {
  readonly every: 'hour' | 'day' | 'week' | 'month'
  /** `HH:mm`; every hour has none. */
  readonly at?: string
  /** Monday (1) to Sunday (7). */
  readonly weekdays?: readonly number[]
  /** Day of the month, -1 the last one. */
  readonly day?: number
  /** What is done on days off: sent all the same, left out, or on the next working day. */
  readonly daysOff?: 'run' | 'skip' | 'next'
}

/** What is sent, and how. */
export type DeliverySettings = {
  readonly format: ReportFormat | 'link'
  readonly filters: { readonly [key: string]: Json }
  readonly skipEmpty: boolean
  readonly mail: boolean
  /** Whether the mail itself shows it as a picture; as a picture alone (`png`) it always does. */
  readonly picture: boolean
}

/** What is watched for in a figure. */
export type AlertSettings = {
  readonly measure: string
  /** The total, the last row of a report by time, or any row at all. */
  readonly row: 'total' | 'last' | 'any'
  readonly op: 'above' | 'below' | 'change' | 'noData'
  /** The threshold; for `change` percent. */
  readonly value?: number
  /** What a change is measured against. */
  readonly against?: 'check' | 'period'
  readonly direction?: 'up' | 'down' | 'either'
  /** How far back the figure has to come until all is well again; the threshold where nothing is said. */
  readonly backTo?: number
  readonly coolDownHours: number
  readonly recovery: boolean
  readonly mail: boolean
  /** Whether the mail itself shows the report as a picture. */
  readonly picture: boolean
}

type Given = { readonly [key: string]: unknown }

const wrong = (why: string): Error => errors.WATCH_INVALID({ why })

const isOneOf = <T extends string>(list: readonly T[], value: unknown): value is T =>
  typeof value === 'string' && (list as readonly string[]).includes(value)

function choice<T extends string>(given: Given, key: string, list: readonly T[]): T {
  const value = given[key]
  if (!isOneOf(list, value)) throw wrong(`${key}: ${list.join(' | ')}`)
  return value
}

function number(given: Given, key: string, bounds: { readonly min: number; readonly max: number }): number {
  const value = given[key]
  if (typeof value !== 'number' || !Number.isFinite(value) || value < bounds.min || value > bounds.max)
    throw wrong(`${key}: ${bounds.min}–${bounds.max}`)
  return value
}

const yes = (given: Given, key: string, standard: boolean): boolean => {
  const value = given[key] ?? standard
  if (typeof value !== 'boolean') throw wrong(key)
  return value
}

/** Reads an object; throws WATCH_INVALID naming the place. */
export function objectAt(value: unknown, place: string): Given {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place)
  return value as Given
}

/** Reads when something is due. Deliveries come at most daily; figures are looked at at most every hour. */
export function readSchedule(value: unknown, kind: 'delivery' | 'alert'): WatchSchedule {
  const given = objectAt(value, 'schedule')
  const every = choice(
    given,
    'every',
    kind === 'alert' ? (['hour', 'day', 'week', 'month'] as const) : (['day', 'week', 'month'] as const),
  )
  if (every === 'hour') return { every }
  const at = given['at']
  if (typeof at !== 'string' || !/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) throw wrong('schedule.at: HH:mm')
  const daysOff =
    given['daysOff'] === undefined ? 'run' : choice(given, 'daysOff', ['run', 'skip', 'next'] as const)
  if (every === 'day') return { every, at, daysOff }
  if (every === 'month') {
    const day = given['day']
    if (typeof day !== 'number' || !Number.isInteger(day) || day === 0 || day < -1 || day > 28)
      throw wrong('schedule.day: 1–28 | -1')
    return { every, at, day, daysOff }
  }
  const days = given['weekdays']
  if (
    !Array.isArray(days) ||
    days.length === 0 ||
    !days.every((one) => Number.isInteger(one) && one >= 1 && one <= 7)
  )
    throw wrong('schedule.weekdays: 1–7')
  return { every, at, weekdays: [...new Set(days as number[])].toSorted((a, b) => a - b), daysOff }
}

/** Reads what is sent. */
export function readDelivery(value: unknown): DeliverySettings {
  const given = objectAt(value, 'settings')
  return {
    format: choice(given, 'format', [...reportFormats, 'link'] as const),
    filters: readFilters(given['filters']),
    skipEmpty: yes(given, 'skipEmpty', false),
    mail: yes(given, 'mail', true),
    picture: yes(given, 'picture', false),
  }
}

/** So many values of one filter may be chosen together. */
const mostChosen = 200

const isChosen = (value: unknown): boolean => typeof value === 'string' && value.length <= 200

/** Reads choices for the filters of a dashboard: for each a text, several of them, or nothing. */
export function readFilters(value: unknown): { readonly [key: string]: Json } {
  if (value === undefined || value === null) return {}
  const entries = Object.entries(objectAt(value, 'filters'))
  if (entries.length > 30) throw wrong('filters')
  return Object.fromEntries(
    entries.map(([key, one]) => {
      const list = Array.isArray(one) && one.length <= mostChosen && one.every(isChosen)
      const fits = one === null || isChosen(one) || list
      if (!fits || !/^[a-z][a-z0-9_]{0,47}$/.test(key)) throw wrong(`filters.${key.slice(0, 48)}`)
      return [key, one as Json] as const
    }),
  )
}

const far = { min: -1e15, max: 1e15 }

/** Reads what is watched for. */
export function readAlert(value: unknown): AlertSettings {
  const given = objectAt(value, 'settings')
  const { measure } = given
  if (typeof measure !== 'string' || measure === '' || measure.length > 60) throw wrong('settings.measure')
  const op = choice(given, 'op', ['above', 'below', 'change', 'noData'] as const)
  const against = op === 'change' ? choice(given, 'against', ['check', 'period'] as const) : undefined
  const row = choice(given, 'row', ['total', 'last', 'any'] as const)
  if (op === 'change' && row === 'any') throw wrong('settings.row: total | last')
  if (against === 'period' && row !== 'last') throw wrong('settings.row: last')
  return {
    measure,
    row,
    op,
    ...(op === 'noData'
      ? {}
      : { value: number(given, 'value', op === 'change' ? { min: 0.01, max: 1e6 } : far) }),
    ...(against === undefined
      ? {}
      : { against, direction: choice(given, 'direction', ['up', 'down', 'either'] as const) }),
    ...(given['backTo'] === undefined || given['backTo'] === null || (op !== 'above' && op !== 'below')
      ? {}
      : { backTo: number(given, 'backTo', far) }),
    coolDownHours:
      given['coolDownHours'] === undefined ? 24 : number(given, 'coolDownHours', { min: 1, max: 24 * 90 }),
    recovery: yes(given, 'recovery', true),
    mail: yes(given, 'mail', true),
    picture: yes(given, 'picture', false),
  }
}

/**
 * The next time after an instant; null where a schedule never comes, as on a day that is always off. Days off are those of
 * the workspace's first calendar.
 */
export function nextTime(published: Published, schedule: WatchSchedule, after: string): string | null {
  const { every, at, weekdays, day, daysOff = 'run' } = schedule
  const [first] = published.model.documents('calendar')
  const document: ScheduleDocument = {
    every,
    tz: published.timeZone,
    onDayOff: daysOff,
    ...(at === undefined ? {} : { at }),
    ...(weekdays === undefined ? {} : { weekdays }),
    ...(day === undefined ? {} : { days: [day] }),
  }
  const calendar = first === undefined ? compileCalendar(cnOffice) : published.calendar(first.key)
  try {
    return compileRecurrence(document, { timeZone: published.timeZone, calendar }).next(after)
  } catch (error) {
    // A calendar that was changed since must not hold up all others that are due.
    if (isMortiseError(error)) return null
    throw error
  }
}
