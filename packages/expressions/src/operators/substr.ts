import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import type { SqlCall } from '../sql/call.ts'
import { type Fragment, rawSql, sql } from '../sql/fragment.ts'
import { sliceText } from '../text-values.ts'
import type { Json } from '../types.ts'
import { asText, asWhole, textOrNull } from '../values.ts'

const farthest = 1_000_000_000

/** A position or length within what both sides can do. */
function position(value: Json | undefined): number | undefined {
  const whole = asWhole(value)
  return whole === undefined ? undefined : Math.max(-farthest, Math.min(farthest, whole))
}

function substringSql(call: SqlCall): Fragment {
  const start = position(call.known(1))
  const length = call.args.length > 2 ? position(call.known(2)) : farthest
  if (start === undefined || length === undefined) return rawSql('NULL::text')
  const number = (value: number): Fragment => rawSql(String(value))
  const text = call.value(0)
  const tail =
    start >= 0 ? sql`substr(${text}, ${number(start + 1)})` : sql`right(${text}, ${number(-start)})`
  return call.args.length > 2 ? sql`nullif(left(${tail}, ${number(length)}), '')` : sql`nullif(${tail}, '')`
}

/** `substr`: A part from a position (0 is the first, negative counts from the end) and of a length. */
export const substring: ValueOperator = defineOperator({
  name: 'substr',
  help: helpOf({
    group: 'text',
    example: 'SUBSTR(code, 0, 2)',
    label: ['截取', 'Part of a text'],
    names: ['截取', 'SUBSTR'],
    help: [
      '截取一段：从第几个字开始（0 起，负数从末尾数），取几个字。',
      'A part from a position (0 is the first, negative counts from the end) and of a length.',
    ],
  }),
  params: [
    { accept: ['text'] },
    { accept: ['number'], constant: true },
    { accept: ['number'], constant: true, optional: true },
  ],
  result: { kind: 'text' },
  nullable: true,
  evaluate: ([value, from, count]) => {
    const [text, start, length] = [asText(value), position(from), position(count)]
    if (text === null || start === undefined || (count !== undefined && length === undefined)) return null
    return textOrNull(sliceText(text, start, length))
  },
  sql: substringSql,
})
