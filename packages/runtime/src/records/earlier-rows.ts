import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordValues } from '@mortise/schema'

type Row = RecordValues

const rowsOf = (value: Json): readonly Row[] => (Array.isArray(value) ? (value as readonly Row[]) : [])
const idsOf = (rows: readonly Row[]): ReadonlySet<string> => new Set(rows.map((row) => String(row['id'])))
const positionOf = (row: Row): number => Number(row['position'] ?? 0)

/**
 * Rows of a sub-table before a change. History keeps of a change only the rows it touched: `from` those that were changed
 * or went, `to` those that were changed or came.
 */
export function rowsBefore(
  rows: readonly Row[],
  change: { readonly from: Json; readonly to: Json },
): readonly Row[] {
  const [old, came] = [rowsOf(change.from), idsOf(rowsOf(change.to))]
  const back = idsOf(old)
  const kept = rows.filter((row) => !came.has(String(row['id'])) && !back.has(String(row['id'])))
  return [...kept, ...old].toSorted((a, b) => positionOf(a) - positionOf(b))
}

/** Rows in the order they have now, each with its place, so that older ones find theirs. */
export function placed(rows: readonly Row[]): readonly Row[] {
  return rows.map((row, position) => ({ ...row, position }))
}

/** Rows as a writer sends them: what has gone meanwhile is made anew, what is worked out is left out. */
export function asWritten(
  rows: readonly Row[],
  given: {
    readonly current: readonly Row[]
    readonly child: EntityModel
    readonly computed: (type: string) => boolean
  },
): readonly Row[] {
  const there = idsOf(given.current)
  const written = (key: string): boolean => {
    const field = given.child.field(key)
    return field !== undefined && !field.system && !given.computed(field.type)
  }
  return rows.map((row) => ({
    ...Object.fromEntries(Object.entries(row).filter(([key]) => written(key))),
    ...(there.has(String(row['id'])) ? { id: row['id'] ?? null } : {}),
  }))
}
