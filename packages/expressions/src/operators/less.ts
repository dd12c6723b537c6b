import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { orderingParts } from './shared-ordering.ts'

/** `<`: Holds when smaller than the next value, or between with three values. */
export const less: ValueOperator = defineOperator({
  name: '<',
  help: helpOf({
    group: 'compare',
    example: 'amount < 100',
    label: ['小于', 'Less than'],
    names: ['小于', 'LESS'],
    help: [
      '比后一个值小；给三个值时判断是否在中间。',
      'Holds when smaller than the next value, or between with three values.',
    ],
  }),
  infix: { sign: '<', binds: 4, chain: true },
  ...orderingParts('<'),
})
