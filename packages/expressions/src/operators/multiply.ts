import { multiplyDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { joinSql, sql } from '../sql/fragment.ts'
import { foldNumbers, numberKinds } from './shared-kinds.ts'

/** `*`: Multiplies numbers. */
export const multiply: ValueOperator = defineOperator({
  name: '*',
  help: helpOf({
    group: 'number',
    example: 'price * 2',
    label: ['乘', 'Times'],
    names: ['乘', 'MULTIPLY'],
    help: ['把数字相乘。', 'Multiplies numbers.'],
  }),
  infix: { sign: '*', binds: 6, chain: true },
  params: [{ accept: numberKinds, rest: true }],
  result: { kind: 'number' },
  size: (args) => args.reduce((sum, argument) => sum + argument.size, 0),
  evaluate: (args) => foldNumbers(args, multiplyDecimal),
  sql: (call) =>
    sql`(${joinSql(
      call.args.map((_, index) => call.value(index)),
      ' * ',
    )})`,
})
