import type { EvaluationInput, Json } from '@mortise/expressions'
import { type Draft, type Holder, ownedRow, recordInput, rowInput, same } from './draft.ts'
import { forgetRows } from './forget-rows.ts'
import { awaitLinks, makeRow } from './make-row.ts'
import { type Target, write } from './places.ts'
import { fitted, readInput } from './read.ts'
import { type Dirty, mark, markRow, recompute } from './recompute.ts'
import { hasMoved, isGuarded, storedOf } from './stored.ts'
import type { Cell, RowState, SetterPlan, TablePlan } from './types.ts'
import { isAwaiting } from './waiting.ts'

/*
 * Fields that the form keeps read-only follow: they hold what is stored, or what the form's own rules and data links
 * make of the other values. So the same comes out whatever a person did in between, and whoever sends the record.
 */

/** One field to be followed. */
type Guarded = {
  readonly plan: TablePlan
  readonly cell: Cell
  readonly holder: Holder
  readonly row: string | undefined
}

/** Brings every guarded field to what it follows; true when one has changed. */
export function follow(draft: Draft): boolean {
  let moved = false
  for (const plan of draft.program.tables.values()) {
    if (plan.guards.size === 0) continue
    moved = (plan.table === '' ? followRecord(draft, plan) : followRows(draft, plan)) || moved
  }
  return moved
}

function followRecord(draft: Draft, plan: TablePlan): boolean {
  let moved = false
  for (const cell of plan.guards.values()) {
    if (draft.around.ruled?.includes(cell.key) === true) continue
    const table = draft.program.tables.get(cell.key)
    moved =
      (table === undefined
        ? followField(draft, { plan, cell, holder: draft, row: undefined })
        : keepRows(draft, { plan, cell, table })) || moved
  }
  return moved
}

function followRows(draft: Draft, plan: TablePlan): boolean {
  let moved = false
  const whole = [...plan.leans].some((path) => draft.everChanged.has(path))
  for (const [at, one] of (draft.tables[plan.table] ?? []).entries()) {
    // What a row follows changes with the row itself, or with what it leans on around it.
    if (!whole && !draft.owned.has(one)) continue
    for (const cell of plan.guards.values()) {
      if (one.fields[cell.key]?.readOnly !== true) continue
      const holder = ownedRow(draft, plan.table, at)
      if (holder !== undefined) moved = followField(draft, { plan, cell, holder, row: one.key }) || moved
    }
  }
  return moved
}

const noSetters: readonly SetterPlan[] = []

function followField(draft: Draft, given: Guarded): boolean {
  const { plan, cell, holder, row } = given
  const state = holder.fields[cell.key]
  const field = plan.fields.get(cell.key)
  if (state?.readOnly !== true || field === undefined || field.computed) return false
  const stored = storedOf(draft, plan, holder)
  const setters = plan.setters.get(cell.key) ?? noSetters
  const now = holder.row[cell.key] ?? null
  const asStored = stored !== undefined && state.input === undefined && same(stored[cell.key] ?? null, now)
  if (asStored && setters.length === 0) return false
  const input = inputOf(draft, plan, holder)
  if (!isGuarded(draft, cell, { plan, now: holder, input })) return false
  const next = followed(draft, { ...given, setters, input })
  if (next === undefined) return false
  const read = readInput(draft, field, next)
  if (same(read.value, now) && same(read.input ?? null, state.input ?? null)) return false
  const target: Target = { table: plan.table, row, key: cell.key, field, holder }
  const dirty: Dirty = new Map()
  write(draft, dirty, { target, value: next })
  recompute(draft, dirty)
  return true
}

const inputOf = (draft: Draft, plan: TablePlan, holder: Holder): EvaluationInput =>
  plan.table === '' ? recordInput(draft) : rowInput(draft, plan, holder)

/** What a guarded field should hold; undefined where it keeps what it has. */
function followed(
  draft: Draft,
  given: Guarded & { readonly setters: readonly SetterPlan[]; readonly input: EvaluationInput },
): Json | undefined {
  const { plan, cell, holder, row, setters, input } = given
  const field = plan.fields.get(cell.key)
  if (field === undefined) return undefined
  for (const setter of setters) {
    if (![...setter.watches].some((path) => hasMoved(draft, path, { plan, now: holder }))) continue
    if (isAwaiting(draft, setter, { input, row })) return undefined
    if (!setter.holds(input)) continue
    const set = setter.sets.find((one) => one.field === cell.key)
    if (set !== undefined) return fitted(field, set.value(input))
  }
  const stored = storedOf(draft, plan, holder)
  if (stored !== undefined) return stored[cell.key] ?? null
  return field.standard === undefined ? undefined : fitted(field, field.standard(input))
}

/** Rows of a sub-table that is read-only stay as they are stored. */
function keepRows(
  draft: Draft,
  given: { readonly plan: TablePlan; readonly cell: Cell; readonly table: TablePlan },
): boolean {
  const { plan, cell, table } = given
  const stored = draft.around.previous?.[table.table]
  if (draft.fields[cell.key]?.readOnly !== true || draft.around.previous === undefined) return false
  const before = (Array.isArray(stored) ? stored : []) as readonly RowState['row'][]
  const rows = draft.tables[table.table] ?? []
  const keys = [...table.fields.values()].filter((one) => one.stored && !one.computed).map(({ key }) => key)
  const kept = (row: RowState, at: number): boolean =>
    row.row['id'] === before[at]?.['id'] &&
    keys.every(
      (key) => row.fields[key]?.input === undefined && same(row.row[key] ?? null, before[at]?.[key] ?? null),
    )
  if (rows.length === before.length && rows.every(kept)) return false
  if (!isGuarded(draft, cell, { plan, now: draft, input: recordInput(draft) })) return false
  const known = new Map(rows.map((row) => [row.row['id'], row]))
  draft.tables[table.table] = []
  forgetRows(draft, table.table, new Set(rows.map(({ key }) => key)))
  const made = before.map((values) => {
    const row = makeRow(draft, table, { values, links: linksStill(known.get(values['id']), values) })
    awaitLinks(draft, { plan: table, holder: row as Holder, row: row.key })
    return row
  })
  draft.tables[table.table] = made
  const dirty: Dirty = new Map()
  draft.changed.add(table.table)
  mark(draft, dirty, { path: table.table })
  for (const row of made) markRow(draft, dirty, table.table, row.key)
  recompute(draft, dirty)
  return true
}

/** What lies behind those links of a row that point where they did. */
function linksStill(row: RowState | undefined, values: RowState['row']): RowState['links'] {
  return Object.fromEntries(
    Object.entries(row?.links ?? {}).filter(([key]) => same(row?.row[key] ?? null, values[key] ?? null)),
  )
}

/** Whether a setter leaves a field alone because it follows. */
export function follows(draft: Draft, target: Target): boolean {
  const plan = draft.program.tables.get(target.table)
  const cell = plan?.guards.get(target.key)
  if (plan === undefined || cell === undefined || target.holder.fields[target.key]?.readOnly !== true)
    return false
  const input = inputOf(draft, plan, target.holder)
  return isGuarded(draft, cell, { plan, now: target.holder, input })
}
