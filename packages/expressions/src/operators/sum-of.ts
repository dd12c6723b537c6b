import { addDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineRowsOperator, type RowsOperator } from '../operator.ts'
import { rawSql, sql } from '../sql/fragment.ts'
import { foldNumbers, numberKinds } from './shared-kinds.ts'
import { conditionParam, figureOfRows, valuesOf } from './shared-rows.ts'

/** `sumOf`: Sum over the rows, with an optional condition; 0 without rows. */
export const sumOf: RowsOperator = defineRowsOperator({
  name: 'sumOf',
  help: helpOf({
    group: 'list',
    example: 'SUMOF(items, price * quantity)',
    label: ['合计', 'Sum of'],
    names: ['合计', 'SUMOF'],
    help: [
      '明细行的合计，可加条件；没有行时为 0。',
      'Sum over the rows, with an optional condition; 0 without rows.',
    ],
  }),
  params: [{ accept: numberKinds }, conditionParam],
  result: { kind: 'number' },
  nullable: false,
  aggregate: (rows, each) => foldNumbers([0, ...valuesOf(rows, each)], addDecimal),
  sql: (call) =>
    call.rows((row) =>
      figureOfRows((only) => sql`coalesce(sum(${row.value(0)})${only}, 0)`, {
        where: call.args.length > 1 ? row.truth(1) : undefined,
        none: rawSql('0'),
      }),
    ),
})
