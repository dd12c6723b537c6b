import { absDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { asNumber } from '../values.ts'
import { numberKinds } from './shared-kinds.ts'

/** `abs`: The number without its sign. */
export const absolute: ValueOperator = defineOperator({
  name: 'abs',
  help: helpOf({
    group: 'number',
    example: 'ABS(price)',
    label: ['绝对值', 'Absolute'],
    names: ['绝对值', 'ABS'],
    help: ['去掉负号。', 'The number without its sign.'],
  }),
  params: [{ accept: numberKinds }],
  result: { kind: 'number' },
  evaluate: ([value]) => {
    const number = asNumber(value)
    return number === null ? null : absDecimal(number)
  },
  sql: (call) => sql`abs(${call.value(0)})`,
})
