import type { FormState, RowState } from '@mortise/forms'

const counted = new WeakMap<readonly RowState[], number>()

function inRows(rows: readonly RowState[]): number {
  const known = counted.get(rows)
  if (known !== undefined) return known
  let count = 0
  for (const { fields } of rows)
    for (const key in fields) if ((fields[key]?.errors.length ?? 0) > 0) count += 1
  counted.set(rows, count)
  return count
}

/** How many of the fields (rows of sub-tables counted with them) have something to put right. */
export function countErrors(state: FormState, fields: readonly string[]): number {
  let count = 0
  for (const key of fields) {
    if ((state.fields[key]?.errors.length ?? 0) > 0) count += 1
    const rows = state.tables[key]
    if (rows !== undefined) count += inRows(rows)
  }
  return count
}
