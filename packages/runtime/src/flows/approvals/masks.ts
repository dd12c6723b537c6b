import type { Json } from '@mortise/expressions'
import type { StepRights } from '@mortise/forms'
import type { RecordValues } from '@mortise/schema'

type Right = StepRights[string]

/** What a step lets people do with a field, or with a column of a sub-table. A column follows its sub-table where nothing is said. */
export function rightOn(rights: StepRights, field: string, column?: string): Right {
  const whole = rights[field] ?? rights['*'] ?? 'read'
  if (column === undefined || whole === 'hidden') return whole
  return rights[`${field}.${column}`] ?? whole
}

/** Whether a step says something of single columns of a sub-table. */
export function namesColumns(rights: StepRights, field: string): boolean {
  return Object.keys(rights).some((key) => key.startsWith(`${field}.`))
}

const isRow = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Values without what the step hides, columns of sub-tables included. */
export function withoutHidden(values: RecordValues, rights: StepRights): RecordValues {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([field]) => rightOn(rights, field) !== 'hidden')
      .map(([field, value]) => [field, visibleValue(rights, field, value)]),
  )
}

/** One value without hidden columns. */
export function visibleValue(rights: StepRights, field: string, value: Json): Json {
  if (!Array.isArray(value) || !namesColumns(rights, field)) return value
  return value.map((row) =>
    isRow(row)
      ? Object.fromEntries(
          Object.entries(row).filter(
            ([column]) => column === 'id' || rightOn(rights, field, column) !== 'hidden',
          ),
        )
      : row,
  )
}

/** A path below a sub-table's row that somebody may not write, with rows as they are stored and as they were sent. */
export function shutColumn(
  rights: StepRights,
  field: string,
  { before, sent }: { readonly before: Json; readonly sent: Json },
): string | undefined {
  if (!namesColumns(rights, field) || !Array.isArray(sent)) return undefined
  const known = new Map((Array.isArray(before) ? before : []).filter(isRow).map((row) => [row['id'], row]))
  for (const row of sent.filter(isRow)) {
    const stored = known.get(row['id'] ?? null)
    for (const [column, value] of Object.entries(row)) {
      if (column === 'id' || column === 'position') continue
      const same = JSON.stringify(value) === JSON.stringify(stored?.[column] ?? null)
      if (rightOn(rights, field, column) !== 'write' && !same) return `${field}.${column}`
    }
  }
  return undefined
}

/** Rows as they are to be written: what the step keeps shut stays as it is stored. */
export function filledRows(
  rights: StepRights,
  field: string,
  { before, sent }: { readonly before: Json; readonly sent: Json },
): Json {
  if (!namesColumns(rights, field) || !Array.isArray(sent)) return sent
  const known = new Map((Array.isArray(before) ? before : []).filter(isRow).map((row) => [row['id'], row]))
  return sent.map((row) => {
    const stored = isRow(row) ? known.get(row['id'] ?? null) : undefined
    if (!isRow(row) || stored === undefined) return row
    const shut = Object.entries(stored).filter(([column]) => rightOn(rights, field, column) !== 'write')
    return { ...row, ...Object.fromEntries(shut.filter(([column]) => column !== 'position')) }
  })
}
