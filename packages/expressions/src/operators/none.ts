import { helpOf } from '../help.ts'
import { defineRowsOperator, type RowsOperator } from '../operator.ts'
import { thereIs } from './shared-rows.ts'

/** `none`: Holds when no row meets the condition. */
export const noneRow: RowsOperator = defineRowsOperator({
  name: 'none',
  help: helpOf({
    group: 'list',
    example: 'NONE(items, price > 100)',
    label: ['没有一行', 'No row'],
    names: ['没有一行', 'NONE'],
    help: ['没有一行满足条件；没有行时成立。', 'Holds when no row meets the condition.'],
  }),
  params: [{ accept: ['boolean'] }],
  result: { kind: 'boolean' },
  nullable: false,
  aggregate: (rows, [condition]) => !rows.some((row) => condition?.(row) === true),
  sql: (call) => call.rows((row) => thereIs(row.truth(0), false)),
})
