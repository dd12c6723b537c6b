import {
  addDecimal,
  compareDecimal,
  type DecimalValue,
  divideDecimal,
  isDecimal,
  type Json,
  roundDecimal,
} from '@mortise/expressions'
import type { RowState } from '@mortise/forms'
import type { FormSubtableNode, FormTotal } from '@mortise/schema'

/** How a figure under a column is made. */
export type TotalKind = Exclude<FormTotal, string>['of']

/** A figure under a column. */
export type Total = { readonly of: TotalKind; readonly value: Json }

type Values = readonly Json[]

const decimals = (values: Values): readonly DecimalValue[] => values.filter((value) => isDecimal(value))
const sum = (values: Values): DecimalValue => decimals(values).reduce(addDecimal, '0')

// Dates and times are text whose order is that of the alphabet; numbers are compared exactly.
function extreme(values: Values, sign: 1 | -1): Json {
  let best: Json = null
  for (const value of values) {
    if (best === null) best = value
    else if (sign * compare(value, best) > 0) best = value
  }
  return best
}

function compare(a: Json, b: Json): number {
  if (isDecimal(a) && isDecimal(b)) return compareDecimal(a, b)
  return String(a) < String(b) ? -1 : 1
}

const makers: { readonly [Kind in TotalKind]: (values: Values) => Json } = {
  sum,
  avg: (values) => {
    const numbers = decimals(values)
    const mean = numbers.length === 0 ? null : divideDecimal(sum(values), numbers.length)
    return mean === null ? null : roundDecimal(mean, 4)
  },
  count: (values) => values.length,
  min: (values) => extreme(values, -1),
  max: (values) => extreme(values, 1),
}

/** The figures of a sub-table by column; empty when it has none or no rows. Empty cells count nowhere. */
export function totalsOf(node: FormSubtableNode, rows: readonly RowState[]): ReadonlyMap<string, Total> {
  if (rows.length === 0) return new Map()
  return new Map(
    (node.totals ?? []).map((total) => {
      const { field, of } = typeof total === 'string' ? { field: total, of: 'sum' as const } : total
      const values = rows.flatMap(({ row }) => ((row[field] ?? null) === null ? [] : [row[field] ?? null]))
      return [field, { of, value: makers[of](values) }]
    }),
  )
}
