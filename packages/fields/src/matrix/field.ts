import type { Json } from '@mortise/expressions'
import type { FieldDocument, OptionDocument } from '@mortise/schema'
import { defineFieldType, type FieldContext, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { emptyOperators } from '../shared/operators.ts'
import { findOption, optionLabel, unknownOption } from '../shared/options.ts'
import { byStoredKey, compareJson } from '../shared/order.ts'
import { empty, fail, isEmpty, ok } from '../shared/results.ts'
import { jsonFromText } from '../shared/rows.ts'
import { optionsOf, setting } from '../shared/settings.ts'

type Answers = { readonly [row: string]: Json }

/** One side of the matrix as a field with options of its own, so that both are read and named as every choice is. */
export function matrixSide(field: FieldDocument, side: 'rows' | 'columns'): FieldDocument {
  return { ...field, settings: { options: field.settings?.[side] ?? [] } }
}

/** The questions, top to bottom. */
export function matrixRows(field: FieldDocument): readonly OptionDocument[] {
  return optionsOf(matrixSide(field, 'rows'))
}

/** The answers, left to right. */
export function matrixColumns(field: FieldDocument): readonly OptionDocument[] {
  return optionsOf(matrixSide(field, 'columns'))
}

/** The stored answer of a row. */
export function answerOf(value: Json, row: string): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, row))
    return undefined
  const answer = (value as Answers)[row]
  return typeof answer === 'string' ? answer : undefined
}

/** In the order in which Postgres keeps the keys of JSON. */
function stored(answers: ReadonlyMap<string, string>): Json {
  return Object.fromEntries([...answers].sort(([a], [b]) => byStoredKey(a, b)))
}

const betweenRows = /[；;\n\r]+/u
const betweenParts = /[：:]/u

// In files the answers are one line: `外观：满意；功能：一般`.
function fromLine(line: string): readonly (readonly [row: string, column: Json])[] | undefined {
  const parts = line
    .split(betweenRows)
    .filter((part) => part.trim() !== '')
    .map((part) => part.split(betweenParts))
  if (parts.length === 0 || parts.some((part) => part.length !== 2)) return undefined
  return parts.map(([row = '', column = '']) => [row.trim(), column.trim()] as const)
}

function entriesOf(input: Json): readonly (readonly [row: string, column: Json])[] | undefined {
  const json =
    typeof input === 'string' && !input.trimStart().startsWith('{') ? undefined : jsonFromText(input)
  if (json === undefined) return typeof input === 'string' ? fromLine(input) : undefined
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? Object.entries(json) : undefined
}

function parse(input: Json | undefined, field: FieldDocument): ParseResult {
  if (isEmpty(input) || (typeof input === 'string' && input.trim() === '')) return empty
  const entries = entriesOf(input)
  if (entries === undefined) return fail(errors.FIELD_MATRIX())
  const [rows, columns] = [matrixSide(field, 'rows'), matrixSide(field, 'columns')]
  const answers = new Map<string, string>()
  for (const [name, given] of entries) {
    const row = findOption(rows, name)
    if (row === undefined) return unknownOption(rows, name)
    if (given === null || given === '') continue
    const column = typeof given === 'string' ? findOption(columns, given) : undefined
    if (column === undefined) return unknownOption(columns, given)
    answers.set(row.value, column.value)
  }
  return answers.size === 0 ? empty : ok(stored(answers))
}

/** The answers as people read them, in the order of the questions; of rows that are gone, what is stored. */
function lines(value: Json, ctx: Pick<FieldContext, 'field' | 'locale'>): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const { field, locale } = ctx
  const order = matrixRows(field).map((row) => row.value)
  const place = (row: string): number => (order.includes(row) ? order.indexOf(row) : order.length)
  const [rows, columns] = [matrixSide(field, 'rows'), matrixSide(field, 'columns')]
  return Object.keys(value)
    .sort((a, b) => place(a) - place(b))
    .map((row) => {
      const answer = optionLabel(columns, answerOf(value, row) ?? '', locale)
      return `${optionLabel(rows, row, locale)}${locale === 'zh' ? '：' : ': '}${answer}`
    })
}

const joined = (value: Json, ctx: Pick<FieldContext, 'field' | 'locale'>): string =>
  lines(value, ctx).join(ctx.locale === 'zh' ? '；' : '; ')

// One line where it leads back to the same answers, else the answers themselves.
function toText(value: Json, ctx: FieldContext): string {
  if (value === null) return ''
  const words = joined(value, ctx)
  const back = parse(words, ctx.field)
  return back.ok && JSON.stringify(back.value) === JSON.stringify(value) ? words : JSON.stringify(value)
}

function samples(field: FieldDocument): readonly Json[] {
  const rows = matrixRows(field).map((row) => row.value)
  const columns = matrixColumns(field).map((column) => column.value)
  if (rows.length === 0 || columns.length === 0) return []
  const whole = columns.map((column) => stored(new Map(rows.map((row) => [row, column]))))
  const single = rows.map((row, at) => stored(new Map([[row, columns[at % columns.length] ?? '']])))
  return [...new Map([...whole, ...single].map((one) => [JSON.stringify(one), one])).values()]
}

const choices = (words: readonly (readonly [string, string, string])[]): Json =>
  words.map(([value, zh, en]) => ({ value, label: { zh, en } }))

/** Several questions with the same answers to choose from, one for each; kept as the chosen column by row. */
export const matrix: FieldType = defineFieldType({
  type: 'matrix',
  version: 1,
  label: { zh: '矩阵', en: 'Matrix' },
  icon: 'table',
  group: 'choice',
  settings: [
    setting('rows', 'options', { zh: '题目（行）', en: 'Questions (rows)', required: true }),
    setting('columns', 'options', { zh: '答案（列）', en: 'Answers (columns)', required: true }),
  ],
  describe: (settings) => {
    const count = (side: Json | undefined): number => (Array.isArray(side) ? side.length : 0)
    const [rows, columns] = [count(settings['rows']), count(settings['columns'])]
    return { zh: `${rows} 题，每题 ${columns} 选一`, en: `${rows} questions, one of ${columns} answers each` }
  },
  expressionType: () => ({ kind: 'json' }),
  column: () => ({ type: 'jsonb' }),
  parse: (input, ctx) => parse(input, ctx.field),
  format: joined,
  toText,
  compare: compareJson,
  operators: emptyOperators,
  aggregates: ['count'],
  groupable: false,
  samples,
  defaults: {
    rows: choices([
      ['row_1', '题目一', 'Question 1'],
      ['row_2', '题目二', 'Question 2'],
    ]),
    columns: choices([
      ['bad', '不满意', 'Not satisfied'],
      ['fair', '一般', 'Fair'],
      ['good', '满意', 'Satisfied'],
    ]),
  },
  jsonSchema: (field) => ({
    type: ['object', 'null'],
    properties: Object.fromEntries(
      matrixRows(field).map((row) => [
        row.value,
        { type: 'string', enum: matrixColumns(field).map((column) => column.value) },
      ]),
    ),
    additionalProperties: false,
  }),
})
