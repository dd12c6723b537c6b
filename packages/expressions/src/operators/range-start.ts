import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { rangeDays, rangePattern } from '../ranges.ts'
import { bindSql, sql } from '../sql/fragment.ts'

/** `rangeStart`: The first day of a range of days. */
export const rangeStart: ValueOperator = defineOperator({
  name: 'rangeStart',
  help: helpOf({
    group: 'date',
    example: 'RANGESTART(stay)',
    label: ['区间起始日', 'Range start'],
    names: ['区间起始日', 'RANGESTART'],
    help: ['日期区间的首日；不是区间则为空。', 'The first day of a range of days; empty when it is none.'],
  }),
  params: [{ accept: ['text'] }],
  result: { kind: 'date' },
  // A text need not be a range.
  nullable: true,
  evaluate: ([value]) => (typeof value === 'string' ? (rangeDays(value)?.[0] ?? null) : null),
  sql: (call) => {
    const value = call.value(0)
    const pattern = bindSql(rangePattern)
    return sql`case when ${value} ~ ${pattern}::text then case when pg_input_is_valid(left(${value}, 10), 'date') and pg_input_is_valid(right(${value}, 10), 'date') then left(${value}, 10)::date end end`
  },
})
