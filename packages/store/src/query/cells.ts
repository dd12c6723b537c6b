import { bindSql, type Fragment, sql } from '@mortise/expressions/sql'
import { storeErrors } from '../errors.ts'
import type { QueryBase } from './context.ts'
import { usualLimits } from './heavy/limits.ts'

const mostCells = ({ heavy }: Pick<QueryBase, 'heavy'>): number => (heavy?.limits ?? usualLimits).cells

/** ` limit …` for an answer of so many columns: one row more than may be told shows that there is more. */
export function cellsLimit(
  base: Pick<QueryBase, 'heavy'>,
  columns: number,
  rows: number = Number.MAX_SAFE_INTEGER,
): Fragment {
  return sql` limit ${bindSql(Math.min(rows, Math.floor(mostCells(base) / Math.max(1, columns)) + 1))}`
}

/** Refuses a table that nobody can read, and that would fill the memory of everybody. Throws QUERY_TOO_MANY_CELLS. */
export function refuseTooMany(
  base: Pick<QueryBase, 'heavy'>,
  rows: readonly { readonly [column: string]: unknown }[],
): void {
  const cells = rows.length * Object.keys(rows[0] ?? {}).length
  if (cells > mostCells(base)) throw storeErrors.QUERY_TOO_MANY_CELLS({ limit: mostCells(base) })
}
