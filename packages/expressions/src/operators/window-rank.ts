import { canonicalDecimal, compareDecimal, type DecimalValue } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineWindowOperator, type WindowOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { asNumber } from '../values.ts'
import { numberKinds } from './shared-kinds.ts'

/** `window.rank`: 1 for the row with the greatest value; equal values share a place. */
export const rank: WindowOperator = defineWindowOperator({
  name: 'window.rank',
  help: helpOf({
    group: 'report',
    example: 'RANK(amount)',
    label: ['排名', 'Rank'],
    names: ['排名', 'RANK'],
    help: [
      '值最大的行为 1，相同的值名次相同（1、2、2、4）。',
      '1 for the greatest value; equal values share a place (1, 2, 2, 4).',
    ],
  }),
  params: [{ accept: numberKinds }],
  result: { kind: 'number' },
  over: 'all',
  evaluate: (values) => {
    const numbers = values.map((value) => canonicalDecimal(asNumber(value)))
    const places = new Map<DecimalValue, number>()
    const sorted = numbers.filter((value) => value !== null).toSorted((a, b) => compareDecimal(b, a))
    for (const [at, value] of sorted.entries()) if (!places.has(value)) places.set(value, at + 1)
    return numbers.map((value) => (value === null ? null : (places.get(value) ?? null)))
  },
  sql: (call) =>
    sql`CASE WHEN ${call.value(0)} IS NOT NULL THEN (rank() OVER (${call.window('all')} ORDER BY ${call.value(0)} DESC NULLS LAST))::numeric END`,
})
