import type { Param } from '../operator.ts'
import type { SqlRows } from '../sql/call.ts'
import { type Fragment, rawSql, sql } from '../sql/fragment.ts'
import type { Json, LinkedRow } from '../types.ts'

type Each = (row: LinkedRow) => Json

/** The optional condition at the end. */
export const conditionParam: Param = { accept: ['boolean'], optional: true }

/** The rows that meet the condition. */
export function chosenRows(rows: readonly LinkedRow[], condition: Each | undefined): readonly LinkedRow[] {
  return condition === undefined ? rows : rows.filter((row) => condition(row) === true)
}

/** Values of the chosen rows, without nulls. */
export function valuesOf(rows: readonly LinkedRow[], [value, condition]: readonly Each[]): readonly Json[] {
  if (value === undefined) return []
  return chosenRows(rows, condition)
    .map(value)
    .filter((found) => found !== null)
}

/**
 * SQL of a figure of the rows that meet a condition. `figure` gets what keeps an aggregate to those, nothing where the rows
 * are kept to them already; `none` is what it gives over no rows, null where it is left out.
 */
export function figureOfRows(
  figure: (only: Fragment) => Fragment,
  { where, none }: { readonly where?: Fragment | undefined; readonly none?: Fragment } = {},
): SqlRows {
  return {
    select: figure(rawSql('')),
    where,
    wrap: (subquery) => subquery,
    grouped: {
      column: figure(where === undefined ? rawSql('') : sql` FILTER (WHERE ${where})`),
      value: (column) => (none === undefined ? column : sql`coalesce(${column}, ${none})`),
    },
  }
}

/** SQL of whether there is a row that meets a condition, or none such. */
export function thereIs(where: Fragment, found: boolean): SqlRows {
  const not = rawSql(found ? '' : 'NOT ')
  return {
    select: rawSql('1'),
    where,
    wrap: (subquery) => (found ? sql`EXISTS ${subquery}` : sql`(NOT EXISTS ${subquery})`),
    grouped: {
      column: sql`bool_or(${where})`,
      value: (column) => sql`(${not}coalesce(${column}, false))`,
    },
  }
}
