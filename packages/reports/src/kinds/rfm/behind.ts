import type { Expression, Json } from '@mortise/expressions'
import type { ReportDocument, RfmSettings } from '@mortise/schema'
import { allOf } from '../../all-of.ts'
import { addPeriods } from '../../period.ts'
import type { ReportRow } from '../../types.ts'
import { order } from '../standard/derive.ts'

/** Where a cell keeps how far the figures of its customers reach; no column, so nobody sees it. */
export const reachKey = '$reach'

type Ends = readonly [least: Json, most: Json]
type Reach = { readonly last: Ends; readonly frequency: Ends; readonly monetary: Ends }

/** The orders that count: those of the time, as far as the settings narrow them. */
export function ordersOf({ date, where, days = 365 }: RfmSettings): Expression {
  return allOf([{ dateIn: [date, `last${days}Days`] }, where])
}

const ends = (values: readonly Json[]): Ends => {
  const sorted = values.toSorted((a, b) => order(a, b))
  return [sorted[0] ?? null, sorted.at(-1) ?? null]
}

/**
 * How far the figures of some customers reach. Scores rise with the figures, so whoever's figures lie between those of a
 * cell's customers is in the cell too. Null for nobody.
 */
export function reachOf(list: readonly { readonly last: string; readonly row: ReportRow }[]): Reach | null {
  if (list.length === 0) return null
  return {
    last: ends(list.map((one) => one.last)),
    frequency: ends(list.map(({ row }) => row['frequency'] ?? 0)),
    monetary: ends(list.map(({ row }) => row['monetary'] ?? 0)),
  }
}

function between(expr: Expression, [least, most]: Ends): readonly Expression[] {
  return [{ '>=': [expr, least] }, { '<=': [expr, most] }]
}

/** The customers of a row: the one it is of, or those whose figures lie within the reach of its cell or kind. */
export function drillRfm(
  { rfm }: ReportDocument,
  row: ReportRow,
  shown: readonly ReportRow[],
): Expression | null {
  const { customer } = row
  if (typeof customer === 'string') return { '==': [{ var: 'id' }, customer] }
  const heads = ['r', 'f', 'segment'].filter((key) => Object.hasOwn(row, key))
  if (rfm === undefined || heads.length === 0) return null
  const cell = shown.find((one) => heads.every((key) => one[key] === row[key]))
  const reach = cell?.[reachKey] as Reach | null | undefined
  if (reach === null || reach === undefined) return false
  const counting = ordersOf(rfm)
  const last = { maxOf: [rfm.orders, rfm.date, counting] }
  const [from, to] = reach.last
  const frequent = between({ countOf: [rfm.orders, counting] }, reach.frequency)
  const spent = between({ sumOf: [rfm.orders, rfm.amount, counting] }, reach.monetary)
  return allOf([
    { dateIn: [last, from, addPeriods(String(to), 1, 'day')] },
    ...frequent,
    // Cells tell apart by R and F only.
    ...(Object.hasOwn(row, 'segment') ? spent : []),
  ])
}
