import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { orderingParts } from './shared-ordering.ts'

/** `<=`: Holds when not greater than the next value. */
export const lessOrEqual: ValueOperator = defineOperator({
  name: '<=',
  help: helpOf({
    group: 'compare',
    example: 'amount <= 100',
    label: ['小于等于', 'At most'],
    names: ['小于等于', 'ATMOST'],
    help: ['不大于后一个值。', 'Holds when not greater than the next value.'],
  }),
  infix: { sign: '<=', binds: 4, chain: true },
  ...orderingParts('<='),
})
