import {
  formatDate,
  formatInstant,
  parseDate,
  parseInstant,
  toInstant,
  toLocal,
  type Json,
} from '@mortise/expressions'
import { defineFieldType, type FieldContext, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { clockFromText, dateFromText, fromSerial } from '../shared/date-text.ts'
import { dateOperators } from '../shared/operators.ts'
import { compareCodes } from '../shared/order.ts'
import { asWritten } from '../shared/quick.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { flagOf, sentence, setting } from '../shared/settings.ts'
import { wordsOf } from '../shared/words.ts'

// Every month has 28 days.
const plainInstant =
  /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/u

function parse(input: Json | undefined, ctx: FieldContext): ParseResult {
  if (isEmpty(input)) return empty
  const words = typeof input === 'string' ? plain(input) : ''
  if (words === '' && typeof input === 'string') return empty
  const instant =
    typeof input === 'number'
      ? serialInstant(input, ctx)
      : (zonedInstant(words) ?? localInstant(words, ctx.timeZone))
  const value = instant === undefined ? null : formatInstant(instant)
  return value === null ? fail(errors.FIELD_DATETIME({ input: quoted(input) })) : ok(value)
}

function serialInstant(serial: number, ctx: FieldContext): number | undefined {
  const local = ctx.source === 'file' ? fromSerial(serial) : undefined
  return local === undefined ? undefined : instantOf(local.date, local.time, ctx.timeZone)
}

// A zone in the text wins over the workspace's.
function zonedInstant(words: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)$/u.exec(words)
  return match === null || parseDate(match[1] ?? '') === undefined
    ? undefined
    : parseInstant(`${match[1]}T${match[2]}${match[3]}`)
}

function localInstant(words: string, zone: string): number | undefined {
  const match = /^(.+?)(?:(?:\s+|T|(?<=[日号]))(\d{1,2}[:时点].*))?$/u.exec(words)
  const date = dateFromText(match?.[1] ?? '')
  const time = match?.[2] === undefined ? 0 : clockFromText(match[2])
  return date === undefined || time === undefined ? undefined : instantOf(date, time, zone)
}

function instantOf(date: string, time: number, zone: string): number | undefined {
  const day = parseDate(date)
  return day === undefined ? undefined : toInstant({ date: day, time }, zone)
}

const two = (part: number): string => String(part).padStart(2, '0')

/** Date and clock that people in the zone read; null when it falls out of the calendar's years there. */
function localText(instant: number, zone: string, detail: 'minute' | 'second' | 'all'): string | null {
  const { date, time } = toLocal(instant, zone)
  const day = formatDate(date)
  if (day === null) return null
  const seconds = Math.floor(time / 1000)
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`
  if (detail === 'minute' || (detail === 'all' && time % 60_000 === 0)) return `${day} ${clock}`
  const fraction = detail === 'all' && time % 1000 !== 0 ? `.${String(time % 1000).padStart(3, '0')}` : ''
  return `${day} ${clock}:${two(seconds % 60)}${fraction}`
}

function format(value: Json, ctx: FieldContext): string {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined
  if (instant === undefined) return ''
  return (
    localText(instant, ctx.timeZone, flagOf(ctx.field, 'seconds') ? 'second' : 'minute') ?? wordsOf(value)
  )
}

// Local time where it leads back to the same instant; in an hour that the clock shows twice, the ISO instant.
function toText(value: Json, ctx: FieldContext): string {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined
  if (instant === undefined) return ''
  const words = localText(instant, ctx.timeZone, 'all')
  return words !== null && localInstant(words, ctx.timeZone) === instant ? words : wordsOf(value)
}

/** A moment. Kept as an instant in UTC, read and written in the workspace's time zone. */
export const datetime: FieldType = defineFieldType({
  type: 'datetime',
  version: 1,
  label: { zh: '日期时间', en: 'Date and time' },
  icon: 'calendar-clock',
  group: 'date',
  settings: [setting('seconds', 'boolean', { zh: '显示秒', en: 'Show seconds', default: false })],
  describe: sentence('日期和时间', 'date and time'),
  expressionType: () => ({ kind: 'datetime' }),
  column: () => ({ type: 'timestamptz' }),
  parse,
  quick: () => asWritten(plainInstant, 24),
  format,
  toText,
  compare: compareCodes,
  operators: dateOperators,
  aggregates: ['min', 'max', 'count'],
  groupable: true,
  samples: () => [
    '2026-03-05T06:30:00.000Z',
    '2026-03-05T06:30:05.250Z',
    '1970-01-01T00:00:00.000Z',
    '2024-02-29T16:00:00.000Z',
    '1991-09-14T16:30:00.000Z',
    '2026-11-01T05:30:00.000Z',
    '2026-11-01T06:30:00.000Z',
  ],
  jsonSchema: () => ({ type: ['string', 'null'], format: 'date-time' }),
})
