import { divideDecimal, divisionScale } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { divideSql } from './shared-division.ts'
import { foldNumbers, numberKinds } from './shared-kinds.ts'

/** `/`: Divides, to 20 decimals; empty when divided by 0. */
export const divide: ValueOperator = defineOperator({
  name: '/',
  help: helpOf({
    group: 'number',
    example: 'total / 12',
    label: ['除', 'Divided by'],
    names: ['除', 'DIVIDE'],
    help: ['相除，保留 20 位小数；除以 0 得空。', 'Divides, to 20 decimals; empty when divided by 0.'],
  }),
  infix: { sign: '/', binds: 6, chain: false },
  params: [{ accept: numberKinds }, { accept: numberKinds }],
  result: { kind: 'number' },
  nullable: true,
  size: (args) => args.reduce((sum, argument) => sum + argument.size, 0) + divisionScale,
  evaluate: (args) => foldNumbers(args, divideDecimal),
  sql: (call) => divideSql(call.value(0), call.value(1)),
})
