import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { bindSql, rawSql, sql } from '../sql/fragment.ts'
import { sliceText, textLength } from '../text-values.ts'
import type { Json } from '../types.ts'
import { asText, asWhole, textOrNull } from '../values.ts'

const longest = 1000

function lengthOf(value: Json | undefined): number | undefined {
  const whole = asWhole(value)
  return whole === undefined ? undefined : Math.max(0, Math.min(longest, whole))
}

function padText(
  text: string,
  length: number,
  { fill, right }: { readonly fill: string; readonly right: boolean },
): string {
  const missing = length - textLength(text)
  if (missing <= 0) return text
  const filling = sliceText(fill.repeat(Math.ceil(missing / textLength(fill))), 0, missing)
  return right ? text + filling : filling + text
}

/** `pad`: Fills up to a length, on the left with spaces by default; never cuts. */
export const pad: ValueOperator = defineOperator({
  name: 'pad',
  help: helpOf({
    group: 'text',
    example: 'PAD(no, 4, "0")',
    label: ['补齐', 'Pad'],
    names: ['补齐', 'PAD'],
    help: [
      '补到指定长度，缺省在左边补空格；不会截断。',
      'Fills up to a length, on the left with spaces by default; never cuts.',
    ],
  }),
  params: [
    { accept: ['text', 'number'] },
    { accept: ['number'], constant: true },
    { accept: ['text'], constant: true, optional: true },
    { accept: ['text'], choices: ['left', 'right'], optional: true },
  ],
  result: { kind: 'text' },
  nullable: true,
  size: ([text]) => Math.max(longest, text?.size ?? 0),
  evaluate: ([value, count, fill, side]) => {
    const length = lengthOf(count)
    if (value === null || value === undefined || length === undefined) return null
    return textOrNull(
      padText(String(value as string | number), length, {
        fill: asText(fill) ?? ' ',
        right: side === 'right',
      }),
    )
  },
  sql: (call) => {
    const length = lengthOf(call.known(1))
    if (length === undefined) return rawSql('NULL::text')
    const value = call.args[0]?.type.kind === 'text' ? call.value(0) : sql`trim_scale(${call.value(0)})::text`
    const fill = bindSql(asText(call.known(2)) ?? ' ')
    const pad = rawSql(call.known(3) === 'right' ? 'rpad' : 'lpad')
    return sql`(SELECT ${pad}(p, greatest(${rawSql(String(length))}, char_length(p)), ${fill}::text) FROM (SELECT ${value} AS p) q)`
  },
})
