import type { Json, LinkedRow } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { type Draft, draftOf, finish, isValues } from './draft.ts'
import { forgetRows } from './forget-rows.ts'
import { givesRow, putRows, rowsChanged, takesRows } from './rows.ts'
import { isWritable, pathOf, targetOf, write } from './places.ts'
import { changedValue, type Dirty, markAll, markAwaiting, recompute } from './recompute.ts'
import { settle, settleRow, settleWaiting } from './settle.ts'
import type { FormProgram, FormState } from './types.ts'

/**
 * A person changes a field. Only what depends on it is worked out again. The value may be as typed; what can't be read
 * stays in `input` with an error. For a link, give what lies behind it (`link`) if it is known; else it is awaited in
 * `pending` until `provideLink`. Changing a field that people can't write changes nothing.
 */
export function changeField(
  program: FormProgram,
  state: FormState,
  path: string,
  value: Json,
  more: { readonly link?: LinkedRow | null } = {},
): FormState {
  const draft = draftOf(program, state, true)
  if (program.tables.has(path) && path !== '') return replaceRows(draft, path, value)
  const target = targetOf(draft, path)
  if (target === undefined || !isWritable(draft, target)) return state
  draft.touched.add(target.table === '' ? target.key : target.table)
  const dirty: Dirty = new Map()
  write(draft, dirty, { target, value, link: more.link })
  settleRow(draft, dirty, { changed: target, settled: new Set() })
  settle(draft, dirty, new Set(target.table === '' ? [target.key] : []))
  return finish(draft)
}

/** Brings what lies behind a link that was awaited; works out what reads it, and runs the rules that waited for it. */
export function provideLink(
  program: FormProgram,
  state: FormState,
  path: string,
  link: LinkedRow | null,
): FormState {
  const draft = draftOf(program, state, true)
  const target = targetOf(draft, path)
  if (target === undefined) return state
  const dirty: Dirty = new Map()
  target.holder.links[target.key] = link
  draft.pending.delete(pathOf(target))
  markAwaiting(draft, dirty, target)
  changedValue(draft, dirty, target)
  settleRow(draft, dirty, { changed: target, settled: new Set() })
  settle(draft, dirty, new Set([target.key]))
  return finish(draft)
}

/** Works everything out again, and runs the rules and data links that waited, after lookups have their answers. */
export function refreshLookups(program: FormProgram, state: FormState): FormState {
  const draft = draftOf(program, state, true)
  const dirty: Dirty = new Map()
  markAll(draft, dirty)
  recompute(draft, dirty)
  settleWaiting(draft)
  return finish(draft)
}

/** Adds a row to a sub-table, with its defaults and the given values; at the end unless a place is given. */
export function addRow(
  program: FormProgram,
  state: FormState,
  table: string,
  more: { readonly values?: RecordValues; readonly at?: number } = {},
): FormState {
  const plan = program.tables.get(table)
  if (plan === undefined || !takesRows(program, state, table)) return state
  const draft = draftOf(program, state, true)
  const rows = draft.tables[table] ?? []
  putRows(draft, plan, { list: [{ values: more.values ?? {} }], at: more.at ?? rows.length })
  return finish(draft)
}

/** Takes a row away. */
export function removeRow(program: FormProgram, state: FormState, table: string, row: string): FormState {
  if (!givesRow(state, table, row)) return state
  const draft = draftOf(program, state, true)
  draft.tables[table] = (draft.tables[table] ?? []).filter(({ key }) => key !== row)
  forgetRows(draft, table, new Set([row]))
  rowsChanged(draft, table)
  return finish(draft)
}

/** Moves a row to another place among the rows. */
export function moveRow(
  program: FormProgram,
  state: FormState,
  table: string,
  move: { readonly row: string; readonly to: number },
): FormState {
  if (state.fields[table]?.readOnly === true) return state
  const draft = draftOf(program, state, true)
  const rows = draft.tables[table] ?? []
  const one = rows.find(({ key }) => key === move.row)
  if (one === undefined) return state
  draft.tables[table] = rows.filter((row) => row !== one).toSpliced(move.to, 0, one)
  rowsChanged(draft, table)
  return finish(draft)
}

function replaceRows(draft: Draft, table: string, value: Json): FormState {
  const plan = draft.program.tables.get(table)
  if (plan === undefined || draft.fields[table]?.readOnly === true) return finish(draft)
  const given: readonly Json[] = Array.isArray(value) ? value : []
  const gone = new Set((draft.tables[table] ?? []).map(({ key }) => key))
  draft.tables[table] = []
  forgetRows(draft, table, gone)
  putRows(draft, plan, { list: given.filter(isValues).map((values) => ({ values })), at: 0 })
  return finish(draft)
}
