import { floorDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { asNumber } from '../values.ts'
import { numberKinds } from './shared-kinds.ts'

/** `floor`: The greatest whole number not above. */
export const floor: ValueOperator = defineOperator({
  name: 'floor',
  help: helpOf({
    group: 'number',
    example: 'FLOOR(price)',
    label: ['向下取整', 'Round down'],
    names: ['向下取整', 'FLOOR'],
    help: ['不大于它的最大整数。', 'The greatest whole number not above.'],
  }),
  params: [{ accept: numberKinds }],
  result: { kind: 'number' },
  evaluate: ([value]) => {
    const number = asNumber(value)
    return number === null ? null : floorDecimal(number)
  },
  sql: (call) => sql`floor(${call.value(0)})`,
})
