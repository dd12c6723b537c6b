import { addUnits, type DateUnit, formatDate, parseDate } from '../civil.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import type { SqlCall } from '../sql/call.ts'
import { bindSql, type Fragment, rawSql, sql } from '../sql/fragment.ts'
import { asText, asWhole } from '../values.ts'
import { formatInstant, parseInstant, toInstant, toLocal } from '../zone.ts'
import { dateUnits, timeUnits } from './shared-dates.ts'
import { dateKinds } from './shared-kinds.ts'

// Beyond these the result lies outside the calendar of either side.
const limits: { readonly [unit: string]: number } = {
  year: 4000,
  quarter: 16_000,
  month: 48_000,
  week: 200_000,
  day: 1_400_000,
  hour: 33_000_000,
  minute: 2_000_000_000,
  second: 120_000_000_000,
}

const intervals: { readonly [unit: string]: readonly [part: string, times: number] } = {
  year: ['months', 12],
  quarter: ['months', 3],
  month: ['months', 1],
  week: ['days', 7],
  day: ['days', 1],
  hour: ['hours', 1],
  minute: ['mins', 1],
  second: ['secs', 1],
}

function add(
  value: string,
  count: number,
  { unit, zone }: { readonly unit: string; readonly zone: string },
): string | null {
  const small = timeUnits[unit]
  if (value.length === 10) {
    const date = small === undefined ? parseDate(value) : undefined
    return date ? formatDate(addUnits(date, count, unit as DateUnit)) : null
  }
  const instant = parseInstant(value)
  if (instant === undefined) return null
  if (small !== undefined) return formatInstant(instant + count * small)
  const { date, time } = toLocal(instant, zone)
  return formatInstant(toInstant({ date: addUnits(date, count, unit as DateUnit), time }, zone))
}

/** The moment or day that lies so far away, wherever that is; `count` is a whole number. */
function sumSql(call: SqlCall, unit: string, count: Fragment): Fragment {
  const [part = 'days', times = 1] = intervals[unit] ?? []
  const value = call.value(0)
  if (call.args[0]?.type.kind === 'date' && part === 'days')
    return sql`(${value} + (${count} * ${rawSql(String(times))})::int)`
  const type = rawSql(part === 'secs' ? 'double precision' : 'int')
  const interval = sql`make_interval(${rawSql(part)} => (${count} * ${rawSql(String(times))})::${type})`
  if (call.args[0]?.type.kind !== 'datetime') return sql`(${value} + ${interval})::date`
  return timeUnits[unit] === undefined
    ? sql`((${value} AT TIME ZONE ${call.zone} + ${interval}) AT TIME ZONE ${call.zone})`
    : sql`(${value} + ${interval})`
}

function dateAddSql(call: SqlCall): Fragment {
  const unit = asText(call.known(2)) ?? ''
  const limit = limits[unit] ?? 0
  const range = rawSql(
    call.args[0]?.type.kind === 'datetime'
      ? "BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999Z'"
      : "BETWEEN '0001-01-01' AND '9999-12-31'",
  )
  const known = asWhole(call.known(1))
  if (known !== undefined && Math.abs(known) <= limit) {
    const sum = sumSql(call, unit, sql`${bindSql(known)}::float8`)
    // A subquery for each row costs more than a column that is read twice.
    if (call.below(0)?.node.operator.name === 'var') return sql`(CASE WHEN ${sum} ${range} THEN ${sum} END)`
    return sql`(SELECT CASE WHEN r ${range} THEN r END FROM (SELECT ${sum} AS r) q)`
  }
  const count = sql`trunc(${call.value(1)})`
  const limited = sql`CASE WHEN abs(${count}) <= ${rawSql(String(limit))} THEN ${sumSql(call, unit, count)} END`
  return sql`(SELECT CASE WHEN r ${range} THEN r END FROM (SELECT ${limited} AS r) q)`
}

/** `dateAdd`: Adds days, weeks, months, quarters, years, hours, minutes or seconds; keeps to the end of the month. */
export const dateAdd: ValueOperator = defineOperator({
  name: 'dateAdd',
  help: helpOf({
    group: 'date',
    example: 'DATEADD(due, 3, "day")',
    label: ['日期加', 'Add to a date'],
    names: ['日期加', 'DATEADD'],
    help: [
      '加上若干天、周、月、季、年或时、分、秒；月末自动对齐。',
      'Adds days, weeks, months, quarters, years, hours, minutes or seconds; keeps to the end of the month.',
    ],
  }),
  params: [
    { accept: dateKinds },
    { accept: ['number'] },
    { accept: ['text'], choices: [...dateUnits, ...Object.keys(timeUnits)] },
  ],
  result: ([value]) => value?.type ?? { kind: 'date' },
  nullable: true,
  check: ({ args, report }) => {
    const unit = args[2]?.kind === 'literal' ? (asText(args[2].value) ?? '') : ''
    if (args[0]?.type.kind === 'date' && timeUnits[unit] !== undefined)
      report('EXPRESSION_CHOICE', { value: unit, hint: '', choices: dateUnits.join(', ') }, 2)
    return args
  },
  evaluate: ([value, given, unit], _call, env) => {
    const count = asWhole(given)
    if (typeof value !== 'string' || typeof unit !== 'string' || count === undefined) return null
    return Math.abs(count) > (limits[unit] ?? 0) ? null : add(value, count, { unit, zone: env.zone })
  },
  sql: dateAddSql,
})
