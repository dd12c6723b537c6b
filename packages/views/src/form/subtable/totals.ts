import { addDecimal, type Json } from '@mortise/expressions'
import type { FormSubtableNode } from '@mortise/schema'
import type { RowState } from '@mortise/forms'

/** The exact sum of a column; what is no number counts as nothing. */
export function sumOf(rows: readonly RowState[], key: string): Json {
  let sum: string | number = '0'
  for (const { row } of rows) {
    const value = row[key]
    if (typeof value === 'string' || typeof value === 'number') sum = addDecimal(sum, value)
  }
  return sum
}

/** The totals of a sub-table by column; empty when it has none or no rows. */
export function totalsOf(node: FormSubtableNode, rows: readonly RowState[]): ReadonlyMap<string, Json> {
  if (rows.length === 0) return new Map()
  const summed = (node.totals ?? []).filter((one) => typeof one === 'string')
  return new Map(summed.map((field) => [field, sumOf(rows, field)]))
}
