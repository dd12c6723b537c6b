import { addDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { joinSql, sql } from '../sql/fragment.ts'
import { foldNumbers, numberKinds } from './shared-kinds.ts'

/** `+`: Adds numbers. */
export const add: ValueOperator = defineOperator({
  name: '+',
  help: helpOf({
    group: 'number',
    example: 'price + 2',
    label: ['加', 'Plus'],
    names: ['加', 'ADD'],
    help: ['把数字相加。', 'Adds numbers.'],
  }),
  infix: { sign: '+', binds: 5, chain: true },
  params: [{ accept: numberKinds, rest: true }],
  result: { kind: 'number' },
  size: (args) => Math.max(...args.map((argument) => argument.size)) + args.length,
  evaluate: (args) => foldNumbers(args, addDecimal),
  sql: (call) =>
    sql`(${joinSql(
      call.args.map((_, index) => call.value(index)),
      ' + ',
    )})`,
})
