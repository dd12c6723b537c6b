import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { lowerText } from '../text-values.ts'
import { textOrNull } from '../values.ts'

/** `lower`: Turns letters to lower case. */
export const lower: ValueOperator = defineOperator({
  name: 'lower',
  help: helpOf({
    group: 'text',
    example: 'LOWER(name)',
    label: ['小写', 'Lower case'],
    names: ['小写', 'LOWER'],
    help: ['变成小写。', 'Turns letters to lower case.'],
  }),
  params: [{ accept: ['text'] }],
  result: { kind: 'text' },
  nullable: true,
  evaluate: ([value]) => (typeof value === 'string' ? textOrNull(lowerText(value)) : null),
  sql: (call) => sql`(lower(${call.value(0)} COLLATE "pg_c_utf8") COLLATE "C")`,
})
