import type { FieldState, FormState, RowState } from '@mortise/forms'

const indexes = new WeakMap<readonly RowState[], ReadonlyMap<string, number>>()

/** Places of rows by their keys, worked out once for each list of rows. */
export function rowPlaces(rows: readonly RowState[]): ReadonlyMap<string, number> {
  const known = indexes.get(rows)
  if (known !== undefined) return known
  const made = new Map(rows.map(({ key }, at) => [key, at]))
  indexes.set(rows, made)
  return made
}

/** The row that a place names, by its key or else by its number. */
export function rowAt(rows: readonly RowState[], name: string): RowState | undefined {
  return rows[rowPlaces(rows).get(name) ?? Number(name)]
}

/** The state of a field at a place, found without walking through the rows. */
export function fieldStateAt(state: FormState, path: string): FieldState | undefined {
  const cut = path.indexOf('/')
  if (cut < 0) return state.fields[path]
  const end = path.indexOf('/', cut + 1)
  if (end < 0) return undefined
  const rows = state.tables[path.slice(0, cut)]
  return rows && rowAt(rows, path.slice(cut + 1, end))?.fields[path.slice(end + 1)]
}
