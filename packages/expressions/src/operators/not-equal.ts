import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { equalityParts } from './shared-equality.ts'

/** `!=`: Holds for different values. */
export const notEqual: ValueOperator = defineOperator({
  name: '!=',
  help: helpOf({
    group: 'compare',
    example: 'stage != "won"',
    label: ['不等于', 'Does not equal'],
    names: ['不等于', 'NOTEQUALS'],
    help: ['两个值不相等。', 'Holds for different values.'],
  }),
  infix: { sign: '!=', binds: 4, chain: false },
  ...equalityParts(false),
})
