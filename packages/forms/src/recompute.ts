import type { EvaluationInput, Json } from '@mortise/expressions'
import {
  contextOf,
  type Draft,
  type Holder,
  isUnwritable,
  ownedRow,
  patchField,
  recordInput,
  rowInput,
  same,
} from './draft.ts'
import { detail } from './errors.ts'
import { valuePath } from './graph.ts'
import { labels } from './labels.ts'
import type { AwaitedLink, Cell, FieldPlan, TablePlan } from './types.ts'

/** Cells to run again: by place in the program, for all rows or for some (by row key). */
export type Dirty = Map<number, 'all' | Set<string>>

/** Marks every cell that reads a value path. A change in one row marks cells of that row only. */
export function mark(
  draft: Draft,
  dirty: Dirty,
  change: { readonly path: string; readonly row?: string | undefined },
): void {
  const table = change.path.includes('.') ? (change.path.split('.')[0] ?? '') : ''
  for (const place of draft.program.dependants.get(change.path) ?? []) {
    const cell = draft.program.cells[place]
    const rowOnly = change.row !== undefined && cell?.table === table && table !== ''
    markCell(dirty, place, rowOnly ? change.row : undefined)
  }
}

function markCell(dirty: Dirty, place: number, row: string | undefined): void {
  const known = dirty.get(place)
  if (known === 'all') return
  if (row === undefined) dirty.set(place, 'all')
  else if (known === undefined) dirty.set(place, new Set([row]))
  else known.add(row)
}

/** Marks the values that waited for what lies behind a link, though nothing they read may have changed since. */
export function markAwaiting(
  draft: Draft,
  dirty: Dirty,
  at: { readonly table: string; readonly key: string; readonly row: string | undefined },
): void {
  for (const [place, cell] of draft.program.cells.entries()) {
    if (!cell.awaits.some(({ table, link }) => table === at.table && link === at.key)) continue
    markCell(dirty, place, cell.table === at.table ? at.row : undefined)
  }
}

/** Marks every cell of one row, as for a row that is new. */
export function markRow(draft: Draft, dirty: Dirty, table: string, row: string): void {
  for (const [place, cell] of draft.program.cells.entries())
    if (cell.table === table) markCell(dirty, place, row)
}

/** Marks everything, as for a record just opened. */
export function markAll(draft: Draft, dirty: Dirty): void {
  for (const place of draft.program.cells.keys()) dirty.set(place, 'all')
}

/**
 * Runs marked cells in the program's order. A cell's change marks only later cells, but for choices cleared in a circle
 * of filters, which compiling refuses; so one pass is enough.
 */
export function recompute(draft: Draft, dirty: Dirty): void {
  if (dirty.size === 0) return
  // Values and links change in place; only rows that were copied make a new input.
  let input: EvaluationInput | undefined
  for (const [place, cell] of draft.program.cells.entries()) {
    const rows = dirty.get(place)
    if (rows === undefined) continue
    if (cell.table === '') {
      input ??= recordInput(draft)
      runCell(draft, dirty, { cell, holder: draft, input, row: undefined })
    } else {
      runRows(draft, dirty, { cell, rows })
      input = undefined
    }
  }
}

function runRows(
  draft: Draft,
  dirty: Dirty,
  { cell, rows }: { readonly cell: Cell; readonly rows: 'all' | Set<string> },
): void {
  const plan = draft.program.tables.get(cell.table)
  if (plan === undefined) return
  for (const [index, one] of (draft.tables[cell.table] ?? []).entries()) {
    if (rows !== 'all' && !rows.has(one.key)) continue
    const holder = ownedRow(draft, cell.table, index)
    if (holder !== undefined)
      runCell(draft, dirty, { cell, holder, input: rowInput(draft, plan, holder), row: one.key })
  }
}

type Run = {
  readonly cell: Cell
  readonly holder: Holder
  readonly input: EvaluationInput
  readonly row: string | undefined
}

function runCell(draft: Draft, dirty: Dirty, run: Run): void {
  draft.runs += 1
  const { cell, holder, input, row } = run
  const plan = draft.program.tables.get(cell.table)
  const field = plan?.fields.get(cell.key)
  if (cell.aspect === 'value' && cell.awaits.some((link) => isUnknown(draft, run, link))) return
  const result = cell.run(input)
  if (cell.aspect === 'layout') draft.layout[cell.key] = result === true
  if (cell.aspect === 'shown') draft.shown[cell.key] = result
  if (plan === undefined || field === undefined) return
  const wrote = apply(draft, { cell, holder, field, plan, result })
  if (wrote) changedValue(draft, dirty, { table: cell.table, key: cell.key, row })
}

// A link that is set but whose data was not brought: what is stored stays, rather than being worked out from nothing.
function isUnknown(draft: Draft, { cell, holder }: Run, { table, link }: AwaitedLink): boolean {
  const missing = (one: Pick<Holder, 'row' | 'links'>): boolean =>
    (one.row[link] ?? null) !== null && one.links[link] === undefined
  if (table === cell.table) return missing(holder)
  return table === '' ? missing(draft) : (draft.tables[table] ?? []).some(missing)
}

/** Notes a changed value and marks what depends on it. */
export function changedValue(
  draft: Draft,
  dirty: Dirty,
  at: { readonly table: string; readonly key: string; readonly row: string | undefined },
): void {
  const path = valuePath(at.table, at.key)
  draft.changed.add(path)
  if (at.table !== '') draft.changed.add(at.table)
  mark(draft, dirty, { path, row: at.row })
}

type Applied = {
  readonly cell: Cell
  readonly holder: Holder
  readonly field: FieldPlan
  readonly plan: TablePlan
  readonly result: Json
}

function apply(draft: Draft, { cell, holder, field, result }: Applied): boolean {
  const { key } = field
  if (cell.aspect === 'value') return setComputed(draft, { holder, field, value: result })
  if (cell.aspect === 'options') return narrow(draft, { cell, holder, field, result })
  if (cell.aspect === 'visible') patchField(holder, key, { visible: field.placed && result === true })
  if (cell.aspect === 'canAdd' || cell.aspect === 'canDelete')
    patchField(holder, key, { [cell.aspect]: result === true })
  if (cell.aspect === 'required') patchField(holder, key, { required: field.required || result === true })
  if (cell.aspect === 'readOnly')
    patchField(holder, key, {
      readOnly:
        field.computed ||
        result === true ||
        isUnwritable(draft, cell.table, key) ||
        (!draft.around.isNew && isLocked(draft)),
    })
  return false
}

/** Whether the stored record is locked against people. */
export function isLocked(draft: Pick<Draft, 'program' | 'around'>): boolean {
  const { locked } = draft.program
  const { previous, user, now } = draft.around
  return (
    locked !== undefined &&
    previous !== undefined &&
    locked({ row: previous, previous, user, now, isNew: false })
  )
}

type Write = { readonly holder: Holder; readonly field: FieldPlan; readonly value: Json }

/** Writes a computed value, rounded to its column; a value that does not fit becomes an error of the field. */
function setComputed(draft: Draft, { holder, field, value }: Write): boolean {
  const fitted = value === null ? null : (field.type.fit?.(value, field.document) ?? value)
  const read = field.type.parse(fitted, contextOf(field, draft.around))
  const next = read.ok ? read.value : null
  const faults = read.ok ? [] : [{ path: field.key, code: read.code, message: read.message }]
  const before = holder.row[field.key] ?? null
  holder.row[field.key] = next
  patchField(holder, field.key, {
    value: next,
    errors: faults,
    input: read.ok ? undefined : fitted,
  } as Partial<(typeof holder.fields)[string]>)
  return !same(before, next)
}

/** Keeps to the choices that fit; a value that no longer does is cleared, with a notice. */
function narrow(draft: Draft, given: Pick<Applied, 'cell' | 'holder' | 'field' | 'result'>): boolean {
  const { cell, holder, field, result } = given
  if (Array.isArray(result)) patchField(holder, field.key, { options: Object.freeze(result.map(String)) })
  const before = holder.row[field.key] ?? null
  // What a person can't write, a person can't mend: what it comes to is told on saving.
  const shut = cell.table !== '' && draft.fields[cell.table]?.readOnly === true
  if (!draft.clearing || before === null || shut || holder.fields[field.key]?.readOnly === true) return false
  if (fits(before, result)) return false
  const kept =
    Array.isArray(before) && Array.isArray(result) ? before.filter((one) => result.includes(one)) : []
  const next = kept.length === 0 ? null : kept
  holder.row[field.key] = next
  patchField(holder, field.key, { value: next, errors: [] })
  if (next === null) delete holder.links[field.key]
  draft.notices.push(detail(field.key, 'FORM_CLEARED', labels(field.document)))
  return true
}

/** Whether a value is among the choices that fit (a list), or the link does (true). */
export function fits(value: Json, choices: Json): boolean {
  if (!Array.isArray(choices)) return choices !== false
  const values: readonly Json[] = Array.isArray(value) ? value : [value]
  return values.every((one) => choices.includes(one))
}
