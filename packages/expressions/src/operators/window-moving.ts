import { addDecimal, divideDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineWindowOperator, type WindowOperator } from '../operator.ts'
import { rawSql, sql } from '../sql/fragment.ts'
import { divideSql } from './shared-division.ts'
import { foldNumbers, numberKinds } from './shared-kinds.ts'
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
  evaluate: (values, at, call) => {
    const last = values.slice(Math.max(0, at + 1 - distanceOf(call)), at + 1).filter((each) => each !== null)
    const sum = foldNumbers(last, addDecimal)
    return sum === null ? null : divideDecimal(sum, last.length)
  },
  sql: (call) => {
    const rows = rawSql(`ROWS ${Math.max(0, distanceOf(call.node) - 1)} PRECEDING`)
    const over = sql`OVER (${call.window('series')} ${rows})`
    return divideSql(sql`sum(${call.value(0)}) ${over}`, sql`(count(${call.value(0)}) ${over})::numeric`)
  },
})
