import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { bindSql, sql } from '../sql/fragment.ts'
import { blanks, trimText } from '../text-values.ts'
import { textOrNull } from '../values.ts'

/** `trim`: Takes spaces from both ends. */
export const trim: ValueOperator = defineOperator({
  name: 'trim',
  help: helpOf({
    group: 'text',
    example: 'TRIM(name)',
    label: ['去空格', 'Trim'],
    names: ['去空格', 'TRIM'],
    help: ['去掉两端的空格（含全角）。', 'Takes spaces from both ends.'],
  }),
  params: [{ accept: ['text'] }],
  result: { kind: 'text' },
  nullable: true,
  evaluate: ([value]) => (typeof value === 'string' ? textOrNull(trimText(value)) : null),
  sql: (call) => sql`nullif(btrim(${call.value(0)}, ${bindSql(blanks)}::text), '')`,
})
