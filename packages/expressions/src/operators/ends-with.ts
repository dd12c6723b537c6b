import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { textMatchParts } from './shared-matching.ts'

/** `endsWith`: Holds when the text ends with the piece, in any case. */
export const endsWith: ValueOperator = defineOperator({
  name: 'endsWith',
  help: helpOf({
    group: 'compare',
    example: 'ENDSWITH(email, ".cn")',
    label: ['结尾是', 'Ends with'],
    names: ['结尾是', 'ENDSWITH'],
    help: ['文本以这一段结尾（不分大小写）。', 'Holds when the text ends with the piece, in any case.'],
  }),
  ...textMatchParts({
    test: (text, needle) => text.endsWith(needle),
    pattern: (escaped) => `%${escaped}`,
    sql: (text, needle) => sql`right(${text}, char_length(nullif(${needle}, ''))) = ${needle}`,
  }),
})
