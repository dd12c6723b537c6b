import type { ErrorDetail } from '@mortise/errors'
import type { EvaluationInput, Json, LinkedRow } from '@mortise/expressions'
import type { FieldContext } from '@mortise/fields'
import type {
  FieldPlan,
  FieldState,
  FormProgram,
  FormState,
  RowState,
  Surroundings,
  TablePlan,
} from './types.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Values = { [key: string]: Json }
type Fields = { [key: string]: FieldState }

/** The record itself or one row of a sub-table, being changed. */
export type Holder = {
  readonly row: Values
  readonly links: { [key: string]: LinkedRow | null }
  readonly fields: Fields
}

type DraftRow = Holder & { readonly key: string }

/**
 * A state being changed: copies of what may change, made once each, so that the state it came from stays as it is and
 * shares everything untouched with the next.
 */
export type Draft = Holder & {
  readonly program: FormProgram
  readonly around: Surroundings
  readonly tables: { [table: string]: readonly RowState[] }
  readonly layout: { [node: string]: boolean }
  readonly shown: { [node: string]: Json }
  readonly notices: ErrorDetail[]
  readonly pending: Set<string>
  readonly waiting: Set<string>
  readonly touched: Set<string>
  readonly origin: FormState['origin']
  /** Rows copied in this step. */
  readonly owned: Set<RowState>
  /** Value paths that changed in this step and in this round of it, for setters; and in the whole step. */
  readonly changed: Set<string>
  readonly everChanged: Set<string>
  /** Whether choices that no longer fit are cleared: on edits, not when a record is opened. */
  readonly clearing: boolean
  runs: number
  nextRow: number
}

/** Starts a change. */
export function draftOf(program: FormProgram, state: FormState, clearing: boolean): Draft {
  return {
    program,
    around: state.around,
    row: { ...state.row },
    links: { ...state.links },
    fields: { ...state.fields },
    tables: { ...state.tables },
    layout: { ...state.layout },
    shown: { ...state.shown },
    notices: [],
    pending: new Set(state.pending),
    waiting: new Set(state.waiting),
    touched: new Set(state.touched),
    origin: state.origin,
    owned: new Set(),
    changed: new Set(),
    everChanged: new Set(),
    clearing,
    runs: state.runs,
    nextRow: state.nextRow,
  }
}

/** Ends a change. */
export function finish(draft: Draft): FormState {
  for (const row of draft.owned) freezeHolder(row)
  for (const rows of Object.values(draft.tables)) Object.freeze(rows)
  const { row, links, fields, tables, layout, shown, notices, runs, nextRow, around, origin } = draft
  const state: Mutable<FormState> = {
    row,
    links,
    fields,
    tables,
    layout,
    shown,
    notices,
    pending: [...draft.pending],
    waiting: [...draft.waiting],
    touched: [...draft.touched],
    origin,
    runs,
    nextRow,
    around,
  }
  freezeHolder(state)
  const { pending, waiting, touched } = state
  for (const part of [tables, layout, shown, notices, pending, waiting, touched]) Object.freeze(part)
  return state
}

function freezeHolder(holder: Pick<FormState, 'row' | 'links' | 'fields'>): void {
  Object.freeze(holder.row)
  Object.freeze(holder.links)
  Object.freeze(holder.fields)
  Object.freeze(holder)
}

/** A row that may be changed, by its place. */
export function ownedRow(draft: Draft, table: string, index: number): DraftRow | undefined {
  const rows = draft.tables[table] ?? []
  const row = rows[index]
  if (row === undefined) return undefined
  if (draft.owned.has(row)) return row as DraftRow
  const copy: DraftRow = {
    key: row.key,
    row: { ...row.row },
    links: { ...row.links },
    fields: { ...row.fields },
  }
  draft.owned.add(copy)
  draft.tables[table] = rows.with(index, copy)
  return copy
}

/** Place of a row by its key. */
export function rowIndex(draft: Pick<Draft, 'tables'>, table: string, key: string): number {
  return (draft.tables[table] ?? []).findIndex((row) => row.key === key)
}

/** Writes part of a field's state; the object is replaced only when something differs. */
export function patchField(holder: Holder, key: string, patch: Partial<FieldState>): boolean {
  const field = holder.fields[key]
  if (field === undefined) return false
  const names = Object.keys(patch) as (keyof FieldState)[]
  if (names.every((name) => same(field[name] as Json | undefined, patch[name] as Json | undefined)))
    return false
  const next: Mutable<Partial<FieldState>> = { ...field, ...patch }
  for (const name of ['input', 'options'] as const) if (next[name] === undefined) delete next[name]
  holder.fields[key] = Object.freeze(next) as FieldState
  return true
}

/** Whether two values are the same JSON. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  return JSON.stringify(a) === JSON.stringify(b)
}

/** What expressions of the record run on. */
export function recordInput(draft: Draft): EvaluationInput {
  const { around } = draft
  return {
    ...surroundings(around),
    row: draft.row,
    links: draft.links,
    rows: { ...around.rows, ...draft.tables },
    previous: around.previous,
  }
}

/** What expressions of a row run on: its own values, and the record behind its parent field. */
export function rowInput(
  draft: Draft,
  plan: TablePlan,
  row: Pick<RowState, 'row' | 'links'>,
): EvaluationInput {
  const parent = { row: draft.row, links: draft.links }
  const links = plan.parentField === undefined ? row.links : { ...row.links, [plan.parentField]: parent }
  const before = previousRow(draft.around, plan.table, row.row['id'])
  return { ...surroundings(draft.around), row: row.row, links, previous: before, isNew: before === undefined }
}

function surroundings({
  isNew,
  user,
  now,
  timeZone,
  fiscalYearStart,
  workdays,
  lookup,
}: Surroundings): Omit<EvaluationInput, 'row'> {
  return {
    isNew,
    user,
    now,
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(fiscalYearStart === undefined ? {} : { fiscalYearStart }),
    ...(workdays === undefined ? {} : { workdays }),
    ...(lookup === undefined ? {} : { lookup }),
  }
}

// Stored rows are asked for by id for each row and each cell, so the ids are looked up once.
const byRows = new WeakMap<readonly Json[], ReadonlyMap<Json, Stored>>()

type Stored = { readonly [key: string]: Json }

function rowsById(rows: readonly Json[]): ReadonlyMap<Json, Stored> {
  const known = byRows.get(rows)
  if (known !== undefined) return known
  const made = new Map(rows.filter(isValues).map((row) => [row['id'] ?? null, row]))
  byRows.set(rows, made)
  return made
}

/** The stored values of a row, by its id. */
export function previousRow(
  around: Surroundings,
  table: string,
  id: Json | undefined,
): { readonly [key: string]: Json } | undefined {
  const rows = around.previous?.[table]
  return typeof id === 'string' && Array.isArray(rows) ? rowsById(rows).get(id) : undefined
}

/** Whether rights keep the person from writing a field. */
export function isUnwritable({ around }: Pick<Draft, 'around'>, table: string, key: string): boolean {
  return around.unwritable?.has(table === '' ? key : `${table}.${key}`) === true
}

/** Whether JSON is an object of values. */
export function isValues(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What expressions of the record ran on before this change; undefined for a new record. */
export function storedInput(
  draft: Draft,
  plan: TablePlan,
  row: Pick<RowState, 'row'>,
): EvaluationInput | undefined {
  const { around } = draft
  const { previous } = around
  if (previous === undefined) return undefined
  const record = { row: previous, links: {} }
  if (plan.table === '') {
    const tables = Object.fromEntries(
      [...draft.program.tables.keys()].map((key) => [key, storedRows(previous[key])]),
    )
    return { ...surroundings(around), ...record, rows: { ...around.rows, ...tables }, previous }
  }
  const before = previousRow(around, plan.table, row.row['id'])
  if (before === undefined) return undefined
  const links = plan.parentField === undefined ? {} : { [plan.parentField]: record }
  return { ...surroundings(around), row: before, links, previous: before, isNew: false }
}

function storedRows(value: Json | undefined): readonly LinkedRow[] {
  return Array.isArray(value) ? value.filter(isValues).map((row) => ({ row, links: {} })) : []
}

/** What a field type is told about its surroundings. */
export function contextOf(plan: FieldPlan, around: Surroundings): FieldContext {
  return { field: plan.document, locale: around.locale ?? 'zh', timeZone: around.timeZone ?? 'Asia/Shanghai' }
}
