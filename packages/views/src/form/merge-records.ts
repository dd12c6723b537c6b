import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'

type Row = { readonly [key: string]: Json }

/** Something that I and somebody else have changed to different things: a field, or a row of a sub-table. */
export type Clash = {
  /** `amount`, or `items/<row id>`. */
  readonly path: string
  readonly field: string
  /** What it was when I opened it; null for a row or field that was not there. */
  readonly base: Json
  readonly mine: Json
  /** Null also where they took the row away. */
  readonly theirs: Json
}

/** Two changes of one record put together. */
export type Merged = {
  /** What I changed, with theirs worked in where both can stand; for clashes mine. */
  readonly values: RecordValues
  readonly clashes: readonly Clash[]
}

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

const isRow = (value: Json): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const rowsOf = (value: Json | undefined): readonly Row[] => (Array.isArray(value) ? value.filter(isRow) : [])
const idOf = (row: Row): string => (typeof row['id'] === 'string' ? row['id'] : '')

/**
 * Puts my changes and theirs together over what we both started from. Asked is only what really clashes: the same field
 * changed to different values, or a row that one has changed and the other has changed elsewise or taken away. `mine`
 * holds the fields I changed; `tables` tells which of them are sub-tables.
 */
export function mergeRecords(given: {
  readonly base: RecordValues
  readonly mine: RecordValues
  readonly theirs: RecordValues
  readonly tables: ReadonlySet<string>
}): Merged {
  const { base, mine, theirs, tables } = given
  const values: { [key: string]: Json } = {}
  const clashes: Clash[] = []
  for (const [field, own] of Object.entries(mine)) {
    const [was, other] = [base[field] ?? null, theirs[field] ?? null]
    if (tables.has(field)) {
      const merged = mergeRows(field, { base: rowsOf(was), mine: rowsOf(own), theirs: rowsOf(other) })
      values[field] = merged.rows as unknown as Json
      clashes.push(...merged.clashes)
      continue
    }
    values[field] = own
    if (!same(was, other) && !same(own, other))
      clashes.push({ path: field, field, base: was, mine: own, theirs: other })
  }
  return { values, clashes }
}

type Versions = {
  readonly base: readonly Row[]
  readonly mine: readonly Row[]
  readonly theirs: readonly Row[]
}

function mergeRows(
  field: string,
  { base, mine, theirs }: Versions,
): { readonly rows: readonly Row[]; readonly clashes: readonly Clash[] } {
  const [was, other] = [base, theirs].map((list) => new Map(list.map((row) => [idOf(row), row])))
  const clashes: Clash[] = []
  const kept = mine.flatMap((row): readonly Row[] => {
    const [before, now] = [was?.get(idOf(row)), other?.get(idOf(row))]
    if (before === undefined) return [row]
    const touched = changedKeys(before, row)
    if (now === undefined) {
      // They took it away; it stays away unless I have worked on it.
      if (touched.length === 0) return []
      clashes.push({ path: `${field}/${idOf(row)}`, field, base: before, mine: row, theirs: null })
      return [row]
    }
    const merged = { ...row }
    for (const key of Object.keys(row))
      if (!touched.includes(key) && key in now) merged[key] = now[key] ?? null
    const fought = touched.filter((key) => !same(before[key], now[key]) && !same(row[key], now[key]))
    if (fought.length > 0)
      clashes.push({
        path: `${field}/${idOf(row)}`,
        field,
        base: before,
        mine: merged,
        theirs: pickOf(now, row),
      })
    return [merged]
  })
  const mineIds = new Set(mine.map(idOf))
  const added = theirs.filter((row) => {
    const before = was?.get(idOf(row))
    if (mineIds.has(idOf(row))) return false
    if (before === undefined) return true
    // I took it away; that stands unless they have worked on it since.
    if (changedKeys(before, row).length === 0) return false
    clashes.push({ path: `${field}/${idOf(row)}`, field, base: before, mine: null, theirs: row })
    return false
  })
  return { rows: [...kept, ...added.map((row) => ({ ...row }))], clashes }
}

const pickOf = (row: Row, like: Row): Row =>
  Object.fromEntries(Object.keys(like).map((key) => [key, row[key] ?? null]))

// Only what a person writes is in my rows; what the system keeps beside it is no change of theirs either.
function changedKeys(before: Row, now: Row): readonly string[] {
  return Object.keys(now).filter(
    (key) => key !== 'id' && !system.has(key) && key in before && !same(before[key], now[key]),
  )
}

const system: ReadonlySet<string> = new Set([
  'version',
  'position',
  'updated_at',
  'updated_by',
  'created_at',
  'created_by',
])

/** Takes theirs for the clashes that are not in `mineAt`. */
export function resolveClashes(merged: Merged, takeTheirs: ReadonlySet<string>): RecordValues {
  const values: { [key: string]: Json } = { ...merged.values }
  for (const { path, field, theirs } of merged.clashes) {
    if (!takeTheirs.has(path)) continue
    const [, id] = path.split('/')
    if (id === undefined) {
      delete values[field]
      continue
    }
    const rows = rowsOf(values[field])
    const there = rows.some((row) => idOf(row) === id)
    const next = !isRow(theirs)
      ? rows.filter((row) => idOf(row) !== id)
      : there
        ? rows.map((row) => (idOf(row) === id ? theirs : row))
        : [...rows, theirs]
    values[field] = next as unknown as Json
  }
  return values
}
