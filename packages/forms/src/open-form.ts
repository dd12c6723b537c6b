import type { Json, LinkedRow } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import {
  contextOf,
  type Draft,
  draftOf,
  finish,
  type Holder,
  isValues,
  recordInput,
  rowInput,
} from './draft.ts'
import { type Dirty, isLocked, markAll, recompute } from './recompute.ts'
import type {
  FieldPlan,
  FieldState,
  FormProgram,
  FormState,
  RowState,
  Surroundings,
  TablePlan,
} from './types.ts'

/** A record to open: its values and what its expressions read around it (`program.needs`). */
export type OpenFormInput = Surroundings & {
  /** By field key; sub-tables as lists of rows. Values may be as people or programs write them. */
  readonly values: RecordValues
  readonly links?: { readonly [field: string]: LinkedRow | null } | undefined
  /** Data behind the links of sub-table rows: by sub-table, row by row. */
  readonly rowLinks?:
    | { readonly [table: string]: readonly { readonly [field: string]: LinkedRow | null }[] }
    | undefined
}

/**
 * Opens a record in a form: fills in defaults (new records only, fields not given), works everything out once. Existing
 * values are never cleared by opening.
 */
export function openForm(program: FormProgram, input: OpenFormInput): FormState {
  const { values, links = {}, rowLinks = {}, ...around } = input
  const draft = draftOf(program, emptyState(around, links), false)
  const record = program.tables.get('')
  if (record === undefined) return finish(draft)
  fill(draft, { plan: record, holder: draft, values, locked: !around.isNew && isLocked(draft) })
  for (const plan of program.tables.values())
    if (plan.table !== '') openRows(draft, plan, { values, links: rowLinks[plan.table] ?? [] })
  if (around.isNew) defaults(draft, { plan: record, holder: draft, values, input: () => recordInput(draft) })
  const dirty: Dirty = new Map()
  markAll(draft, dirty)
  recompute(draft, dirty)
  return finish(draft)
}

function emptyState(around: Surroundings, links: FormState['links']): FormState {
  return {
    fields: {},
    row: {},
    links,
    tables: {},
    layout: {},
    notices: [],
    pending: [],
    runs: 0,
    nextRow: 1,
    around,
  }
}

function openRows(
  draft: Draft,
  plan: TablePlan,
  { values, links }: { readonly values: RecordValues; readonly links: readonly RowState['links'][] },
): void {
  const given = values[plan.table]
  const list: readonly Json[] = Array.isArray(given) ? given : []
  draft.tables[plan.table] = list
    .filter(isValues)
    .map((one, index) => makeRow(draft, plan, { values: one, links: links[index] ?? {} }))
}

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
  if (!known) defaults(draft, { plan, holder: row, values, input: () => rowInput(draft, plan, row) })
  return row
}

type Fill = {
  readonly plan: TablePlan
  readonly holder: Holder
  readonly values: RecordValues
  readonly locked: boolean
}

function fill(draft: Draft, { plan, holder, values, locked }: Fill): void {
  for (const field of plan.fields.values()) {
    const isTable = plan.table === '' && draft.program.tables.has(field.key)
    const given = values[field.key]
    const { value, errors, input } = isTable
      ? noInput
      : (readStored(draft, plan, { key: field.key, given }) ?? readInput(draft, field, given))
    const readOnly = locked || field.computed
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

type Read = Pick<FieldState, 'value' | 'errors' | 'input'>

const noErrors: Read['errors'] = Object.freeze([])
const noInput: Read = Object.freeze({ value: null, errors: noErrors })

/** Reads what was written into a field: a canonical value, or the input with what is wrong with it. */
export function readInput(draft: Pick<Draft, 'around'>, field: FieldPlan, input: Json | undefined): Read {
  const read = field.type.parse(input, contextOf(field, draft.around))
  if (read.ok) return { value: read.value, errors: noErrors }
  const errors = Object.freeze([{ path: field.key, code: read.code, message: read.message }])
  return { value: null, errors, ...(input === undefined ? {} : { input }) }
}

type Defaults = Omit<Fill, 'locked'> & { readonly input: () => ReturnType<typeof recordInput> }

// In field order, so that a default may lean on fields above it.
function defaults(draft: Draft, { plan, holder, values, input }: Defaults): void {
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
    const fitted = given === null ? null : (field.type.fit?.(given, field.document) ?? given)
    const state = readInput(draft, field, fitted)
    holder.fields[field.key] = Object.freeze({ ...before, ...state })
    holder.row[field.key] = state.value
  }
}
