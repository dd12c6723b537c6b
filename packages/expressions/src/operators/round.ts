import { roundDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { rawSql, sql } from '../sql/fragment.ts'
import type { Json } from '../types.ts'
import { asNumber, asWhole } from '../values.ts'
import { numberKinds } from './shared-kinds.ts'

/** Decimals to keep, within what both sides can do. */
function digitsOf(value: Json | undefined): number | null {
  if (value === undefined) return 0
  const digits = asWhole(value)
  return digits === undefined ? null : Math.max(-100, Math.min(100, digits))
}

/** `round`: Rounds half away from zero to a number of decimals, 0 by default. */
export const round: ValueOperator = defineOperator({
  name: 'round',
  help: helpOf({
    group: 'number',
    example: 'ROUND(price * 1.13, 2)',
    label: ['四舍五入', 'Round'],
    names: ['四舍五入', 'ROUND'],
    help: [
      '四舍五入到几位小数，缺省为整数。',
      'Rounds half away from zero to a number of decimals, 0 by default.',
    ],
  }),
  params: [{ accept: numberKinds }, { accept: ['number'], optional: true, constant: true }],
  result: { kind: 'number' },
  evaluate: ([value, given]) => {
    const [number, digits] = [asNumber(value), digitsOf(given)]
    return number === null || digits === null ? null : roundDecimal(number, digits)
  },
  sql: (call) => {
    const digits = call.args.length === 1 ? 0 : digitsOf(call.known(1) ?? null)
    return digits === null ? rawSql('NULL::numeric') : sql`round(${call.value(0)}, ${rawSql(String(digits))})`
  },
})
