import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { patternOf } from '../patterns/pattern.ts'
import { bindSql, maybeNull, sql } from '../sql/fragment.ts'
import { safePattern } from '../sql/safe-pattern.ts'
import { asText } from '../values.ts'

/** `matches`: Holds when a part of the text fits the regular expression; in database filters only a simple one. */
export const matches: ValueOperator = defineOperator({
  name: 'matches',
  help: helpOf({
    group: 'compare',
    example: 'MATCHES(code, "^[A-Z]{2}\\\\d+$")',
    label: ['符合格式', 'Matches'],
    names: ['符合格式', 'MATCHES'],
    help: [
      '文本中有一段符合正则表达式（在数据库筛选中只能用简单的）。',
      'Holds when a part of the text fits the regular expression; in database filters only a simple one.',
    ],
  }),
  params: [{ accept: ['text'] }, { accept: ['text'] }],
  cost: 20,
  result: { kind: 'boolean' },
  nullable: false,
  check: ({ args, report }) => {
    const pattern = args[1]
    if (pattern?.kind !== 'literal') report('EXPRESSION_LITERAL', {}, 1)
    else if (typeof pattern.value === 'string') {
      const made = patternOf(pattern.value)
      if (typeof made === 'string') report('EXPRESSION_PATTERN', { reason: made }, 1)
    }
    return args
  },
  evaluate: ([text, pattern]) => {
    if (typeof text !== 'string' || typeof pattern !== 'string') return false
    const made = patternOf(pattern)
    return typeof made === 'object' && made.findsIn(text)
  },
  inSql: ([, pattern]) =>
    pattern?.kind === 'literal' && safePattern(asText(pattern.value) ?? '') !== undefined,
  sql: (call) =>
    maybeNull(
      sql`(${call.value(0)} COLLATE "C" ~ ${bindSql(safePattern(asText(call.known(1)) ?? '') ?? '')}::text)`,
    ),
})
