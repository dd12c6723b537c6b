import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { rangeDays, rangePattern } from '../ranges.ts'
import { bindSql, maybeNull, sql } from '../sql/fragment.ts'

/** `overlaps`: Holds when two ranges of days share a day. */
export const overlaps: ValueOperator = defineOperator({
  name: 'overlaps',
  help: helpOf({
    group: 'date',
    example: 'OVERLAPS(stay, "2026-03-05/2026-03-09")',
    label: ['区间重叠', 'Overlaps'],
    names: ['区间重叠', 'OVERLAPS'],
    help: ['两个日期区间至少有一天相同。', 'Holds when two ranges of days share a day.'],
  }),
  params: [{ accept: ['text'] }, { accept: ['text'] }],
  result: { kind: 'boolean' },
  nullable: false,
  evaluate: ([a, b]) => {
    const [one, other] = [a, b].map((text) => (typeof text === 'string' ? rangeDays(text) : undefined))
    return one !== undefined && other !== undefined && one[0] <= other[1] && other[0] <= one[1]
  },
  sql: (call) => {
    const [a, b] = [call.value(0), call.value(1)]
    const pattern = bindSql(rangePattern)
    // Days of equal length sort as texts; what is in the form of a range but no real day counts as none, as in JavaScript.
    const real = (text: typeof a): typeof a =>
      sql`(${text} ~ ${pattern}::text and pg_input_is_valid(left(${text}, 10), 'date') and pg_input_is_valid(right(${text}, 10), 'date'))`
    return maybeNull(
      sql`(${real(a)} and ${real(b)} and left(${a}, 10) collate "C" <= right(${b}, 10) and left(${b}, 10) collate "C" <= right(${a}, 10))`,
    )
  },
})
