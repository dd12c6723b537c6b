import type { Param } from '../operator.ts'
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
