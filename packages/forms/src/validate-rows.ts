import type { ErrorDetail } from '@mortise/errors'
import { type Draft, isValues, recordInput, storedInput } from './draft.ts'
import { detail } from './errors.ts'
import { labels } from './labels.ts'
import type { Cell, TablePlan } from './types.ts'
import type { Verdict } from './validate-form.ts'

/** What is wrong with the rows of a sub-table as a whole: too few, too many, or some that may not come or go. */
export function rowsVerdict(draft: Draft, plan: TablePlan): Verdict {
  const { table } = plan
  const field = draft.fields[table]
  const document = draft.program.entity.field(table)?.document
  if (field === undefined || document === undefined) return { errors: [], warnings: [] }
  const count = (draft.tables[table] ?? []).length
  const tell = (code: Parameters<typeof detail>[1], limit = 0): ErrorDetail =>
    detail(table, code, { ...labels(document), limit })
  const { minRows = 0, maxRows = Infinity } = plan
  const errors: ErrorDetail[] = []
  // An empty one that is required is told as such.
  const asked = field.visible && !field.readOnly && !(count === 0 && field.required)
  if (asked && count < minRows) errors.push(tell('FORM_ROWS_FEW', minRows))
  if (count > maxRows) errors.push(tell('FORM_ROWS_MANY', maxRows))
  const { fresh, gone } = rowChanges(draft, table)
  if (fresh && isShut(draft, table, 'canAdd')) errors.push(tell('FORM_ROWS_FIXED'))
  if (gone && isShut(draft, table, 'canDelete')) errors.push(tell('FORM_ROWS_KEPT'))
  return { errors, warnings: [] }
}

/** Whether rows were added to those stored, and whether some are gone. */
function rowChanges(draft: Draft, table: string): { readonly fresh: boolean; readonly gone: boolean } {
  const before = draft.around.previous?.[table]
  const stored = new Set((Array.isArray(before) ? before : []).filter(isValues).map((row) => row['id']))
  const now = new Set((draft.tables[table] ?? []).map(({ row }) => row['id']))
  return {
    fresh: (draft.tables[table] ?? []).some(({ row }) => row['id'] === undefined || !stored.has(row['id'])),
    gone: [...stored].some((id) => !now.has(id)),
  }
}

/** Whether the form forbids it now and did so on what is stored, as read-only fields go. */
function isShut(draft: Draft, table: string, aspect: Cell['aspect']): boolean {
  const cell = draft.program.cells.find((one) => one.aspect === aspect && one.key === table)
  const record = draft.program.tables.get('')
  if (cell === undefined || record === undefined || cell.run(recordInput(draft)) === true) return false
  const before = cell.awaits.length > 0 ? undefined : storedInput(draft, record, draft)
  return before === undefined || cell.run(before) !== true
}
