import { helpOf } from '../help.ts'
import { defineRowsOperator, type RowsOperator } from '../operator.ts'
import { rawSql, sql } from '../sql/fragment.ts'
import { conditionParam, figureOfRows, valuesOf } from './shared-rows.ts'

/** `countDistinctOf`: Number of different values over the rows, without empty ones. */
export const countDistinctOf: RowsOperator = defineRowsOperator({
  name: 'countDistinctOf',
  help: helpOf({
    group: 'list',
    example: 'COUNTDISTINCTOF(items, product)',
    label: ['不重复计数', 'Count distinct of'],
    names: ['不重复计数', 'COUNTDISTINCTOF'],
    help: [
      '明细行中不同值的个数，空值不计。',
      'Number of different values over the rows, without empty ones.',
    ],
  }),
  params: [
    { accept: ['number', 'duration', 'text', 'boolean', 'date', 'datetime', 'time', 'id'] },
    conditionParam,
  ],
  result: { kind: 'number' },
  nullable: false,
  aggregate: (rows, each) => new Set(valuesOf(rows, each)).size,
  sql: (call) =>
    call.rows((row) =>
      figureOfRows((only) => sql`count(DISTINCT ${row.value(0)})${only}::numeric`, {
        where: call.args.length > 1 ? row.truth(1) : undefined,
        none: rawSql('0::numeric'),
      }),
    ),
})
