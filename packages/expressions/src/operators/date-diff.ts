import { dayNumber, monthsBetween } from '../civil.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import type { SqlCall } from '../sql/call.ts'
import { type Fragment, rawSql, sql } from '../sql/fragment.ts'
import { leadingType } from '../typing.ts'
import { localDate, parseInstant } from '../zone.ts'
import { dateUnits, localDateSql, timeUnits } from './shared-dates.ts'
import { dateKinds } from './shared-kinds.ts'
import { asText } from '../values.ts'

const months: { readonly [unit: string]: number } = { month: 1, quarter: 3, year: 12 }

function difference(
  from: string,
  to: string,
  { unit, zone }: { readonly unit: string; readonly zone: string },
): number | null {
  const small = timeUnits[unit]
  if (small !== undefined) {
    const [a, b] = [parseInstant(from), parseInstant(to)]
    return a === undefined || b === undefined ? null : whole((b - a) / small)
  }
  const [a, b] = [localDate(from, zone), localDate(to, zone)]
  if (!a || !b) return null
  const perUnit = months[unit]
  if (perUnit !== undefined) return whole(monthsBetween(a, b) / perUnit)
  return whole((dayNumber(b) - dayNumber(a)) / (unit === 'week' ? 7 : 1))
}

// Toward zero, and never −0.
const whole = (value: number): number => Math.trunc(value) + 0

function dateDiffSql(call: SqlCall): Fragment {
  const unit = asText(call.known(2)) ?? ''
  const small = timeUnits[unit]
  if (small !== undefined)
    return sql`div(extract(epoch FROM (${call.value(1)} - ${call.value(0)})), ${rawSql(String(small / 1000))})`
  const [a, b] = [localDateSql(call, 0), localDateSql(call, 1)]
  const perUnit = months[unit]
  // Days between dates are whole numbers, which divide toward zero.
  if (perUnit === undefined) return sql`((${b} - ${a})${rawSql(unit === 'week' ? ' / 7' : '')})::numeric`
  // Without the offsets Postgres would put every part of it wherever it is named, and work it out there anew.
  const parts = sql`SELECT date_part('day', a) AS x, date_part('day', b) AS y, ((date_part('year', b) - date_part('year', a)) * 12 + date_part('month', b) - date_part('month', a))::int AS m FROM (SELECT ${a} AS a, ${b} AS b OFFSET 0) s OFFSET 0`
  const cut = rawSql('CASE WHEN m > 0 AND y < x THEN m - 1 WHEN m < 0 AND y > x THEN m + 1 ELSE m END')
  return sql`(SELECT ((${cut}) / ${rawSql(String(perUnit))})::numeric FROM (${parts}) q)`
}

/** `dateDiff`: Whole days, weeks, months, quarters, years, hours, minutes or seconds from the first to the second. */
export const dateDiff: ValueOperator = defineOperator({
  name: 'dateDiff',
  help: helpOf({
    group: 'date',
    example: 'DATEDIFF(start, end, "day")',
    label: ['日期差', 'Between dates'],
    names: ['日期差', 'DATEDIFF'],
    help: [
      '从前一个日期到后一个日期的整天、周、月、季、年或时、分、秒数。',
      'Whole days, weeks, months, quarters, years, hours, minutes or seconds from the first to the second.',
    ],
  }),
  params: [
    { accept: dateKinds, same: true },
    { accept: dateKinds, same: true },
    { accept: ['text'], choices: [...dateUnits, ...Object.keys(timeUnits)] },
  ],
  result: { kind: 'number' },
  nullable: true,
  check: ({ args, report }) => {
    const unit = args[2]?.kind === 'literal' ? (asText(args[2].value) ?? '') : ''
    if (leadingType(args.slice(0, 2)).kind === 'date' && timeUnits[unit] !== undefined)
      report('EXPRESSION_CHOICE', { value: unit, hint: '', choices: dateUnits.join(', ') }, 2)
    return args
  },
  evaluate: ([from, to, unit], _call, env) =>
    typeof from === 'string' && typeof to === 'string' && typeof unit === 'string'
      ? difference(from, to, { unit, zone: env.zone })
      : null,
  sql: dateDiffSql,
})
