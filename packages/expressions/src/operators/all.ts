import { helpOf } from '../help.ts'
import { defineRowsOperator, type RowsOperator } from '../operator.ts'
import { type Fragment, sql } from '../sql/fragment.ts'

/** `all`: Holds when there are rows and all meet the condition. */
export const allRows: RowsOperator = defineRowsOperator({
  name: 'all',
  help: helpOf({
    group: 'list',
    example: 'ALL(items, price > 100)',
    label: ['每行都', 'All rows'],
    names: ['每行都', 'ALL'],
    help: [
      '有行且每一行都满足条件；没有行时不成立。',
      'Holds when there are rows and all meet the condition.',
    ],
  }),
  params: [{ accept: ['boolean'] }],
  result: { kind: 'boolean' },
  nullable: false,
  aggregate: (rows, [condition]) => rows.length > 0 && rows.every((row) => condition?.(row) === true),
  sql: (call) =>
    call.rows((row) => {
      const every = sql`bool_and(${row.strict(0)})`
      const told = (found: Fragment): Fragment => sql`coalesce(${found}, false)`
      return { select: every, wrap: told, grouped: { column: every, value: told } }
    }),
})
