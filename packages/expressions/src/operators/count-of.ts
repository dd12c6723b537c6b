import { helpOf } from '../help.ts'
import { defineRowsOperator, type RowsOperator } from '../operator.ts'
import { rawSql, sql } from '../sql/fragment.ts'
import { chosenRows, conditionParam, figureOfRows } from './shared-rows.ts'

/** `countOf`: Number of rows, with an optional condition. */
export const countOf: RowsOperator = defineRowsOperator({
  name: 'countOf',
  help: helpOf({
    group: 'list',
    example: 'COUNTOF(items, price > 100)',
    label: ['计数', 'Count of'],
    names: ['计数', 'COUNTOF'],
    help: ['明细行数，可加条件。', 'Number of rows, with an optional condition.'],
  }),
  params: [conditionParam],
  result: { kind: 'number' },
  nullable: false,
  aggregate: (rows, [condition]) => chosenRows(rows, condition).length,
  sql: (call) =>
    call.rows((row) =>
      figureOfRows((only) => sql`count(*)${only}::numeric`, {
        where: call.args.length > 0 ? row.truth(0) : undefined,
        none: rawSql('0::numeric'),
      }),
    ),
})
