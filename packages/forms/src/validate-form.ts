import { type ErrorDetail, nearestName, say } from '@mortise/errors'
import type { EvaluationInput, Json } from '@mortise/expressions'
import { type Draft, draftOf, previousRow, recordInput, rowInput, same } from './draft.ts'
import { detail } from './errors.ts'
import { labels } from './labels.ts'
import { fits } from './recompute.ts'
import { rowsVerdict } from './validate-rows.ts'
import { optionsIn } from './slots.ts'
import type { Cell, FieldPlan, FieldState, FormProgram, FormState, RowState, TablePlan } from './types.ts'

/** What stops a record from being saved, and what is only said. */
export type Verdict = { readonly errors: readonly ErrorDetail[]; readonly warnings: readonly ErrorDetail[] }

/**
 * Checks a whole record: unreadable input, missing required fields (of what shows and can be written), choices that do
 * not fit, forbidden changes of state fields, and the entity's own checks, also of every row. Paths are places with row
 * numbers (`items/0/qty`).
 */
export function validateForm(program: FormProgram, state: FormState): Verdict {
  const draft = draftOf(program, state, false)
  const record = program.tables.get('')
  if (record === undefined) return { errors: [], warnings: [] }
  const choices = program.cells.filter(({ aspect }) => aspect === 'options')
  const found = [
    verdictOf(draft, {
      plan: record,
      fields: state.fields,
      row: state.row,
      prefix: '',
      input: recordInput(draft),
      before: state.around.previous,
      choices,
      open: true,
    }),
  ]
  for (const plan of program.tables.values()) {
    if (plan.table !== '')
      found.push(
        rowsVerdict(draft, plan),
        ...rowVerdicts(draft, { plan, rows: state.tables[plan.table] ?? [], choices }),
      )
  }
  return {
    errors: found.flatMap(({ errors }) => errors),
    warnings: found.flatMap(({ warnings }) => warnings),
  }
}

function rowVerdicts(
  draft: Draft,
  given: { readonly plan: TablePlan; readonly rows: readonly RowState[]; readonly choices: readonly Cell[] },
): readonly Verdict[] {
  const { plan, rows, choices } = given
  const table = draft.fields[plan.table]
  const open = table === undefined || (table.visible && !table.readOnly)
  return rows.map((one, index) =>
    verdictOf(draft, {
      plan,
      fields: one.fields,
      row: one.row,
      prefix: `${plan.table}/${index}/`,
      input: rowInput(draft, plan, one),
      before: previousRow(draft.around, plan.table, one.row['id']),
      choices,
      open,
    }),
  )
}

type Subject = {
  readonly plan: TablePlan
  readonly fields: FormState['fields']
  readonly row: FormState['row']
  readonly prefix: string
  readonly input: EvaluationInput
  readonly before: FormState['row'] | undefined
  readonly choices: readonly Cell[]
  /** Whether people can get at it: false for rows of a sub-table that is hidden or read-only. */
  readonly open: boolean
}

function verdictOf(draft: Draft, subject: Subject): Verdict {
  const errors: ErrorDetail[] = []
  for (const plan of subject.plan.fields.values()) {
    const field = subject.fields[plan.key]
    if (field !== undefined) errors.push(...fieldErrors(draft, { subject, plan, field }))
  }
  errors.push(...transitionErrors(subject))
  const checks = checkDetails(subject)
  return { errors: [...errors, ...checks.errors], warnings: checks.warnings }
}

type FieldSubject = { readonly subject: Subject; readonly plan: FieldPlan; readonly field: FieldState }

function fieldErrors(draft: Draft, { subject, plan, field }: FieldSubject): readonly ErrorDetail[] {
  const path = `${subject.prefix}${plan.key}`
  if (field.input !== undefined) return field.errors.map((one) => ({ ...one, path }))
  const isTable = subject.plan.table === '' && draft.program.tables.has(plan.key)
  const empty = isTable ? (draft.tables[plan.key] ?? []).length === 0 : field.value === null
  if (empty) {
    return isWanted(subject, plan, field) ? [missing(path, plan)] : []
  }
  return misfit(subject, plan, field.value) ? [detail(path, misfitCode(plan), labels(plan.document))] : []
}

/** A required field is asked for where people see it and can write it, or where the form insists. */
function isWanted({ open }: Subject, plan: FieldPlan, field: FieldState): boolean {
  if (!field.required || plan.computed) return false
  return plan.forced || (open && field.visible && !field.readOnly)
}

/** What is told of a required field without a value: the form's own words, or the usual ones. */
export function missing(path: string, plan: FieldPlan): ErrorDetail {
  const usual = detail(path, 'FORM_REQUIRED', labels(plan.document))
  const own = plan.messages?.required
  return own === undefined ? usual : { ...usual, message: { zh: say(own, 'zh'), en: say(own, 'en') } }
}

const misfitCode = (plan: FieldPlan): 'FORM_LINK_FILTERED' | 'FORM_OPTION_FILTERED' =>
  plan.type.target === undefined ? 'FORM_OPTION_FILTERED' : 'FORM_LINK_FILTERED'

// What was stored already may stay, though it could not be chosen today.
function misfit(subject: Subject, plan: FieldPlan, value: Json): boolean {
  const cell = subject.choices.find(({ table, key }) => table === subject.plan.table && key === plan.key)
  if (cell === undefined || (subject.before !== undefined && same(subject.before[plan.key] ?? null, value)))
    return false
  return !fits(value, cell.run(subject.input))
}

const names = (list: readonly string[], value: Json): boolean =>
  typeof value === 'string' && list.includes(value)

function transitionErrors(subject: Subject): readonly ErrorDetail[] {
  const { plan, row, before, prefix, input } = subject
  const fields = new Set(plan.transitions.map(({ document }) => document.field))
  return [...fields].flatMap((key) => {
    const field = plan.fields.get(key)
    const [from, to] = [before?.[key] ?? null, row[key] ?? null]
    if (field === undefined || before === undefined || same(from, to)) return []
    const allowed = plan.transitions.some(
      ({ document, allowed: holds }) =>
        document.field === key &&
        names(document.from, from) &&
        names(document.to, to) &&
        (document.roles === undefined || document.roles.some((role) => input.user?.roles.includes(role))) &&
        holds(input),
    )
    if (allowed) return []
    const words = {
      ...labels(field.document),
      ...valueWords(field, 'from', from),
      ...valueWords(field, 'to', to),
    }
    return [detail(`${prefix}${key}`, 'FORM_TRANSITION', words)]
  })
}

function valueWords(field: FieldPlan, name: string, value: Json): { readonly [key: string]: string } {
  const option = optionsIn(field.document)?.find((one) => one.value === value)
  const word = (locale: 'zh' | 'en'): string =>
    say(option?.label, locale) || (typeof value === 'string' ? value : '—')
  return { [`${name}Zh`]: word('zh'), [`${name}En`]: word('en') }
}

function checkDetails(subject: Subject): Verdict {
  const errors: ErrorDetail[] = []
  const warnings: ErrorDetail[] = []
  for (const { document, broken, message: words } of subject.plan.checks) {
    if (!broken(subject.input)) continue
    const message = { zh: words(subject.input, 'zh'), en: words(subject.input, 'en') }
    const places = document.fields ?? ['']
    const list = document.level === 'warn' ? warnings : errors
    for (const key of places)
      list.push({
        path: `${subject.prefix}${key}`.replace(/\/$/u, ''),
        code: `CHECK_${document.key}`,
        message,
      })
  }
  return { errors, warnings }
}

/** Names a field that does not exist, with the nearest that does. */
export function unknownField(key: string, plan: TablePlan, prefix: string): ErrorDetail {
  const near = nearestName(
    key,
    plan.entity.fields.map((field) => field.key),
  )
  const hint =
    near === undefined
      ? { hintZh: '', hintEn: '' }
      : { hintZh: `，是不是“${near}”？`, hintEn: `; did you mean “${near}”?` }
  return detail(`${prefix}${key}`, 'FORM_FIELD_UNKNOWN', { key, ...hint })
}
