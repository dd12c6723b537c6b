import { type CivilDate, dayNumber, isoWeek, parseDate, weekday } from '../civil.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { rawSql, sql } from '../sql/fragment.ts'
import { parseInstant, toLocal } from '../zone.ts'
import { dateKinds } from './shared-kinds.ts'
import { asText } from '../values.ts'

type Part = {
  readonly date?: (date: CivilDate) => number
  readonly time?: (ms: number) => number
  readonly sql: string
}

const parts: { readonly [part: string]: Part } = {
  year: { date: (date) => date.year, sql: 'year' },
  quarter: { date: (date) => Math.ceil(date.month / 3), sql: 'quarter' },
  month: { date: (date) => date.month, sql: 'month' },
  week: { date: isoWeek, sql: 'week' },
  weekday: { date: weekday, sql: 'isodow' },
  day: { date: (date) => date.day, sql: 'day' },
  dayOfYear: { date: (date) => dayNumber(date) - dayNumber({ ...date, month: 1, day: 1 }) + 1, sql: 'doy' },
  hour: { time: (ms) => Math.floor(ms / 3_600_000), sql: 'hour' },
  minute: { time: (ms) => Math.floor(ms / 60_000) % 60, sql: 'minute' },
  second: { time: (ms) => Math.floor(ms / 1000) % 60, sql: 'second' },
}

const names = Object.keys(parts)

function partOf(value: string, part: Part | undefined, zone: string): number | null {
  if (value.length === 10) {
    const date = parseDate(value)
    return date && part?.date ? part.date(date) : null
  }
  const instant = parseInstant(value)
  if (instant === undefined || part === undefined) return null
  const { date, time } = toLocal(instant, zone)
  return part.date ? part.date(date) : (part.time?.(time) ?? null)
}

/** `datePart`: Year, quarter, month, week, weekday (1 is Monday), day, hour, minute or second. */
export const datePart: ValueOperator = defineOperator({
  name: 'datePart',
  help: helpOf({
    group: 'date',
    example: 'DATEPART(due, "month")',
    label: ['日期取', 'Part of a date'],
    names: ['日期取', 'DATEPART'],
    help: [
      '取年、季、月、周、星期（1 为周一）、日、时、分、秒。',
      'Year, quarter, month, week, weekday (1 is Monday), day, hour, minute or second.',
    ],
  }),
  params: [{ accept: dateKinds }, { accept: ['text'], choices: names }],
  result: { kind: 'number' },
  check: ({ args, report }) => {
    const part = args[1]?.kind === 'literal' ? (asText(args[1].value) ?? '') : ''
    if (args[0]?.type.kind === 'date' && parts[part]?.time)
      report('EXPRESSION_CHOICE', { value: part, hint: '', choices: names.slice(0, -3).join(', ') }, 1)
    return args
  },
  evaluate: ([value, part], _call, env) =>
    typeof value === 'string' && typeof part === 'string' ? partOf(value, parts[part], env.zone) : null,
  sql: (call) => {
    const field = rawSql(parts[asText(call.known(1)) ?? '']?.sql ?? 'year')
    const value = call.value(0)
    const local = call.args[0]?.type.kind === 'datetime' ? sql`${value} AT TIME ZONE ${call.zone}` : value
    return sql`floor(extract(${field} FROM ${local}))`
  },
})
