import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { textMatchParts } from './shared-matching.ts'

/** `contains`: Holds when the text has the piece in it, in any case. */
export const contains: ValueOperator = defineOperator({
  name: 'contains',
  help: helpOf({
    group: 'compare',
    example: 'CONTAINS(name, "Ltd")',
    label: ['包含', 'Contains'],
    names: ['包含', 'CONTAINS'],
    help: ['文本中有这一段（不分大小写）。', 'Holds when the text has the piece in it, in any case.'],
  }),
  ...textMatchParts({
    test: (text, needle) => text.includes(needle),
    pattern: (escaped) => `%${escaped}%`,
    sql: (text, needle) => sql`strpos(${text}, nullif(${needle}, '')) > 0`,
  }),
})
