import { helpOf } from '../help.ts'
import { defineRowsOperator, type RowsOperator } from '../operator.ts'
import { rawSql, sql } from '../sql/fragment.ts'
import type { Json } from '../types.ts'
import { comparatorOf } from '../values.ts'
import { orderedKinds } from './shared-kinds.ts'
import { conditionParam, figureOfRows, valuesOf } from './shared-rows.ts'

/** `minOf`: Smallest value of the rows, with an optional condition. */
export const minOf: RowsOperator = defineRowsOperator({
  name: 'minOf',
  help: helpOf({
    group: 'list',
    example: 'MINOF(items, price)',
    label: ['最小', 'Smallest of'],
    names: ['最小', 'MINOF'],
    help: ['明细行中的最小值，可加条件。', 'Smallest value of the rows, with an optional condition.'],
  }),
  params: [{ accept: orderedKinds }, conditionParam],
  result: ([value]) => value?.type ?? { kind: 'null' },
  nullable: true,
  aggregate: (rows, each, call) => {
    const compare = comparatorOf(call.type)
    return valuesOf(rows, each).reduce<Json>(
      (best, value) => (best === null || compare(value, best) < 0 ? value : best),
      null,
    )
  },
  sql: (call) =>
    call.rows((row) => {
      const collate = rawSql(call.args[0]?.type.kind === 'text' ? ' COLLATE "C"' : '')
      return figureOfRows((only) => sql`min(${row.value(0)}${collate})${only}`, {
        where: call.args.length > 1 ? row.truth(1) : undefined,
      })
    }),
})
