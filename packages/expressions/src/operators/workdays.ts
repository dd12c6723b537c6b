import { dayNumber } from '../civil.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import type { SqlCall } from '../sql/call.ts'
import { bindSql, type Fragment, joinSql, rawSql, sql } from '../sql/fragment.ts'
import type { Json } from '../types.ts'
import { workdaysBetween } from '../workday-count.ts'
import { localDate } from '../zone.ts'
import { formatDate, fromDayNumber } from '../civil.ts'
import { localDateSql } from './shared-dates.ts'
import { dateKinds } from './shared-kinds.ts'

function dayOf(value: Json | undefined, zone: string): number | undefined {
  const date = typeof value === 'string' ? localDate(value, zone) : undefined
  return date && dayNumber(date)
}

/** Working days before a day: whole weeks by arithmetic, so that no row of days is ever made. */
function beforeSql(call: SqlCall, day: Fragment): Fragment {
  const { week, off, on } = call.env.workdays()
  const number = sql`(${day} - date '1970-01-01')`
  const weeks = week.map((weekday) => sql`floor((${number} + ${rawSql(String(10 - weekday))})::numeric / 7)`)
  const exceptions = (days: readonly number[]): Fragment => {
    const dates = days.map((each) => formatDate(fromDayNumber(each)))
    return sql`(SELECT count(*) FROM unnest(${bindSql(dates)}::date[]) h WHERE h < ${day})`
  }
  const parts = [...weeks, ...(on.length > 0 ? [exceptions(on)] : [])]
  const sum = parts.length === 0 ? rawSql('0') : joinSql(parts, ' + ')
  return off.length > 0 ? sql`(${sum} - ${exceptions(off)})` : sql`(${sum})`
}

/** `workdays`: Working days from the first day until before the second, by the workspace's working calendar. */
export const workdays: ValueOperator = defineOperator({
  name: 'workdays',
  help: helpOf({
    group: 'date',
    example: 'WORKDAYS(start, end)',
    label: ['工作日数', 'Working days'],
    names: ['工作日', 'WORKDAYS'],
    help: [
      '从前一天（含）到后一天（不含）的工作日数，按工作日历算节假日和调休。',
      'Working days from the first day until before the second, by the working calendar with its holidays.',
    ],
  }),
  params: [{ accept: dateKinds }, { accept: dateKinds }],
  cost: 5,
  // The calendar belongs to the request, as its time does.
  uses: 'now',
  result: { kind: 'number' },
  evaluate: ([from, to], _call, env) => {
    const [a, b] = [dayOf(from, env.zone), dayOf(to, env.zone)]
    return a === undefined || b === undefined ? null : workdaysBetween(env.workdays(), a, b)
  },
  sql: (call) =>
    sql`(SELECT CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN ${beforeSql(call, rawSql('b'))} - ${beforeSql(call, rawSql('a'))} END FROM (SELECT ${localDateSql(call, 0)} AS a, ${localDateSql(call, 1)} AS b) w)`,
})
