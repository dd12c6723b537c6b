import type { RecordValues } from '@mortise/schema'
import type { Draft } from './draft.ts'
import { makeRow } from './make-row.ts'
import { type Dirty, mark, markRow, recompute } from './recompute.ts'
import { settle, settleNewRow } from './settle.ts'
import type { FormProgram, FormState, RowState, TablePlan } from './types.ts'

/** Whether a person may add a row to a sub-table: it is open, the form lets rows be added, and there is room. */
export function takesRows(program: FormProgram, state: FormState, table: string): boolean {
  return state.fields[table]?.readOnly !== true && roomFor(program, state, table) > 0
}

/** How many rows a person may add to a sub-table. */
export function roomFor(program: FormProgram, state: FormState, table: string): number {
  const field = state.fields[table]
  if (field?.readOnly === true || field?.canAdd === false) return 0
  return Math.max(0, (program.tables.get(table)?.maxRows ?? Infinity) - (state.tables[table] ?? []).length)
}

/** Whether a person may take a row away: those not stored yet always, others as the form lets them. */
export function givesRow(state: FormState, table: string, row: string): boolean {
  const field = state.fields[table]
  const one = state.tables[table]?.find(({ key }) => key === row)
  if (one === undefined || field?.readOnly === true) return false
  return field?.canDelete !== false || typeof one.row['id'] !== 'string'
}

/** A row to be made: its values, and what lies behind its links where that is known. */
export type NewRowInput = { readonly values: RecordValues; readonly links?: RowState['links'] }

/** Puts new rows in, works them out and runs what they set going. */
export function putRows(
  draft: Draft,
  plan: TablePlan,
  given: { readonly list: readonly NewRowInput[]; readonly at: number },
): void {
  const { table } = plan
  const made = given.list.map(({ values, links = {} }) => ({
    values,
    row: makeRow(draft, plan, { values, links }),
  }))
  const rows = draft.tables[table] ?? []
  draft.tables[table] = rows.toSpliced(given.at, 0, ...made.map(({ row }) => row))
  draft.touched.add(table)
  draft.changed.add(table)
  const dirty: Dirty = new Map()
  mark(draft, dirty, { path: table })
  for (const { row } of made) markRow(draft, dirty, table, row.key)
  recompute(draft, dirty)
  dirty.clear()
  const settled = new Set<string>()
  for (const { values, row } of made) settleNewRow(draft, plan, { row, given: values, settled })
  settle(draft, dirty, settled)
}

/** Ends a step in which rows went, came back or moved. `back` are keys of rows to be worked out whole. */
export function rowsChanged(draft: Draft, table: string, back: readonly string[] = []): void {
  const dirty: Dirty = new Map()
  draft.touched.add(table)
  draft.changed.add(table)
  mark(draft, dirty, { path: table })
  for (const row of back) markRow(draft, dirty, table, row)
  settle(draft, dirty, new Set())
}
