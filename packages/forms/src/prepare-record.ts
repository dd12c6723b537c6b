import type { ErrorDetail } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { emptyRollup } from '@mortise/fields'
import type { RecordValues } from '@mortise/schema'
import { isValues, same } from './draft.ts'
import { detail } from './errors.ts'
import { labels } from './labels.ts'
import { openForm, type OpenFormInput } from './open-form.ts'
import { fieldAt, placeOf } from './places.ts'
import type { FormProgram, FormState, LinkPlace, TablePlan } from './types.ts'
import { unknownField, validateForm } from './validate-form.ts'
import { valuesOf } from './values.ts'

/** A record on its way in: the fields that somebody writes, over what is stored. */
export type PrepareInput = Omit<OpenFormInput, 'given'> & {
  /**
   * A write without a form speaks only of what it gives: what was empty before, such as a required field that a form did
   * not show, is not asked for on this occasion.
   */
  readonly onlyGiven?: boolean | undefined
}

/** The record as it is to be stored, and what is wrong with it. */
export type Prepared = {
  /** Canonical values of all stored fields; sub-tables as whole lists of rows. */
  readonly values: RecordValues
  readonly errors: readonly ErrorDetail[]
  readonly warnings: readonly ErrorDetail[]
  /** Records whose data something reads, that links of the form's own making point at: to be read, and prepared anew. */
  readonly behind: readonly LinkPlace[]
}

/**
 * Prepares a record for saving, whoever writes it: screen, API, import or flow. Reads the input by field types, fills
 * in defaults of new records, works out formulas and checks everything. Fields not given keep their stored values; a
 * sub-table that is given replaces all its rows.
 */
export function prepareRecord(program: FormProgram, input: PrepareInput): Prepared {
  const figures = input.isNew ? emptyFigures(program) : {}
  const merged = { ...figures, ...input.previous, ...definedOnly(input.values) }
  const given = Object.keys(definedOnly(input.values))
  const state = openForm(program, { ...input, values: merged, given })
  const verdict = validateForm(program, state)
  const record = program.tables.get('')
  const strangers = record === undefined ? [] : strangersIn(program, record, input)
  return {
    values: valuesOf(program, state),
    errors: [...strangers, ...verdict.errors.filter((error) => isAsked(input, error))],
    warnings: verdict.warnings,
    behind: behindOf(state),
  }
}

function isAsked({ onlyGiven, values, previous }: PrepareInput, { code, path }: ErrorDetail): boolean {
  if (onlyGiven !== true || previous === undefined || code !== 'FORM_REQUIRED') return true
  const [head = '', inner] = path.split('/')
  return values[head] !== undefined || (inner === undefined && !isEmpty(previous[head]))
}

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

function behindOf(state: FormState): readonly LinkPlace[] {
  return state.pending.flatMap((path) => {
    const { table, key } = placeOf(path, state)
    const id = fieldAt(state, path)?.value
    return typeof id === 'string' ? [{ table, field: key, id }] : []
  })
}

/** Roll-ups of a record that nothing points at yet: what formulas over them begin with. */
function emptyFigures(program: FormProgram): RecordValues {
  const plans = [...(program.tables.get('')?.fields ?? [])]
  return Object.fromEntries(
    plans.flatMap(([key, { type, document }]) =>
      type.source?.(document)?.from === 'rows' ? [[key, emptyRollup(document)]] : [],
    ),
  )
}

function definedOnly(values: RecordValues): RecordValues {
  const defined: { [key: string]: Json } = {}
  for (const [key, value] of Object.entries(values)) if (value !== undefined) defined[key] = value
  return defined
}

/** Keys that name nothing, and values for fields that nobody can write (unless they say what is there anyway). */
function strangersIn(program: FormProgram, record: TablePlan, input: PrepareInput): readonly ErrorDetail[] {
  const found = strangersOf(record, { values: input.values, before: input.previous, prefix: '' })
  for (const plan of program.tables.values()) {
    const rows: Json | undefined = plan.table === '' ? undefined : input.values[plan.table]
    if (!Array.isArray(rows)) continue
    for (const [index, row] of rows.entries()) {
      if (isValues(row))
        found.push(
          ...strangersOf(plan, { values: row, before: undefined, prefix: `${plan.table}/${index}/` }),
        )
    }
  }
  return found
}

type Strangers = {
  readonly values: RecordValues
  readonly before: RecordValues | undefined
  readonly prefix: string
}

function strangersOf(plan: TablePlan, { values, before, prefix }: Strangers): ErrorDetail[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const field = plan.fields.get(key)
    if (field === undefined)
      return plan.entity.field(key) === undefined ? [unknownField(key, plan, prefix)] : []
    const refused = field.computed && prefix === '' && !same(value, before?.[key] ?? null)
    return refused ? [detail(key, 'FORM_FIELD_COMPUTED', labels(field.document))] : []
  })
}
