import { ceilDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { asNumber } from '../values.ts'
import { numberKinds } from './shared-kinds.ts'

/** `ceil`: The smallest whole number not below. */
export const ceiling: ValueOperator = defineOperator({
  name: 'ceil',
  help: helpOf({
    group: 'number',
    example: 'CEIL(price)',
    label: ['向上取整', 'Round up'],
    names: ['向上取整', 'CEIL'],
    help: ['不小于它的最小整数。', 'The smallest whole number not below.'],
  }),
  params: [{ accept: numberKinds }],
  result: { kind: 'number' },
  evaluate: ([value]) => {
    const number = asNumber(value)
    return number === null ? null : ceilDecimal(number)
  },
  sql: (call) => sql`ceil(${call.value(0)})`,
})
