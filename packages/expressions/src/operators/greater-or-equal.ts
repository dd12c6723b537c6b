import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { orderingParts } from './shared-ordering.ts'

/** `>=`: Holds when not smaller than the next value. */
export const greaterOrEqual: ValueOperator = defineOperator({
  name: '>=',
  help: helpOf({
    group: 'compare',
    example: 'amount >= 100',
    label: ['大于等于', 'At least'],
    names: ['大于等于', 'ATLEAST'],
    help: ['不小于后一个值。', 'Holds when not smaller than the next value.'],
  }),
  infix: { sign: '>=', binds: 4, chain: true },
  ...orderingParts('>='),
})
