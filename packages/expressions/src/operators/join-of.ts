import { helpOf } from '../help.ts'
import { defineRowsOperator, type RowsOperator } from '../operator.ts'
import { bindSql, sql } from '../sql/fragment.ts'
import { compareText } from '../text-values.ts'
import type { CallNode } from '../node.ts'
import { conditionParam, figureOfRows, valuesOf } from './shared-rows.ts'

const standard = ', '

function separatorOf(call: CallNode): string {
  const given = call.args[1]
  return given?.kind === 'literal' && typeof given.value === 'string' ? given.value : standard
}

/** `joinOf`: The texts of the rows in one, in order of the texts. */
export const joinOf: RowsOperator = defineRowsOperator({
  name: 'joinOf',
  help: helpOf({
    group: 'list',
    example: 'JOINOF(items, product, "、")',
    label: ['连成一段', 'Join of'],
    names: ['连成一段', 'JOINOF'],
    help: [
      '把明细行的文本按文字顺序连成一段，可写分隔符和条件。',
      'The texts of the rows in one, in order of the texts, with a separator and an optional condition.',
    ],
  }),
  params: [{ accept: ['text'] }, { accept: ['text'], constant: true, optional: true }, conditionParam],
  result: { kind: 'text' },
  nullable: true,
  aggregate: (rows, [value, , condition], call) => {
    const texts = valuesOf(
      rows,
      [value, condition].flatMap((each) => each ?? []),
    )
    if (texts.length === 0) return null
    return texts
      .filter((each) => typeof each === 'string')
      .toSorted(compareText)
      .join(separatorOf(call))
  },
  sql: (call) =>
    call.rows((row) =>
      figureOfRows(
        (only) =>
          sql`string_agg(${row.value(0)}, ${bindSql(separatorOf(call.node))}::text ORDER BY ${row.value(0)} COLLATE "C")${only}`,
        { where: call.args.length > 2 ? row.truth(2) : undefined },
      ),
    ),
})
