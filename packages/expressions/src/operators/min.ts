import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { joinSql, sql } from '../sql/fragment.ts'
import type { Json } from '../types.ts'
import { leadingType } from '../typing.ts'
import { comparatorOf } from '../values.ts'
import { leadingOf } from './shared-kinds.ts'

/** `min`: The smallest of the values; empty ones are skipped. */
export const least: ValueOperator = defineOperator({
  name: 'min',
  help: helpOf({
    group: 'number',
    example: 'MIN(price, cost)',
    label: ['最小值', 'Smallest'],
    names: ['最小值', 'MIN'],
    help: ['几个值中最小的，跳过空值。', 'The smallest of the values; empty ones are skipped.'],
  }),
  params: [{ accept: ['number', 'duration', 'date', 'datetime', 'time'], same: true, rest: true }],
  result: leadingOf,
  nullable: (args) => args.every((argument) => argument.nullable),
  evaluate: (args, call) => {
    const compare = comparatorOf(leadingType(call.args))
    return args.reduce<Json>((best, value) => {
      if (value === null) return best
      return best === null || compare(value, best) < 0 ? value : best
    }, null)
  },
  sql: (call) =>
    sql`LEAST(${joinSql(
      call.args.map((_, index) => call.value(index)),
      ', ',
    )})`,
})
