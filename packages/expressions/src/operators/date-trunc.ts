import { type DateUnit, formatDate, startOf } from '../civil.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import type { SqlCall } from '../sql/call.ts'
import { type Fragment, rawSql, sql } from '../sql/fragment.ts'
import { localDate, midnight } from '../zone.ts'
import { dateUnits } from './shared-dates.ts'
import { dateKinds } from './shared-kinds.ts'
import { asText } from '../values.ts'

const units: readonly string[] = [...dateUnits, 'fiscalQuarter', 'fiscalYear']

type Trunc = (local: Fragment) => Fragment

const plainTrunc =
  (unit: string): Trunc =>
  (local) =>
    sql`date_trunc(${rawSql(`'${unit}'`)}, ${local})`

/** Of days in the year 1 the fiscal year may have begun before all dates there are. */
function fiscalTrunc(call: SqlCall, unit: string): Trunc {
  const plain = unit === 'fiscalYear' ? 'year' : 'quarter'
  const months = call.fiscalYearStart - 1
  const shift = rawSql(`make_interval(months => ${months})`)
  const missing = plain === 'year' ? months : months % 3
  const first = rawSql(`timestamp '0001-${String(missing + 1).padStart(2, '0')}-01'`)
  return (local) => {
    const start = sql`date_trunc(${rawSql(`'${plain}'`)}, ${local} - ${shift}) + ${shift}`
    return missing === 0 ? sql`(${start})` : sql`(CASE WHEN ${local} >= ${first} THEN ${start} END)`
  }
}

function truncSql(call: SqlCall): Fragment {
  const unit = asText(call.known(1)) ?? ''
  const trunc = unit.startsWith('fiscal') ? fiscalTrunc(call, unit) : plainTrunc(unit)
  const value = call.value(0)
  return call.args[0]?.type.kind === 'datetime'
    ? sql`(${trunc(sql`(${value} AT TIME ZONE ${call.zone})`)} AT TIME ZONE ${call.zone})`
    : sql`${trunc(sql`(${value})::timestamp`)}::date`
}

/** `dateTrunc`: The start of the day, week, month, quarter, year, fiscal quarter or fiscal year. */
export const dateTrunc: ValueOperator = defineOperator({
  name: 'dateTrunc',
  help: helpOf({
    group: 'date',
    example: 'DATETRUNC(due, "month")',
    label: ['日期取整', 'Start of'],
    names: ['日期取整', 'DATETRUNC'],
    help: [
      '所在日、周、月、季、年、财季、财年的开始。',
      'The start of the day, week, month, quarter, year, fiscal quarter or fiscal year.',
    ],
  }),
  params: [{ accept: dateKinds }, { accept: ['text'], choices: units }],
  result: ([value]) => value?.type ?? { kind: 'date' },
  evaluate: ([value, unit], _call, env) => {
    if (typeof value !== 'string' || typeof unit !== 'string' || !units.includes(unit)) return null
    const date = localDate(value, env.zone)
    if (!date) return null
    const start = startOf(date, unit as DateUnit, env.fiscalYearStart)
    return value.length === 10 ? formatDate(start) : midnight(start, env.zone)
  },
  sql: truncSql,
})
