import { addDecimal, divideDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineRowsOperator, type RowsOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { divideSql } from './shared-division.ts'
import { foldNumbers, numberKinds } from './shared-kinds.ts'
import { conditionParam, figureOfRows, valuesOf } from './shared-rows.ts'

/** `avgOf`: Average over the rows, with an optional condition; empty without rows. */
export const avgOf: RowsOperator = defineRowsOperator({
  name: 'avgOf',
  help: helpOf({
    group: 'list',
    example: 'AVGOF(items, price)',
    label: ['平均', 'Average of'],
    names: ['平均', 'AVGOF'],
    help: [
      '明细行的平均，可加条件；没有行时为空。',
      'Average over the rows, with an optional condition; empty without rows.',
    ],
  }),
  params: [{ accept: numberKinds }, conditionParam],
  result: { kind: 'number' },
  nullable: true,
  aggregate: (rows, each) => {
    const values = valuesOf(rows, each)
    const sum = foldNumbers(values, addDecimal)
    return sum === null ? null : divideDecimal(sum, values.length)
  },
  sql: (call) =>
    call.rows((row) => {
      const value = row.value(0)
      return figureOfRows(
        (only) => divideSql(sql`sum(${value})${only}`, sql`count(${value})${only}::numeric`),
        { where: call.args.length > 1 ? row.truth(1) : undefined },
      )
    }),
})
