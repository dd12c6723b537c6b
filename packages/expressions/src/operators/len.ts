import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { textLength } from '../text-values.ts'

/** `len`: Number of letters or of values; 0 when empty. */
export const length: ValueOperator = defineOperator({
  name: 'len',
  help: helpOf({
    group: 'text',
    example: 'LEN(name)',
    label: ['长度', 'Length'],
    names: ['长度', 'LEN'],
    help: ['文本的字数或多个值的个数；空为 0。', 'Number of letters or of values; 0 when empty.'],
  }),
  params: [{ accept: ['text', 'set'] }],
  result: { kind: 'number' },
  nullable: false,
  evaluate: ([value]) =>
    Array.isArray(value) ? value.length : typeof value === 'string' ? textLength(value) : 0,
  sql: (call) =>
    call.args[0]?.type.kind === 'set'
      ? sql`coalesce(cardinality(${call.value(0)}), 0)::numeric`
      : sql`coalesce(char_length(${call.value(0)}), 0)::numeric`,
})
