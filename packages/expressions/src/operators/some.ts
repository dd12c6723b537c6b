import { helpOf } from '../help.ts'
import { defineRowsOperator, type RowsOperator } from '../operator.ts'
import { thereIs } from './shared-rows.ts'

/** `some`: Holds when at least one row meets the condition. */
export const someRow: RowsOperator = defineRowsOperator({
  name: 'some',
  help: helpOf({
    group: 'list',
    example: 'SOME(items, price > 100)',
    label: ['存在', 'Some row'],
    names: ['存在', 'SOME'],
    help: ['至少有一行满足条件。', 'Holds when at least one row meets the condition.'],
  }),
  params: [{ accept: ['boolean'] }],
  result: { kind: 'boolean' },
  nullable: false,
  aggregate: (rows, [condition]) => rows.some((row) => condition?.(row) === true),
  sql: (call) => call.rows((row) => thereIs(row.truth(0), true)),
})
