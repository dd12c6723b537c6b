import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { upperText } from '../text-values.ts'
import { textOrNull } from '../values.ts'

/** `upper`: Turns letters to upper case. */
export const upper: ValueOperator = defineOperator({
  name: 'upper',
  help: helpOf({
    group: 'text',
    example: 'UPPER(name)',
    label: ['大写', 'Upper case'],
    names: ['大写', 'UPPER'],
    help: ['变成大写。', 'Turns letters to upper case.'],
  }),
  params: [{ accept: ['text'] }],
  result: { kind: 'text' },
  nullable: true,
  evaluate: ([value]) => (typeof value === 'string' ? textOrNull(upperText(value)) : null),
  sql: (call) => sql`(upper(${call.value(0)} COLLATE "pg_c_utf8") COLLATE "C")`,
})
