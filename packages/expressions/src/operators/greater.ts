import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { orderingParts } from './shared-ordering.ts'

/** `>`: Holds when greater than the next value. */
export const greater: ValueOperator = defineOperator({
  name: '>',
  help: helpOf({
    group: 'compare',
    example: 'amount > 100',
    label: ['大于', 'Greater than'],
    names: ['大于', 'GREATER'],
    help: ['比后一个值大。', 'Holds when greater than the next value.'],
  }),
  infix: { sign: '>', binds: 4, chain: true },
  ...orderingParts('>'),
})
