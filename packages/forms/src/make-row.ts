import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { type Draft, type Holder, isUnwritable, recordInput, rowInput } from './draft.ts'
import { awaitLink } from './places.ts'
import { fitted, noErrors, type Read, readInput } from './read.ts'
import type { RowState, TablePlan } from './types.ts'

/** Makes a row of a sub-table with its defaults, not yet worked out. */
export function makeRow(
  draft: Draft,
  plan: TablePlan,
  { values, links }: { readonly values: RecordValues; readonly links: RowState['links'] },
): RowState {
  const id = values['id']
  const known = typeof id === 'string' && id !== ''
  const key = known ? id : `+${draft.nextRow}`
  if (!known) draft.nextRow += 1
  const row: RowState & Holder = { key, row: known ? { id } : {}, links: { ...links }, fields: {} }
  draft.owned.add(row)
  fill(draft, { plan, holder: row, values, locked: false })
  if (known) return row
  defaults(draft, { plan, holder: row, values, input: () => rowInput(draft, plan, row) })
  awaitLinks(draft, { plan, holder: row, row: key })
  return row
}

type Fill = {
  readonly plan: TablePlan
  readonly holder: Holder
  readonly values: RecordValues
  readonly locked: boolean
}

/** Fills a record or row with what was written; what is not given is empty. */
export function fill(draft: Draft, { plan, holder, values, locked }: Fill): void {
  for (const field of plan.fields.values()) {
    const isTable = plan.table === '' && draft.program.tables.has(field.key)
    const given = values[field.key]
    const { value, errors, input } = isTable
      ? noInput
      : (readStored(draft, plan, { key: field.key, given }) ?? readInput(draft, field, given))
    const readOnly = locked || field.computed || isUnwritable(draft, plan.table, field.key)
    const state = { value, errors, visible: field.placed, required: field.required, readOnly }
    holder.fields[field.key] = Object.freeze(input === undefined ? state : { ...state, input })
    if (!isTable) holder.row[field.key] = value
  }
  // Names such as owner and created_at, and id, that expressions read but the form does not show.
  for (const [key, value] of Object.entries(values)) {
    const known = plan.entity.field(key)
    if (known?.system === true && holder.row[key] === undefined) holder.row[key] = value
  }
}

/** A plain value of the record that is as it is stored: it was read when it was written. */
function readStored(
  draft: Draft,
  plan: TablePlan,
  at: { readonly key: string; readonly given: Json | undefined },
): Read | undefined {
  const { key, given } = at
  if (plan.table !== '' || given === undefined || typeof given === 'object') return undefined
  return draft.around.previous?.[key] === given ? { value: given, errors: noErrors } : undefined
}

const noInput: Read = Object.freeze({ value: null, errors: noErrors })

/** Asks for what lies behind links that something new begins with, where nobody brought it along. */
export function awaitLinks(
  draft: Draft,
  of: { readonly plan: TablePlan; readonly holder: Holder; readonly row: string | undefined },
): void {
  const { plan, holder, row } = of
  for (const key of Object.keys(draft.program.needs.links[plan.table] ?? {})) {
    const field = plan.fields.get(key)
    if (field === undefined || (holder.row[key] ?? null) === null || holder.links[key] !== undefined) continue
    awaitLink(draft, new Map(), { target: { table: plan.table, row, key, field, holder }, link: undefined })
  }
}

type Defaults = Omit<Fill, 'locked'> & { readonly input: () => ReturnType<typeof recordInput> }

/** Fills in defaults, in field order, so that a default may lean on fields above it. */
export function defaults(draft: Draft, { plan, holder, values, input }: Defaults): void {
  for (const field of plan.fields.values()) {
    const before = holder.fields[field.key]
    if (
      field.standard === undefined ||
      before === undefined ||
      field.computed ||
      values[field.key] !== undefined
    )
      continue
    const given = field.standard(input())
    const state = readInput(draft, field, fitted(field, given))
    holder.fields[field.key] = Object.freeze({ ...before, ...state })
    holder.row[field.key] = state.value
    // What was read behind it was read for nothing yet.
    if (state.value !== null) delete holder.links[field.key]
  }
}
