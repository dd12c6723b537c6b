import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { rangeDays, rangePattern } from '../ranges.ts'
import { bindSql, sql } from '../sql/fragment.ts'

/** `rangeEnd`: The last day of a range of days. */
export const rangeEnd: ValueOperator = defineOperator({
  name: 'rangeEnd',
  help: helpOf({
    group: 'date',
    example: 'RANGEEND(stay)',
    label: ['区间结束日', 'Range end'],
    names: ['区间结束日', 'RANGEEND'],
    help: ['日期区间的末日；不是区间则为空。', 'The last day of a range of days; empty when it is none.'],
  }),
  params: [{ accept: ['text'] }],
  result: { kind: 'date' },
  // A text need not be a range.
  nullable: true,
  evaluate: ([value]) => (typeof value === 'string' ? (rangeDays(value)?.[1] ?? null) : null),
  sql: (call) => {
    const value = call.value(0)
    const pattern = bindSql(rangePattern)
    return sql`case when ${value} ~ ${pattern}::text then case when pg_input_is_valid(left(${value}, 10), 'date') and pg_input_is_valid(right(${value}, 10), 'date') then right(${value}, 10)::date end end`
  },
})
