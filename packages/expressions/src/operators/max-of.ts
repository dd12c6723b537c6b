import { helpOf } from '../help.ts'
import { defineRowsOperator, type RowsOperator } from '../operator.ts'
import { rawSql, sql } from '../sql/fragment.ts'
import type { Json } from '../types.ts'
import { comparatorOf } from '../values.ts'
import { orderedKinds } from './shared-kinds.ts'
import { conditionParam, figureOfRows, valuesOf } from './shared-rows.ts'

/** `maxOf`: Greatest value of the rows, with an optional condition. */
export const maxOf: RowsOperator = defineRowsOperator({
  name: 'maxOf',
  help: helpOf({
    group: 'list',
    example: 'MAXOF(items, price)',
    label: ['最大', 'Greatest of'],
    names: ['最大', 'MAXOF'],
    help: ['明细行中的最大值，可加条件。', 'Greatest value of the rows, with an optional condition.'],
  }),
  params: [{ accept: orderedKinds }, conditionParam],
  result: ([value]) => value?.type ?? { kind: 'null' },
  nullable: true,
  aggregate: (rows, each, call) => {
    const compare = comparatorOf(call.type)
    return valuesOf(rows, each).reduce<Json>(
      (best, value) => (best === null || compare(value, best) > 0 ? value : best),
      null,
    )
  },
  sql: (call) =>
    call.rows((row) => {
      const collate = rawSql(call.args[0]?.type.kind === 'text' ? ' COLLATE "C"' : '')
      return figureOfRows((only) => sql`max(${row.value(0)}${collate})${only}`, {
        where: call.args.length > 1 ? row.truth(1) : undefined,
      })
    }),
})
