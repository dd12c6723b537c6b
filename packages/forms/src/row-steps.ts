import type { Json, LinkedRow } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { isWritable, rowsChanged, settle, settleRow, targetOf, write } from './change-form.ts'
import { draftOf, finish } from './draft.ts'
import { makeRow } from './open-form.ts'
import type { Dirty } from './recompute.ts'
import type { FormProgram, FormState, RowState, TablePlan } from './types.ts'

/** One field to be written; `link` is what lies behind it, where that is known already. */
export type CellChange = {
  readonly path: string
  readonly value: Json
  readonly link?: LinkedRow | null
}

/** Writes many fields in one step, in the given order, as if a person had typed them one after another. */
export function changeCells(program: FormProgram, state: FormState, cells: readonly CellChange[]): FormState {
  const draft = draftOf(program, state, true)
  const dirty: Dirty = new Map()
  const settled = new Set<string>()
  for (const { path, value, link } of cells) {
    const target = targetOf(draft, path)
    if (target === undefined || !isWritable(draft, target)) continue
    write(draft, dirty, { target, path, value, link })
    if (target.table === '') settled.add(target.key)
    else settleRow(draft, dirty, target)
  }
  settle(draft, dirty, settled)
  return finish(draft)
}

/** Adds rows with their defaults in one step; at the end unless a place is given. */
export function addRows(
  program: FormProgram,
  state: FormState,
  table: string,
  more: { readonly count: number; readonly at?: number },
): FormState {
  const plan = program.tables.get(table)
  if (plan === undefined || more.count < 1 || state.fields[table]?.readOnly === true) return state
  const draft = draftOf(program, state, true)
  const fresh = Array.from({ length: more.count }, () => makeRow(draft, plan, { values: {}, links: {} }))
  const rows = draft.tables[table] ?? []
  draft.tables[table] = rows.toSpliced(more.at ?? rows.length, 0, ...fresh)
  return rowsChanged(
    draft,
    table,
    fresh.map(({ key }) => key),
  )
}

/** Takes rows away in one step. */
export function removeRows(
  program: FormProgram,
  state: FormState,
  table: string,
  keys: ReadonlySet<string>,
): FormState {
  if (state.fields[table]?.readOnly === true) return state
  const draft = draftOf(program, state, true)
  draft.tables[table] = (draft.tables[table] ?? []).filter(({ key }) => !keys.has(key))
  for (const path of draft.pending) {
    const [of, row = ''] = path.split('/')
    if (of === table && keys.has(row)) draft.pending.delete(path)
  }
  return rowsChanged(draft, table, [])
}

/** Rows that were taken away, with the places they had. */
export type RemovedRow = { readonly row: RowState; readonly at: number }

/** Puts rows back that were taken away, where they stood, with everything in them. */
export function restoreRows(
  program: FormProgram,
  state: FormState,
  table: string,
  removed: readonly RemovedRow[],
): FormState {
  if (state.fields[table]?.readOnly === true) return state
  const draft = draftOf(program, state, true)
  const rows = [...(draft.tables[table] ?? [])]
  for (const { row, at } of removed.toSorted((a, b) => a.at - b.at)) rows.splice(at, 0, row)
  draft.tables[table] = rows
  const keys = removed.map(({ row }) => row.key)
  return rowsChanged(draft, table, keys)
}

/** Makes copies of rows, after the last of them: all that a person can write, with what lies behind their links. */
export function copyRows(
  program: FormProgram,
  state: FormState,
  table: string,
  keys: ReadonlySet<string>,
): FormState {
  const plan = program.tables.get(table)
  if (plan === undefined || state.fields[table]?.readOnly === true) return state
  const draft = draftOf(program, state, true)
  const rows = draft.tables[table] ?? []
  const last = rows.findLastIndex(({ key }) => keys.has(key))
  const copies = rows
    .filter(({ key }) => keys.has(key))
    .map((row) => makeRow(draft, plan, { values: writtenIn(plan, row), links: row.links }))
  draft.tables[table] = rows.toSpliced(last + 1, 0, ...copies)
  return rowsChanged(
    draft,
    table,
    copies.map(({ key }) => key),
  )
}

function writtenIn(plan: TablePlan, { fields }: RowState): RecordValues {
  const values: { [key: string]: Json } = {}
  for (const field of plan.fields.values()) {
    const given = fields[field.key]
    if (field.stored && !field.computed && given !== undefined) values[field.key] = given.input ?? given.value
  }
  return values
}

/** Moves rows, kept in their order, so that the first of them stands at `to` among those that stay. */
export function moveRows(
  program: FormProgram,
  state: FormState,
  table: string,
  move: { readonly rows: ReadonlySet<string>; readonly to: number },
): FormState {
  if (state.fields[table]?.readOnly === true) return state
  const draft = draftOf(program, state, true)
  const rows = draft.tables[table] ?? []
  const moving = rows.filter(({ key }) => move.rows.has(key))
  const staying = rows.filter(({ key }) => !move.rows.has(key))
  draft.tables[table] = staying.toSpliced(Math.max(0, move.to), 0, ...moving)
  return rowsChanged(draft, table, [])
}
