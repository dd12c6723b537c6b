import type { Json, LinkedRow } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import {
  type Draft,
  draftOf,
  finish,
  type Holder,
  isValues,
  ownedRow,
  patchField,
  recordInput,
  rowIndex,
  rowInput,
  same,
} from './draft.ts'
import { makeRow, readInput } from './open-form.ts'
import { changedValue, type Dirty, mark, markAll, markRow, recompute } from './recompute.ts'
import type { FieldPlan, FieldState, FormProgram, FormState } from './types.ts'

/** A place taken apart. */
export type Place = { readonly table: string; readonly row: string | undefined; readonly key: string }

/** Takes a place apart: `amount`, or `items/<row key or index>/qty`. */
function placeOf(path: string, state: Pick<FormState, 'tables'>): Place {
  const [first = '', row, key] = path.split('/')
  if (row === undefined || key === undefined) return { table: '', row: undefined, key: first }
  const rows = state.tables[first] ?? []
  const byIndex = rows.some((one) => one.key === row) ? undefined : rows[Number(row)]?.key
  return { table: first, row: byIndex ?? row, key }
}

/** The state of a field at a place; undefined where there is none. */
export function fieldAt(state: FormState, path: string): FieldState | undefined {
  const { table, row, key } = placeOf(path, state)
  if (table === '') return state.fields[key]
  return state.tables[table]?.find((one) => one.key === row)?.fields[key]
}

/** A field where it stands, with what holds its value. */
export type Target = Place & { readonly field: FieldPlan; readonly holder: Holder }

/** What a place names, ready to be written. */
export function targetOf(draft: Draft, path: string): Target | undefined {
  const place = placeOf(path, draft)
  const field = draft.program.tables.get(place.table)?.fields.get(place.key)
  const holder =
    place.table === '' ? draft : ownedRow(draft, place.table, rowIndex(draft, place.table, place.row ?? ''))
  return field === undefined || holder === undefined ? undefined : { ...place, field, holder }
}

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
  const dirty: Dirty = new Map()
  write(draft, dirty, { target, path, value, link: more.link })
  settleRow(draft, dirty, target)
  settle(draft, dirty, new Set(target.table === '' ? [target.key] : []))
  return finish(draft)
}

/** Whether a person may write there. */
export function isWritable(draft: Draft, { table, key, field, holder }: Target): boolean {
  const tableOpen = table === '' || draft.fields[table]?.readOnly !== true
  return tableOpen && !field.computed && holder.fields[key]?.readOnly !== true
}

export type WriteInput = {
  readonly target: Target
  readonly path: string
  readonly value: Json
  readonly link: LinkedRow | null | undefined
}

/** Writes one value and marks what depends on it. */
export function write(draft: Draft, dirty: Dirty, { target, path, value, link }: WriteInput): void {
  const { field, holder, table, row, key } = target
  const read = readInput(draft, field, value)
  const changed = !same(holder.row[key] ?? null, read.value)
  patchField(holder, key, { input: undefined, ...read } as Partial<FieldState>)
  if (!changed && link === undefined) return
  holder.row[key] = read.value
  if (isLink(draft, target)) awaitLink(draft, { target, path, link: read.value === null ? null : link })
  changedValue(draft, dirty, { table, key, row })
}

// People and departments are links too, though their type points at no entity of the model.
function isLink(draft: Draft, { table, key }: Target): boolean {
  return draft.program.tables.get(table)?.entity.scope.find(key)?.type.kind === 'id'
}

function awaitLink(
  draft: Draft,
  {
    target,
    path,
    link,
  }: { readonly target: Target; readonly path: string; readonly link: LinkedRow | null | undefined },
): void {
  const needed = (draft.program.needs.links[target.table]?.[target.key] ?? []).length > 0
  if (needed && link === undefined) {
    draft.pending.add(path)
    delete target.holder.links[target.key]
    return
  }
  draft.pending.delete(path)
  target.holder.links[target.key] = link ?? null
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
  draft.pending.delete(path)
  changedValue(draft, dirty, target)
  settleRow(draft, dirty, target)
  settle(draft, dirty, new Set([target.key]))
  return finish(draft)
}

/** Works everything out again, after lookups that were waited for have their answers. */
export function refreshLookups(program: FormProgram, state: FormState): FormState {
  const draft = draftOf(program, state, true)
  const dirty: Dirty = new Map()
  markAll(draft, dirty)
  recompute(draft, dirty)
  return finish(draft)
}

/**
 * Works out what changed, then runs onChange rules until nothing changes. A rule never overwrites what the person has
 * just typed, nor what another rule has set in the same step, so it ends.
 */
export function settle(draft: Draft, dirty: Dirty, settled: Set<string>): void {
  recompute(draft, dirty)
  const fired = new Set<number>()
  for (let again = true; again; ) {
    again = false
    for (const [index, rule] of draft.program.changes.entries()) {
      if (rule.table !== '' || fired.has(index)) continue
      if (!rule.document.when.changed.some((path) => draft.changed.has(path))) continue
      if (rule.through.some((link) => draft.pending.has(link))) continue
      fired.add(index)
      again = fire(draft, rule, settled) || again
    }
  }
}

/**
 * Runs the rules of a sub-table on the row a person has just changed. Rules that read behind a link wait until its data
 * is there; the changed field itself is never overwritten.
 */
export function settleRow(draft: Draft, dirty: Dirty, changed: Target): void {
  const { table, row, key } = changed
  const plan = draft.program.tables.get(table)
  if (table === '' || row === undefined || plan === undefined) return
  const rules = draft.program.changes.filter(
    (rule) => rule.table === table && rule.document.when.changed.includes(key),
  )
  if (rules.length === 0) return
  const place = (field: string): string => `${table}/${row}/${field}`
  recompute(draft, dirty)
  dirty.clear()
  for (const rule of rules) {
    if (rule.through.some((link) => draft.pending.has(place(link)))) continue
    const holder = ownedRow(draft, table, rowIndex(draft, table, row))
    if (holder === undefined || !rule.holds(rowInput(draft, plan, holder))) continue
    for (const { field, value } of rule.sets) {
      const target = targetOf(draft, place(field))
      if (target === undefined || target.field.computed || field === key) continue
      const given = value(rowInput(draft, plan, holder))
      const fitted = given === null ? null : (target.field.type.fit?.(given, target.field.document) ?? given)
      write(draft, dirty, { target, path: place(field), value: fitted, link: undefined })
    }
  }
}

function fire(draft: Draft, rule: FormProgram['changes'][number], settled: Set<string>): boolean {
  if (!rule.holds(recordInput(draft))) return false
  const dirty: Dirty = new Map()
  for (const { field, value } of rule.sets) {
    const target = targetOf(draft, field)
    if (target === undefined || target.field.computed || settled.has(field)) continue
    settled.add(field)
    const given = value(recordInput(draft))
    const fitted = given === null ? null : (target.field.type.fit?.(given, target.field.document) ?? given)
    write(draft, dirty, { target, path: field, value: fitted, link: undefined })
  }
  recompute(draft, dirty)
  return true
}

/** Adds a row to a sub-table, with its defaults and the given values; at the end unless a place is given. */
export function addRow(
  program: FormProgram,
  state: FormState,
  table: string,
  more: { readonly values?: RecordValues; readonly at?: number } = {},
): FormState {
  const plan = program.tables.get(table)
  if (plan === undefined || state.fields[table]?.readOnly === true) return state
  const draft = draftOf(program, state, true)
  const row = makeRow(draft, plan, { values: more.values ?? {}, links: {} })
  const rows = draft.tables[table] ?? []
  draft.tables[table] = rows.toSpliced(more.at ?? rows.length, 0, row)
  return rowsChanged(draft, table, [row.key])
}

/** Takes a row away. */
export function removeRow(program: FormProgram, state: FormState, table: string, row: string): FormState {
  if (state.fields[table]?.readOnly === true) return state
  const draft = draftOf(program, state, true)
  draft.tables[table] = (draft.tables[table] ?? []).filter(({ key }) => key !== row)
  for (const path of draft.pending) if (path.startsWith(`${table}/${row}/`)) draft.pending.delete(path)
  return rowsChanged(draft, table, [])
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
  return rowsChanged(draft, table, [])
}

function replaceRows(draft: Draft, table: string, value: Json): FormState {
  const plan = draft.program.tables.get(table)
  if (plan === undefined || draft.fields[table]?.readOnly === true) return finish(draft)
  const given: readonly Json[] = Array.isArray(value) ? value : []
  const rows = given.filter(isValues).map((values) => makeRow(draft, plan, { values, links: {} }))
  draft.tables[table] = rows
  return rowsChanged(
    draft,
    table,
    rows.map(({ key }) => key),
  )
}

/** Ends a step that changed which rows there are. `fresh` are keys of rows to be worked out whole. */
export function rowsChanged(draft: Draft, table: string, fresh: readonly string[]): FormState {
  const dirty: Dirty = new Map()
  draft.changed.add(table)
  mark(draft, dirty, { path: table })
  for (const row of fresh) markRow(draft, dirty, table, row)
  settle(draft, dirty, new Set())
  return finish(draft)
}
