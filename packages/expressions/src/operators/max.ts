import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { joinSql, sql } from '../sql/fragment.ts'
import type { Json } from '../types.ts'
import { leadingType } from '../typing.ts'
import { comparatorOf } from '../values.ts'
import { leadingOf } from './shared-kinds.ts'

/** `max`: The greatest of the values; empty ones are skipped. */
export const greatest: ValueOperator = defineOperator({
  name: 'max',
  help: helpOf({
    group: 'number',
    example: 'MAX(price, cost)',
    label: ['最大值', 'Greatest'],
    names: ['最大值', 'MAX'],
    help: ['几个值中最大的，跳过空值。', 'The greatest of the values; empty ones are skipped.'],
  }),
  params: [{ accept: ['number', 'duration', 'date', 'datetime', 'time'], same: true, rest: true }],
  result: leadingOf,
  nullable: (args) => args.every((argument) => argument.nullable),
  evaluate: (args, call) => {
    const compare = comparatorOf(leadingType(call.args))
    return args.reduce<Json>((best, value) => {
      if (value === null) return best
      return best === null || compare(value, best) > 0 ? value : best
    }, null)
  },
  sql: (call) =>
    sql`GREATEST(${joinSql(
      call.args.map((_, index) => call.value(index)),
      ', ',
    )})`,
})
