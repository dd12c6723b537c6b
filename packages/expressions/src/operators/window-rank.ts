import { compareDecimal } from '../decimal.ts'
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
  evaluate: (values, at) => {
    const own = asNumber(values[at])
    if (own === null) return null
    return (
      1 +
      values.filter((each) =>
        asNumber(each) === null ? false : compareDecimal(asNumber(each) ?? 0, own) > 0,
      ).length
    )
  },
  sql: (call) =>
    sql`CASE WHEN ${call.value(0)} IS NOT NULL THEN (rank() OVER (${call.window('all')} ORDER BY ${call.value(0)} DESC NULLS LAST))::numeric END`,
})
