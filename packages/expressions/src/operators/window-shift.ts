import { helpOf } from '../help.ts'
import { defineWindowOperator, type WindowOperator } from '../operator.ts'
import { rawSql, sql } from '../sql/fragment.ts'
import { distanceOf } from './shared-window.ts'
import { numberKinds } from './shared-kinds.ts'

/** `window.shift`: The value some rows earlier in the series. */
export const shift: WindowOperator = defineWindowOperator({
  name: 'window.shift',
  help: helpOf({
    group: 'report',
    example: 'SHIFT(amount, 1)',
    label: ['前几行', 'Rows before'],
    names: ['前几行', 'SHIFT'],
    help: [
      '同一系列往前第几行的值，缺省为上一行。',
      'The value of the series some rows earlier; the row before by default.',
    ],
  }),
  params: [{ accept: numberKinds }, { accept: ['number'], constant: true, optional: true }],
  result: { kind: 'number' },
  over: 'series',
  evaluate: (values, call) => values.map((_, at) => values[at - distanceOf(call)] ?? null),
  sql: (call) =>
    sql`lag(${call.value(0)}, ${rawSql(String(distanceOf(call.node)))}) OVER (${call.window('series')})`,
})
