import { addDecimal, type DecimalValue, divideDecimal, subtractDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineWindowOperator, type WindowOperator } from '../operator.ts'
import { rawSql, sql } from '../sql/fragment.ts'
import { asNumber } from '../values.ts'
import { divideSql } from './shared-division.ts'
import { numberKinds } from './shared-kinds.ts'
import { distanceOf } from './shared-window.ts'

/** `window.moving`: The average of the last rows of the series, this one included. */
export const moving: WindowOperator = defineWindowOperator({
  name: 'window.moving',
  help: helpOf({
    group: 'report',
    example: 'MOVING(amount, 3)',
    label: ['移动平均', 'Moving average'],
    names: ['移动平均', 'MOVING'],
    help: [
      '同一系列最近几行（含这一行）的平均，跳过空值。',
      'The average of the last rows of the series, this one included; empty values are skipped.',
    ],
  }),
  params: [{ accept: numberKinds }, { accept: ['number'], constant: true }],
  result: { kind: 'number' },
  over: 'series',
  evaluate: (values, call) => {
    const distance = distanceOf(call)
    const numbers = values.map(asNumber)
    let [sum, count]: [DecimalValue, number] = [0, 0]
    return numbers.map((value, at) => {
      const gone = numbers[at - distance] ?? null
      if (value !== null) [sum, count] = [addDecimal(sum, value), count + 1]
      if (gone !== null) [sum, count] = [subtractDecimal(sum, gone), count - 1]
      return count === 0 ? null : divideDecimal(sum, count)
    })
  },
  sql: (call) => {
    const rows = rawSql(`ROWS ${Math.max(0, distanceOf(call.node) - 1)} PRECEDING`)
    const over = sql`OVER (${call.window('series')} ${rows})`
    return divideSql(sql`sum(${call.value(0)}) ${over}`, sql`(count(${call.value(0)}) ${over})::numeric`)
  },
})
