import { addDecimal, type DecimalValue } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineWindowOperator, type WindowOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { asNumber } from '../values.ts'
import { numberKinds } from './shared-kinds.ts'

/** `window.running`: The sum of the series up to this row. */
export const running: WindowOperator = defineWindowOperator({
  name: 'window.running',
  help: helpOf({
    group: 'report',
    example: 'RUNNING(amount)',
    label: ['累计', 'Running sum'],
    names: ['累计', 'RUNNING'],
    help: ['同一系列从第一行到这一行的合计。', 'The sum of the series from its first row to this one.'],
  }),
  params: [{ accept: numberKinds }],
  result: { kind: 'number' },
  over: 'series',
  evaluate: (values) => {
    let sum: DecimalValue = 0
    return values.map((value) => (sum = addDecimal(sum, asNumber(value) ?? 0)))
  },
  sql: (call) =>
    sql`coalesce(sum(${call.value(0)}) OVER (${call.window('series')} ROWS UNBOUNDED PRECEDING), 0)`,
})
