import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { equalityParts } from './shared-equality.ts'

/** `==`: Holds for equal values; empty equals only empty. */
export const equal: ValueOperator = defineOperator({
  name: '==',
  help: helpOf({
    group: 'compare',
    example: 'stage == "won"',
    label: ['等于', 'Equals'],
    names: ['等于', 'EQUALS'],
    help: ['两个值相等；空只等于空。', 'Holds for equal values; empty equals only empty.'],
  }),
  infix: { sign: '==', binds: 4, chain: false },
  ...equalityParts(true),
})
