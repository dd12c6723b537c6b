import { addDecimal, type DecimalValue, divideDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineWindowOperator, type WindowOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { asNumber } from '../values.ts'
import { divideSql } from './shared-division.ts'
import { numberKinds } from './shared-kinds.ts'

/** `window.percentOfTotal`: The row's share of the sum over all rows of the report. */
export const percentOfTotal: WindowOperator = defineWindowOperator({
  name: 'window.percentOfTotal',
  help: helpOf({
    group: 'report',
    example: 'PERCENTOFTOTAL(amount)',
    label: ['占总计', 'Percent of total'],
    names: ['占总计', 'PERCENTOFTOTAL'],
    help: ['这一行占报表所有行合计的比例。', 'The share of the row in the sum over all rows of the report.'],
  }),
  params: [{ accept: numberKinds }],
  result: { kind: 'number' },
  over: 'all',
  evaluate: (values) => {
    const numbers = values.map(asNumber)
    const sum = numbers.reduce<DecimalValue>((all, value) => addDecimal(all, value ?? 0), 0)
    return numbers.map((value) => (value === null ? null : divideDecimal(value, sum)))
  },
  sql: (call) => divideSql(call.value(0), sql`sum(${call.value(0)}) OVER (${call.window('all')})`),
})
