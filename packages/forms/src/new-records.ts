import type { ErrorDetail } from '@mortise/errors'
import type { EvaluationInput, Json } from '@mortise/expressions'
import { contextOf, same } from './draft.ts'
import { detail } from './errors.ts'
import { labels } from './labels.ts'
import { fits } from './recompute.ts'
import { missing } from './validate-form.ts'
import type { Cell, CheckPlan, FieldPlan, FormProgram, Surroundings } from './types.ts'

/** A new record on its way in: every stored field by its key, canonical, null where nothing was given. */
export type NewRow = { [field: string]: Json }

/** Makes new records of one entity, one after the other, as `prepareRecord` would, at a fraction of its cost. */
export type NewRecords = {
  /** A row without any value, to be filled with canonical values. */
  readonly blank: () => NewRow
  /** Fills in defaults and formulas in place, and tells what is wrong. An empty list when nothing is. */
  readonly complete: (row: NewRow) => readonly ErrorDetail[]
}

/** Who writes, when and where. */
export type Around = Pick<Surroundings, 'user' | 'now' | 'timeZone' | 'fiscalYearStart' | 'locale' | 'lookup'>
/** What the steps are made with: the same for everybody of one language. */
type Setting = Pick<Around, 'timeZone' | 'fiscalYearStart' | 'locale'>
type Step = (row: NewRow, input: EvaluationInput, faults: ErrorDetail[]) => void

/** What records of a program are completed with. */
type Making = {
  readonly steps: readonly Step[]
  /** Those that stored records go through as well. */
  readonly worked: readonly Step[]
  /** Fields that must not be emptied. */
  readonly wanted: ReadonlySet<string>
  readonly template: NewRow
  readonly tables: Tables
}
type Tables = NonNullable<EvaluationInput['rows']>

const nothing: readonly ErrorDetail[] = Object.freeze([])

/**
 * A maker of new records that come without rows of their own. Undefined where the program reads around the record
 * (behind links, in other rows) or shows fields by conditions: there `prepareRecord` has to look at each. What it needs
 * of the program is made once, so that it serves a single record as well.
 */
export function newRecords(program: FormProgram, around: Around): NewRecords | undefined {
  const making = makingOf(program, around)
  if (making === undefined) return undefined
  const { steps, template, tables } = making
  const input: { -readonly [K in keyof EvaluationInput]: EvaluationInput[K] } = {
    ...inputOf(around),
    row: template,
    links: {},
    rows: tables,
    previous: undefined,
  }
  return {
    blank: () => ({ ...template }),
    complete: (row) => {
      const faults: ErrorDetail[] = []
      input.row = row
      for (const step of steps) step(row, input, faults)
      return faults.length === 0 ? nothing : faults
    },
  }
}

type Known = { readonly setting: Setting; readonly making: Making | undefined }
const makings = new WeakMap<FormProgram, Known[]>()

/** Made once for a program and a language; undefined where each record has to be looked at. */
export function makingOf(program: FormProgram, setting: Setting): Making | undefined {
  let known = makings.get(program)
  if (known === undefined) makings.set(program, (known = []))
  const found = known.find((one) => isSame(one.setting, setting))
  if (found !== undefined) return found.making
  const { locale, timeZone, fiscalYearStart } = setting
  const own = { locale, timeZone, fiscalYearStart }
  const making = makeMaking(program, own)
  known.push({ setting: own, making })
  return making
}

const isSame = (one: Setting, other: Setting): boolean =>
  one.locale === other.locale &&
  one.timeZone === other.timeZone &&
  one.fiscalYearStart === other.fiscalYearStart

function makeMaking(program: FormProgram, setting: Setting): Making | undefined {
  const record = program.tables.get('')
  const { links, rows } = program.needs
  const own = program.cells.filter(({ table }) => table === '')
  if (record === undefined || Object.keys(rows).length > 0 || Object.keys(links[''] ?? {}).length > 0)
    return undefined
  if (own.some(({ aspect }) => !['value', 'options', 'shown'].includes(aspect))) return undefined
  // What the form sets by itself, and rows it asks for, take a look at each record.
  if (program.setters.length > 0 || [...program.tables.values()].some(({ minRows = 0 }) => minRows > 0))
    return undefined
  const tables = Object.fromEntries(
    [...program.tables.keys()].filter((key) => key !== '').map((key) => [key, []]),
  )
  const fields = [...record.fields.values()]
  const values = own.flatMap((cell) => valueStep(cell, record.fields.get(cell.key), setting))
  const fitting = [
    ...own.flatMap((cell) => choiceStep(cell, record.fields.get(cell.key))),
    ...record.checks.flatMap(checkStep),
  ]
  const steps: readonly Step[] = [
    ...fields.flatMap((field) => defaultStep(field, setting)),
    ...values,
    ...fields.flatMap((field) => requiredStep(field, program.tables.has(field.key))),
    ...fitting,
  ]
  const wanted = new Set(fields.filter(isWanted).map(({ key }) => key))
  // Made at once: what grows key by key is ten times as dear to copy.
  const holding = fields.filter(({ key }) => !program.tables.has(key))
  const template: NewRow = Object.fromEntries(holding.map(({ key }): [string, Json] => [key, null]))
  return { steps, worked: [...values, ...fitting], wanted, template, tables }
}

/** What expressions run on, but for the record. */
export function inputOf({
  user,
  now,
  timeZone,
  fiscalYearStart,
  lookup,
}: Around): Omit<EvaluationInput, 'row'> {
  return {
    isNew: true,
    user,
    now,
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(fiscalYearStart === undefined ? {} : { fiscalYearStart }),
    ...(lookup === undefined ? {} : { lookup }),
  }
}

type Settled = { readonly value: Json; readonly faults: readonly ErrorDetail[] }

/** Brings values that were worked out into their field's form. */
function settling(field: FieldPlan, setting: Setting): (given: Json) => Settled {
  // It tells the language and the zone; neither person nor time.
  const context = contextOf(field, { ...setting, isNew: true, now: '' })
  return (given) => {
    const fitted = given === null ? null : (field.type.fit?.(given, field.document) ?? given)
    const read = field.type.parse(fitted, context)
    return read.ok
      ? { value: read.value, faults: nothing }
      : { value: null, faults: [{ path: field.key, code: read.code, message: read.message }] }
  }
}

function defaultStep(field: FieldPlan, setting: Setting): readonly Step[] {
  const { key, standard, computed } = field
  if (standard === undefined || computed) return []
  const settled = settling(field, setting)
  const put = (row: NewRow, { value, faults: found }: Settled, faults: ErrorDetail[]): void => {
    row[key] = value
    faults.push(...found)
  }
  // A plain value is the same for every row.
  if (typeof field.document.default !== 'object') {
    const once = settled(standard({ ...inputOf({ ...setting, user: undefined, now: '' }), row: {} }))
    return [
      (row, _input, faults) => {
        if (row[key] === null) put(row, once, faults)
      },
    ]
  }
  return [
    (row, input, faults) => {
      if (row[key] === null) put(row, settled(standard(input)), faults)
    },
  ]
}

function valueStep(cell: Cell, field: FieldPlan | undefined, setting: Setting): readonly Step[] {
  if (cell.aspect !== 'value' || field === undefined) return []
  const settled = settling(field, setting)
  return [
    (row, input, faults) => {
      const { value, faults: found } = settled(cell.run(input))
      row[field.key] = value
      faults.push(...found)
    },
  ]
}

const isWanted = ({ required, computed, placed, forced }: FieldPlan): boolean =>
  required && !computed && (placed || forced)

function requiredStep(field: FieldPlan, isTable: boolean): readonly Step[] {
  const { key } = field
  if (!isWanted(field)) return []
  const wrong = missing(key, field)
  return [
    (row, _input, faults) => {
      // A value that could not be read has its own fault already.
      if ((isTable || row[key] === null) && !faults.some(({ path }) => path === key)) faults.push(wrong)
    },
  ]
}

function choiceStep(cell: Cell, field: FieldPlan | undefined): readonly Step[] {
  if (cell.aspect !== 'options' || field === undefined) return []
  const { key } = field
  const code = field.type.target === undefined ? 'FORM_OPTION_FILTERED' : 'FORM_LINK_FILTERED'
  const misfit = detail(key, code, labels(field.document))
  return [
    (row, input, faults) => {
      const value = row[key] ?? null
      // What was stored already may stay, though it could not be chosen today.
      if (input.previous !== undefined && same(input.previous[key] ?? null, value)) return
      if (value !== null && !fits(value, cell.run(input))) faults.push(misfit)
    },
  ]
}

function checkStep({ document, broken, message: words }: CheckPlan): readonly Step[] {
  // Warnings stop nobody, and nobody is there to read them.
  if (document.level === 'warn') return []
  return [
    (_row, input, faults) => {
      if (!broken(input)) return
      const message = { zh: words(input, 'zh'), en: words(input, 'en') }
      for (const path of document.fields ?? [''])
        faults.push({ path, code: `CHECK_${document.key}`, message })
    },
  ]
}
