import { remainderDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { foldNumbers, numberKinds } from './shared-kinds.ts'

/** `%`: Rest of a division with the sign of the first number; empty when divided by 0. */
export const remainder: ValueOperator = defineOperator({
  name: '%',
  help: helpOf({
    group: 'number',
    example: 'number % 2',
    label: ['求余', 'Remainder'],
    names: ['求余', 'REMAINDER'],
    help: [
      '相除的余数，符号同被除数；除以 0 得空。',
      'Rest of a division with the sign of the first number; empty when divided by 0.',
    ],
  }),
  infix: { sign: '%', binds: 6, chain: false },
  params: [{ accept: numberKinds }, { accept: numberKinds }],
  result: { kind: 'number' },
  nullable: true,
  evaluate: (args) => foldNumbers(args, remainderDecimal),
  sql: (call) => sql`mod(${call.value(0)}, nullif(${call.value(1)}, 0))`,
})
