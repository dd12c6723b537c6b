import type { Json, LinkedRow } from '@mortise/expressions'
import { type Draft, type Holder, ownedRow, patchField, rowIndex, same } from './draft.ts'
import { fitted, readInput } from './read.ts'
import { changedValue, type Dirty, markAwaiting } from './recompute.ts'
import type { FieldPlan, FieldState, FormState } from './types.ts'

/** A place taken apart. */
export type Place = { readonly table: string; readonly row: string | undefined; readonly key: string }

/** A field of the record or of a row, to be written. */
export type Target = Place & { readonly field: FieldPlan; readonly holder: Holder }

/** Takes a place apart: `amount`, or `items/<row key or index>/qty`. */
export function placeOf(path: string, state: Pick<FormState, 'tables'>): Place {
  const [first = '', row, key] = path.split('/')
  if (row === undefined || key === undefined) return { table: '', row: undefined, key: first }
  const rows = state.tables[first] ?? []
  const byIndex = rows.some((one) => one.key === row) ? undefined : rows[Number(row)]?.key
  return { table: first, row: byIndex ?? row, key }
}

/** The name of a place. */
export function pathOf({ table, row, key }: Place): string {
  return table === '' ? key : `${table}/${row ?? ''}/${key}`
}

/** The state of a field at a place; undefined where there is none. */
export function fieldAt(state: FormState, path: string): FieldState | undefined {
  const { table, row, key } = placeOf(path, state)
  if (table === '') return state.fields[key]
  return state.tables[table]?.find((one) => one.key === row)?.fields[key]
}

/** The field at a place, with what holds it made ready to be changed. */
export function targetOf(draft: Draft, path: string): Target | undefined {
  const place = placeOf(path, draft)
  const field = draft.program.tables.get(place.table)?.fields.get(place.key)
  const holder =
    place.table === '' ? draft : ownedRow(draft, place.table, rowIndex(draft, place.table, place.row ?? ''))
  return field === undefined || holder === undefined ? undefined : { ...place, field, holder }
}

/** Whether a person can write there. */
export function isWritable(draft: Draft, { table, key, field, holder }: Target): boolean {
  const tableOpen = table === '' || draft.fields[table]?.readOnly !== true
  return tableOpen && !field.computed && holder.fields[key]?.readOnly !== true
}

type WriteInput = {
  readonly target: Target
  readonly value: Json
  readonly link?: LinkedRow | null | undefined
}

/** Writes a value, as typed or canonical, and marks what depends on it. */
export function write(draft: Draft, dirty: Dirty, { target, value, link }: WriteInput): void {
  const { field, holder, table, row, key } = target
  const read = readInput(draft, field, value)
  const changed = !same(holder.row[key] ?? null, read.value)
  patchField(holder, key, { input: undefined, ...read } as Partial<FieldState>)
  if (!changed && link === undefined) return
  holder.row[key] = read.value
  if (isLink(draft, target)) awaitLink(draft, dirty, { target, link: read.value === null ? null : link })
  changedValue(draft, dirty, { table, key, row })
}

/** Writes what was worked out for a field, rounded to its column. */
export function writeFitted(
  draft: Draft,
  dirty: Dirty,
  given: { readonly target: Target; readonly value: Json },
): void {
  const { target } = given
  write(draft, dirty, { target, value: fitted(target.field, given.value) })
}

// People and departments are links too, though their type points at no entity of the model.
function isLink(draft: Draft, { table, key }: Target): boolean {
  return draft.program.tables.get(table)?.entity.scope.find(key)?.type.kind === 'id'
}

/** Takes what lies behind a link as given or known; else, where something reads it, it is waited for. */
export function awaitLink(
  draft: Draft,
  dirty: Dirty,
  given: { readonly target: Target; readonly link: LinkedRow | null | undefined },
): void {
  const { target } = given
  const { table, key: field, holder } = target
  const id = holder.row[field] ?? null
  const known =
    given.link ?? (typeof id === 'string' ? draft.around.linked?.({ table, field, id }) : undefined)
  const link = given.link === null ? null : known
  const needed = (draft.program.needs.links[table]?.[field] ?? []).length > 0
  if (needed && link === undefined) {
    draft.pending.add(pathOf(target))
    delete holder.links[field]
    return
  }
  if (draft.pending.delete(pathOf(target))) markAwaiting(draft, dirty, target)
  holder.links[field] = link ?? null
}
