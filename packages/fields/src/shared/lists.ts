import { compareText, type Json } from '@mortise/expressions'
import { nullsLast } from './order.ts'

/** The items of a list of codes or ids as texts; none for anything else. */
export const listOf = (value: Json): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/** As Postgres compares arrays: item by item, the shorter first; nulls last. */
export const compareLists: (a: Json, b: Json) => number = nullsLast((a, b) => {
  const [left, right] = [listOf(a), listOf(b)]
  for (const [index, one] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    const order = compareText(one, other)
    if (order !== 0) return order
  }
  return left.length - right.length
})
