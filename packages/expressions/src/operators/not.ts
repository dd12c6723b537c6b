import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'

/** `!`: Holds when the condition does not. */
export const not: ValueOperator = defineOperator({
  name: '!',
  help: helpOf({
    group: 'logic',
    example: 'NOT(won)',
    label: ['不成立', 'Not'],
    names: ['非', 'NOT'],
    help: ['条件不成立时成立。', 'Holds when the condition does not.'],
  }),
  params: [{ accept: ['boolean'] }],
  result: { kind: 'boolean' },
  nullable: false,
  evaluate: ([value]) => value !== true,
  sql: (call) => sql`(NOT ${call.strict(0)})`,
})
