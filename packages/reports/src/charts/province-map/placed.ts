import { type DecimalValue, type Json } from '@mortise/expressions'
import { numberOf, sumColumn } from '../../kinds/standard/derive.ts'
import type { ReportColumn, ReportResult } from '../../types.ts'
import { addsUp, point } from '../common.ts'
import { rowName } from '../marks.ts'
import { type Province, provinceOf } from './provinces.ts'

/** A province with the rows that fall into it. */
export type Placed = {
  readonly province: Province
  readonly rows: readonly number[]
  readonly exact: Json
  readonly value: number
}

/**
 * Puts rows on provinces. Several cities of one province are added up where the measure allows it; where it does not,
 * as with averages, only a province's first row is placed. `others` are the places of the rows that are not.
 */
export function placed(
  result: ReportResult,
  column: ReportColumn,
  locale: 'zh' | 'en',
): { readonly found: readonly Placed[]; readonly others: readonly number[] } {
  const together = addsUp(result, column)
  const groups = new Map<Province, number[]>()
  const others: number[] = []
  for (const [index, row] of result.rows.entries()) {
    const province = provinceOf(rowName(result, index, { dimension: 0, locale }))
    const rows = province === undefined ? undefined : groups.get(province)
    if (province === undefined || point(row[column.key]) === null || (rows !== undefined && !together))
      others.push(index)
    else groups.set(province, [...(rows ?? []), index])
  }
  const found = [...groups].map(([province, rows]): Placed => {
    const [first] = rows
    const own = rows.length === 1 && first !== undefined ? result.rows[first]?.[column.key] : undefined
    const exact: DecimalValue =
      numberOf(own) ??
      sumColumn(
        rows.map((at) => result.rows[at] ?? {}),
        column.key,
      )
    return { province, rows, exact, value: point(exact) ?? 0 }
  })
  return { found, others }
}
