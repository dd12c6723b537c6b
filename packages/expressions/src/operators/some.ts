import { helpOf } from '../help.ts'
import { defineRowsOperator, type RowsOperator } from '../operator.ts'
import { rawSql, sql } from '../sql/fragment.ts'

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
  sql: (call) =>
    call.rows((row) => ({
      select: rawSql('1'),
      where: row.truth(0),
      wrap: (subquery) => sql`EXISTS ${subquery}`,
    })),
})
