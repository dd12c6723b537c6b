import { powDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { type Fragment, rawSql, sql } from '../sql/fragment.ts'
import type { Json } from '../types.ts'
import { asNumber } from '../values.ts'
import { divideSql } from './shared-division.ts'
import { numberKinds } from './shared-kinds.ts'

const greatestPower = 64

/** A whole power within the limit, else null. */
function exponentOf(value: Json | undefined): number | null {
  return typeof value === 'number' && Math.abs(value) <= greatestPower ? value : null
}

function powerSql(base: Fragment, exponent: number): Fragment {
  const product = rawSql(Array.from({ length: Math.abs(exponent) }, () => 'p').join(' * '))
  if (exponent === 0) return sql`(${base} * 0 + 1)`
  const result = exponent > 0 ? product : divideSql(rawSql('1::numeric'), sql`(${product})`)
  return sql`(SELECT ${result} FROM (SELECT ${base} AS p) q)`
}

/** `pow`: Raises to a whole power from -64 to 64. */
export const power: ValueOperator = defineOperator({
  name: 'pow',
  help: helpOf({
    group: 'number',
    example: 'POW(1.05, 3)',
    label: ['乘方', 'Power'],
    names: ['乘方', 'POW'],
    help: ['乘方，指数为 -64 到 64 的整数。', 'Raises to a whole power from -64 to 64.'],
  }),
  params: [{ accept: numberKinds }, { accept: ['number'], constant: true }],
  result: { kind: 'number' },
  nullable: true,
  cost: 10,
  size: ([base]) => (base?.size ?? 1) * greatestPower,
  evaluate: ([value, given]) => {
    const [number, exponent] = [asNumber(value), exponentOf(given)]
    return number === null || exponent === null ? null : powDecimal(number, exponent)
  },
  sql: (call) => {
    const exponent = exponentOf(call.known(1))
    return exponent === null ? rawSql('NULL::numeric') : powerSql(call.value(0), exponent)
  },
})
