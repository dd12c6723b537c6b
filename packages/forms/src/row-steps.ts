import type { Json, LinkedRow } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { draftOf, finish } from './draft.ts'
import { isWritable, pathOf, targetOf, write } from './places.ts'
import type { Dirty } from './recompute.ts'
import { forgetRows } from './forget-rows.ts'
import { givesRow, putRows, roomFor, rowsChanged } from './rows.ts'
import { settle, settleRow } from './settle.ts'
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
    settled.add(pathOf(target))
    draft.touched.add(target.table === '' ? target.key : target.table)
    write(draft, dirty, { target, value, link })
    settleRow(draft, dirty, { changed: target, settled })
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
  const count = Math.min(more.count, roomFor(program, state, table))
  if (plan === undefined || count < 1) return state
  const draft = draftOf(program, state, true)
  const at = more.at ?? (draft.tables[table] ?? []).length
  putRows(draft, plan, { list: Array.from({ length: count }, () => ({ values: {} })), at })
  return finish(draft)
}

/** Takes rows away in one step. */
export function removeRows(
  program: FormProgram,
  state: FormState,
  table: string,
  keys: ReadonlySet<string>,
): FormState {
  const going = new Set([...keys].filter((key) => givesRow(state, table, key)))
  if (going.size === 0) return state
  const draft = draftOf(program, state, true)
  draft.tables[table] = (draft.tables[table] ?? []).filter(({ key }) => !going.has(key))
  forgetRows(draft, table, going)
  rowsChanged(draft, table)
  return finish(draft)
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
  rowsChanged(
    draft,
    table,
    removed.map(({ row }) => row.key),
  )
  return finish(draft)
}

/** Makes copies of rows, after the last of them: all that a person can write, with what lies behind their links. */
export function copyRows(
  program: FormProgram,
  state: FormState,
  table: string,
  keys: ReadonlySet<string>,
): FormState {
  const plan = program.tables.get(table)
  const room = roomFor(program, state, table)
  if (plan === undefined || room === 0) return state
  const draft = draftOf(program, state, true)
  const rows = draft.tables[table] ?? []
  const last = rows.findLastIndex(({ key }) => keys.has(key))
  const copies = rows
    .filter(({ key }) => keys.has(key))
    .slice(0, room)
    .map((row) => ({ values: writtenIn(plan, row), links: row.links }))
  putRows(draft, plan, { list: copies, at: last + 1 })
  return finish(draft)
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
  rowsChanged(draft, table)
  return finish(draft)
}
