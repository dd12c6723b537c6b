import {
  compareDecimal,
  type DecimalValue,
  type Expression,
  isDecimal,
  type Json,
} from '@mortise/expressions'
import type { DecisionTableDocument } from '@mortise/schema'
import { sameValue, stableText } from './values.ts'

type Table = DecisionTableDocument

/** A place where rows of a table meet, or where none is. Rows are counted from 0. */
export type TableFinding = {
  readonly kind: 'overlap' | 'gap' | 'unreachable' | 'conflict'
  readonly rows: readonly number[]
  /** An input by key for which it is so: the value of each column, null for the empty one. */
  readonly example: { readonly [input: string]: Json }
}

/** What is known of a table's rows, and which columns could not be looked into. */
export type TableCheck = {
  readonly findings: readonly TableFinding[]
  /** Columns with conditions that are no plain comparison; what they hold is taken to be possible. */
  readonly open: readonly string[]
}

/** A stretch between two numbers; undefined ends are open to all sides. */
type Part =
  | { readonly kind: 'range'; readonly low: Bound; readonly high: Bound }
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'other' }

/** `at` a number, or just before or behind it. */
type Bound = { readonly at: DecimalValue; readonly side: -1 | 0 | 1 } | undefined

/** What a cell lets in, part by part of its column; undefined where that can't be told. */
type Cell = (part: Part) => boolean

type Column = {
  readonly key: string
  readonly parts: readonly Part[]
  readonly cells: readonly Cell[]
  readonly open: boolean
}

const comparisons = new Set(['<', '<=', '>', '>=', '==', '!=', 'in'])

type Test = { readonly operator: string; readonly value: Json }

/** A condition as plain comparisons with the column's value, all of which hold; undefined where it is more. */
function testsOf(cell: Expression | null, key: string): readonly Test[] | undefined {
  if (cell === null) return []
  if (Array.isArray(cell)) return [{ operator: 'in', value: cell as Json }]
  if (typeof cell !== 'object') return [{ operator: '==', value: cell }]
  const [operator = '', args] = Object.entries(cell)[0] ?? []
  const list = (Array.isArray(args) ? args : [args ?? null]) as readonly Expression[]
  if (operator === 'and') {
    const all = list.map((one) => testsOf(one, key))
    return all.includes(undefined) ? undefined : all.flatMap((one) => one ?? [])
  }
  const [left, right] = list
  const named = (one: Expression | undefined): boolean =>
    typeof one === 'object' && one !== null && !Array.isArray(one) && (one as { var?: Json })['var'] === key
  const plain = (one: Expression | undefined): boolean =>
    one !== undefined &&
    (typeof one !== 'object' || one === null || (Array.isArray(one) && operator === 'in'))
  if (list.length !== 2 || !comparisons.has(operator)) return undefined
  if (named(left) && plain(right)) return [{ operator, value: (right ?? null) as Json }]
  const turned = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=' }[operator]
  return named(right) && plain(left) && turned !== undefined
    ? [{ operator: turned, value: (left ?? null) as Json }]
    : undefined
}

/** Numbers and other values that a column's cells speak of. */
function pointsOf(tests: readonly (readonly Test[] | undefined)[]): {
  readonly numbers: readonly DecimalValue[]
  readonly values: readonly Json[]
} {
  const all = tests
    .flatMap((row) => row ?? [])
    .flatMap(({ value }) => (Array.isArray(value) ? (value as readonly Json[]) : [value]))
  const numbers = all.filter((one): one is DecimalValue => isDecimal(one)).sort(compareDecimal)
  const once = numbers.filter(
    (one, index) => index === 0 || compareDecimal(one, numbers[index - 1] ?? one) !== 0,
  )
  const texts = new Map(all.filter((one) => !isDecimal(one)).map((one) => [stableText(one), one]))
  return { numbers: once, values: [...texts.values()] }
}

/**
 * A column taken apart so that within one part every cell lets all in or nothing: each number alone, what lies between
 * two of them, each other value, the empty one, and whatever nobody speaks of.
 */
function partsOf(numbers: readonly DecimalValue[], values: readonly Json[]): readonly Part[] {
  const ranges = numbers.flatMap((at, index): readonly Part[] => [
    {
      kind: 'range',
      low: index === 0 ? undefined : { at: numbers[index - 1] ?? at, side: 1 },
      high: { at, side: -1 },
    },
    { kind: 'range', low: { at, side: 0 }, high: { at, side: 0 } },
  ])
  const last = numbers.at(-1)
  const above: readonly Part[] =
    last === undefined ? [] : [{ kind: 'range', low: { at: last, side: 1 }, high: undefined }]
  const others = values.filter((one) => one !== null).map((value): Part => ({ kind: 'value', value }))
  // A column of numbers holds nothing else; of one of texts there is always a text nobody thought of.
  const rest: readonly Part[] = numbers.length > 0 && others.length === 0 ? [] : [{ kind: 'other' }]
  const booleans =
    others.length > 0 && others.every((one) => one.kind === 'value' && typeof one.value === 'boolean')
  const both = booleans ? [true, false].map((value): Part => ({ kind: 'value', value })) : others
  return [...ranges, ...above, ...both, ...(booleans ? [] : rest), { kind: 'value', value: null }]
}

/** Whether the first of two places on the line of numbers lies before the second. */
const sign = (a: DecimalValue, b: DecimalValue): number => compareDecimal(a, b)

function holdsFor(test: Test, part: Part): boolean {
  const { operator, value } = test
  if (operator === 'in') {
    const list = Array.isArray(value) ? (value as readonly Json[]) : []
    return list.some((one) => holdsFor({ operator: '==', value: one }, part))
  }
  if (operator === '!=') return !holdsFor({ operator: '==', value }, part)
  if (part.kind === 'other') return false
  if (part.kind === 'value') return operator === '==' && sameValue(part.value, value)
  if (!isDecimal(value)) return false
  const { low, high } = part
  const exact = low !== undefined && high !== undefined && low.side === 0 && sign(low.at, value) === 0
  if (operator === '==') return exact
  const below =
    high !== undefined && (sign(high.at, value) < 0 || (sign(high.at, value) === 0 && high.side < 0))
  const above = low !== undefined && (sign(low.at, value) > 0 || (sign(low.at, value) === 0 && low.side > 0))
  const results: { readonly [operator: string]: boolean } = {
    '<': below,
    '<=': below || exact,
    '>': above,
    '>=': above || exact,
  }
  return results[operator] ?? false
}

function columnOf(table: Table, index: number): Column {
  const key = table.inputs[index]?.key ?? ''
  const tests = table.rows.map((row) => testsOf(row.when[index] ?? null, key))
  const { numbers, values } = pointsOf(tests)
  return {
    key,
    parts: partsOf(numbers, values),
    open: tests.includes(undefined),
    cells: tests.map((row) => (part) => row === undefined || row.every((test) => holdsFor(test, part))),
  }
}

/** A value that lies in a part. */
function sampleOf(part: Part): Json {
  if (part.kind === 'value') return part.value
  if (part.kind === 'other') return '…'
  const { low, high } = part
  if (low !== undefined && low.side === 0) return low.at as Json
  const [from, to] = [
    Number(low?.at ?? Number(high?.at ?? 0) - 2),
    Number(high?.at ?? Number(low?.at ?? 0) + 2),
  ]
  const middle = (from + to) / 2
  return Number.isInteger(middle) ? middle : Number(middle.toFixed(6))
}

const mostFindings = 50
/** Boxes looked at before it is given up: tables that people write need a few thousand. */
const mostBoxes = 200_000

/**
 * Goes through the boxes of a table (one part of each column), keeping the rows that still hold: a column that no
 * remaining row cares about is not taken apart.
 */
function eachBox(
  columns: readonly Column[],
  rows: number,
  visit: (hits: readonly number[], box: readonly Part[]) => boolean,
): void {
  let left = mostBoxes
  const walk = (at: number, hits: readonly number[], box: readonly Part[]): boolean => {
    const column = columns[at]
    if (column === undefined || hits.length === 0) return visit(hits, box)
    for (const part of column.parts) {
      left -= 1
      if (left < 0) return false
      const kept = hits.filter((row) => column.cells[row]?.(part) === true)
      if (!walk(at + 1, kept, [...box, part])) return false
    }
    return true
  }
  walk(
    0,
    Array.from({ length: rows }, (_, index) => index),
    [],
  )
}

const onlyOne = new Set<Table['hitPolicy']>(['unique'])

/**
 * Publish check of a decision table by the intervals of its columns: rows that overlap where the hit policy allows one
 * (or gives different results where it wants the same), inputs for which no row holds, rows that never decide. Each
 * comes with an input that shows it. A gap of only empty inputs is none.
 */
export function checkTable(table: Table): TableCheck {
  const columns = table.inputs.map((_, index) => columnOf(table, index))
  const open = columns.filter((column) => column.open).map(({ key }) => key)
  const found = new Map<string, TableFinding>()
  const deciding = new Set<number>()
  const add = (finding: TableFinding): void => {
    const key = `${finding.kind} ${finding.kind === 'gap' ? Object.values(finding.example).map(stableText).join() : finding.rows.join()}`
    if (found.size < mostFindings && !found.has(key)) found.set(key, finding)
  }
  const outputs = (row: number): string => stableText((table.rows[row]?.then ?? []) as Json)
  eachBox(columns, table.rows.length, (hits, box) => {
    const example = Object.fromEntries(
      columns.map(({ key }, index) => [key, box[index] === undefined ? null : sampleOf(box[index])]),
    )
    const isEmpty = box.some((part) => part.kind === 'value' && part.value === null)
    const [first] = hits
    if (first === undefined) {
      if (!isEmpty) add({ kind: 'gap', rows: [], example })
    } else if (table.hitPolicy === 'first' || table.hitPolicy === 'priority') deciding.add(first)
    else for (const row of hits) deciding.add(row)
    if (hits.length > 1 && open.length === 0) {
      if (onlyOne.has(table.hitPolicy)) add({ kind: 'overlap', rows: hits, example })
      if (table.hitPolicy === 'any' && new Set(hits.map(outputs)).size > 1)
        add({ kind: 'conflict', rows: hits, example })
    }
    return found.size < mostFindings
  })
  const whole = found.size < mostFindings
  // A row behind one whose conditions are not known may still be reached.
  const dead = whole && open.length === 0 ? [...table.rows.keys()].filter((row) => !deciding.has(row)) : []
  for (const row of dead) add({ kind: 'unreachable', rows: [row], example: {} })
  return { findings: [...found.values()], open }
}
