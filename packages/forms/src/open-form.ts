import type { Json, LinkedRow } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { type Draft, draftOf, finish, isValues, recordInput } from './draft.ts'
import { awaitLinks, defaults, fill, makeRow } from './make-row.ts'
import { type Dirty, isLocked, markAll, recompute } from './recompute.ts'
import { settleGiven } from './settle.ts'
import type { FormProgram, FormState, RowState, Surroundings, TablePlan } from './types.ts'

/** A record to open: its values and what its expressions read around it (`program.needs`). */
export type OpenFormInput = Surroundings & {
  /** By field key; sub-tables as lists of rows. Values may be as people or programs write them. */
  readonly values: RecordValues
  readonly links?: { readonly [field: string]: LinkedRow | null } | undefined
  /** Data behind the links of sub-table rows: by sub-table, row by row. */
  readonly rowLinks?:
    | { readonly [table: string]: readonly { readonly [field: string]: LinkedRow | null }[] }
    | undefined
  /** Keys of the values that somebody gave; absent means all of them. What is not given, rules of the form may fill. */
  readonly given?: readonly string[] | undefined
}

/**
 * Opens a record in a form: fills in defaults (new records only, fields not given), works everything out once. Existing
 * values are never cleared by opening.
 */
export function openForm(program: FormProgram, input: OpenFormInput): FormState {
  const { values, links = {}, rowLinks = {}, given, ...around } = input
  const draft = draftOf(program, emptyState(around, links), false)
  const record = program.tables.get('')
  if (record === undefined) return finish(draft)
  fill(draft, { plan: record, holder: draft, values, locked: !around.isNew && isLocked(draft) })
  for (const plan of program.tables.values())
    if (plan.table !== '') openRows(draft, plan, { values, links: rowLinks[plan.table] ?? [] })
  if (around.isNew) {
    defaults(draft, { plan: record, holder: draft, values, input: () => recordInput(draft) })
    awaitLinks(draft, { plan: record, holder: draft, row: undefined })
  }
  const dirty: Dirty = new Map()
  markAll(draft, dirty)
  recompute(draft, dirty)
  const written = given === undefined ? values : Object.fromEntries(given.map((key) => [key, values[key]]))
  settleGiven(draft, written as RecordValues)
  const state = finish(draft)
  return Object.freeze({ ...state, origin: { row: state.row, tables: state.tables } })
}

function emptyState(around: Surroundings, links: FormState['links']): FormState {
  return {
    fields: {},
    row: {},
    links,
    tables: {},
    layout: {},
    shown: {},
    notices: [],
    pending: [],
    waiting: [],
    origin: { row: {}, tables: {} },
    touched: [],
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
