import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { textMatchParts } from './shared-matching.ts'

/** `startsWith`: Holds when the text begins with the piece, in any case. */
export const startsWith: ValueOperator = defineOperator({
  name: 'startsWith',
  help: helpOf({
    group: 'compare',
    example: 'STARTSWITH(code, "CN")',
    label: ['开头是', 'Starts with'],
    names: ['开头是', 'STARTSWITH'],
    help: ['文本以这一段开头（不分大小写）。', 'Holds when the text begins with the piece, in any case.'],
  }),
  ...textMatchParts({
    test: (text, needle) => text.startsWith(needle),
    pattern: (escaped) => `${escaped}%`,
    sql: (text, needle) => sql`starts_with(${text}, nullif(${needle}, ''))`,
  }),
})
