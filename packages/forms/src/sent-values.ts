import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { draftOf, recordInput, same } from './draft.ts'
import { hasMoved, isGuarded } from './stored.ts'
import type { FormProgram, FormState } from './types.ts'
import { changedValues, writtenValues } from './values.ts'

/**
 * What to send when a record is saved with its form: of a new one what is filled in, of a stored one what differs. Where
 * the form or the field would fill in something by itself, what a person left empty or as it was is sent too, so that
 * nothing is filled in anew; what the form keeps read-only is left to the server, which follows the same rules.
 */
export function sentValues(program: FormProgram, state: FormState): RecordValues {
  const all = withInputs(program, state)
  const changed = state.around.isNew ? all : changedValues(program, state, all)
  const sent: { [key: string]: Json } = {}
  const fills = filledFields(program, state)
  // Of a new record there is nothing stored to keep to: what it was opened with is sent, and the server has the last word.
  const kept = state.around.isNew ? new Set<string>() : guardedFields(program, state)
  for (const field of program.tables.get('')?.fields.values() ?? []) {
    const { key } = field
    const value = all[key]
    if (value === undefined || kept.has(key) || state.around.unwritable?.has(key) === true) continue
    const wanted = state.around.isNew
      ? value !== null || field.standard !== undefined || fills.has(key)
      : Object.hasOwn(changed, key) || fills.has(key)
    if (wanted) sent[key] = value
  }
  return sent
}

/** Written values, with what can't be read as it was typed. */
function withInputs(program: FormProgram, state: FormState): RecordValues {
  const values = { ...writtenValues(program, state) }
  for (const [key, field] of Object.entries(state.fields))
    if (field.input !== undefined && Object.hasOwn(values, key)) values[key] = field.input
  for (const [table, rows] of Object.entries(state.tables)) {
    const list = values[table]
    if (!Array.isArray(list)) continue
    values[table] = (list as readonly RecordValues[]).map((row, at) => {
      const typed = Object.entries(rows[at]?.fields ?? {}).filter(
        ([key, { input }]) => input !== undefined && Object.hasOwn(row, key),
      )
      return { ...row, ...Object.fromEntries(typed.map(([key, { input }]) => [key, input ?? null])) }
    })
  }
  return values
}

/** Fields that a rule or data link of the form would fill in, were they not given. */
function filledFields(program: FormProgram, state: FormState): ReadonlySet<string> {
  const draft = draftOf(program, state, false)
  const plan = program.tables.get('')
  if (plan === undefined) return new Set()
  const moved = program.setters.filter(
    ({ table, watches }) =>
      table === '' && [...watches].some((path) => hasMoved(draft, path, { plan, now: draft })),
  )
  return new Set(moved.flatMap(({ sets }) => sets.map(({ field }) => field)))
}

function guardedFields(program: FormProgram, state: FormState): ReadonlySet<string> {
  const draft = draftOf(program, state, false)
  const plan = program.tables.get('')
  if (plan === undefined) return new Set()
  const input = recordInput(draft)
  const guarded = [...plan.guards].filter(
    ([key, cell]) =>
      state.fields[key]?.readOnly === true && isGuarded(draft, cell, { plan, now: draft, input }),
  )
  return new Set(guarded.map(([key]) => key))
}

/**
 * Whether a person has changed something that is still different from what was opened. What the form works out or looks
 * up by itself does not count, nor does what was typed and taken back.
 */
export function isDirty(program: FormProgram, state: FormState): boolean {
  const { origin, touched } = state
  return touched.some((key) => {
    if (program.tables.has(key)) return tableDiffers(program, state, key)
    return state.fields[key]?.input !== undefined || !same(origin.row[key] ?? null, state.row[key] ?? null)
  })
}

function tableDiffers(program: FormProgram, state: FormState, table: string): boolean {
  const before = state.origin.tables[table] ?? []
  const now = state.tables[table] ?? []
  if (before === now) return false
  if (before.length !== now.length) return true
  const fields = [...(program.tables.get(table)?.fields.values() ?? [])].filter(
    (one) => one.stored && !one.computed,
  )
  return now.some((row, at) => {
    const other = before[at]
    if (row === other) return false
    if (other === undefined || row.key !== other.key) return true
    return fields.some(
      ({ key }) =>
        row.fields[key]?.input !== undefined || !same(other.row[key] ?? null, row.row[key] ?? null),
    )
  })
}
