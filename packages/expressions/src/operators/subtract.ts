import { negateDecimal, subtractDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { foldNumbers, numberKinds } from './shared-kinds.ts'

/** `-`: Takes the second number from the first; turns the sign of a single one. */
export const subtract: ValueOperator = defineOperator({
  name: '-',
  help: helpOf({
    group: 'number',
    example: 'price - 2',
    label: ['减', 'Minus'],
    names: ['减', 'SUBTRACT'],
    help: [
      '从第一个数减去第二个；只有一个数时取相反数。',
      'Takes the second number from the first; turns the sign of a single one.',
    ],
  }),
  infix: { sign: '-', binds: 5, chain: false },
  params: [{ accept: numberKinds }, { accept: numberKinds, optional: true }],
  result: { kind: 'number' },
  size: (args) => Math.max(...args.map((argument) => argument.size)) + 1,
  evaluate: (args) => {
    const result = foldNumbers(args, subtractDecimal)
    return result !== null && args.length === 1 ? negateDecimal(result) : result
  },
  sql: (call) =>
    call.args.length === 1 ? sql`(- ${call.value(0)})` : sql`(${call.value(0)} - ${call.value(1)})`,
})
