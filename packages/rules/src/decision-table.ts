import {
  addDecimal,
  compareDecimal,
  type DecimalValue,
  type Expression,
  isDecimal,
  type Json,
} from '@mortise/expressions'
import type { DecisionTableDocument } from '@mortise/schema'
import { errors } from './errors.ts'
import { sameValue, stableText } from './values.ts'

type Row = DecisionTableDocument['rows'][number]

/** Evaluates with the record, and with further names in scope: the table's inputs by key. */
export type EvaluateWith = (expression: Expression, names: { readonly [key: string]: Json }) => Json

/** What a table gives: outputs by key (lists for policies that give several), and the numbers of the rows that held. */
export type TableResult = {
  readonly outputs: { readonly [key: string]: Json }
  readonly rows: readonly number[]
}

/** A cell: null fits all; a list holds the value; a condition is asked; anything else must be equal. */
function cellHolds(cell: Expression | null, value: Json, ask: (condition: Expression) => Json): boolean {
  if (cell === null) return true
  if (Array.isArray(cell)) return cell.some((one) => sameValue(one, value))
  return typeof cell === 'object' ? ask(cell) === true : sameValue(cell, value)
}

type Hit = { readonly index: number; readonly outputs: readonly Json[] }
type Table = DecisionTableDocument

const rowsOf = (hits: readonly Hit[]): string => hits.map((hit) => hit.index + 1).join(', ')

function byKey(table: Table, outputs: readonly Json[]): { readonly [key: string]: Json } {
  return Object.fromEntries(table.outputs.map((output, index) => [output.key, outputs[index] ?? null]))
}

const first = (table: Table, hits: readonly Hit[]): TableResult['outputs'] =>
  byKey(table, hits[0]?.outputs ?? [])

const list = (table: Table, hits: readonly Hit[]): TableResult['outputs'] =>
  byKey(
    table,
    table.outputs.map((_, index) => hits.map((hit) => hit.outputs[index] ?? null)),
  )

const aggregates: {
  readonly [K in NonNullable<Table['aggregate']>]: (values: readonly DecimalValue[], count: number) => Json
} = {
  sum: (values) => values.reduce((sum, value) => addDecimal(sum, value), 0 as DecimalValue),
  min: (values) =>
    values.length === 0 ? null : values.reduce((a, b) => (compareDecimal(a, b) <= 0 ? a : b)),
  max: (values) =>
    values.length === 0 ? null : values.reduce((a, b) => (compareDecimal(a, b) >= 0 ? a : b)),
  count: (_, count) => count,
}

function collect(table: Table, hits: readonly Hit[]): TableResult['outputs'] {
  const { aggregate } = table
  if (aggregate === undefined) return list(table, hits)
  const columns = table.outputs.map((_, index) => {
    const values = hits
      .map((hit) => hit.outputs[index] ?? null)
      .filter((value): value is DecimalValue => isDecimal(value))
    return aggregates[aggregate](values, hits.length)
  })
  return byKey(table, columns)
}

const policies: {
  readonly [K in Table['hitPolicy']]: (table: Table, hits: readonly Hit[]) => TableResult['outputs']
} = {
  unique: (table, hits) => {
    if (hits.length > 1) throw errors.TABLE_NOT_UNIQUE({ table: table.key, rows: rowsOf(hits) })
    return first(table, hits)
  },
  any: (table, hits) => {
    if (new Set(hits.map((hit) => stableText(hit.outputs))).size > 1)
      throw errors.TABLE_NOT_SAME({ table: table.key, rows: rowsOf(hits) })
    return first(table, hits)
  },
  first,
  // Rows are written in order of priority, so both orders are the order of the rows.
  priority: first,
  rule_order: list,
  output_order: list,
  collect,
}

/** Asks a decision table. Without a row that holds, outputs are null (empty lists, 0 for sum and count). */
export function evaluateTable(table: DecisionTableDocument, evaluate: EvaluateWith): TableResult {
  const names = Object.fromEntries(table.inputs.map(({ key, expr }) => [key, evaluate(expr, {})]))
  const holds = (row: Row): boolean =>
    table.inputs.every(({ key }, index) =>
      cellHolds(row.when[index] ?? null, names[key] ?? null, (condition) => evaluate(condition, names)),
    )
  const hits = table.rows.flatMap((row, index): readonly Hit[] =>
    holds(row) ? [{ index, outputs: row.then.map((value) => evaluate(value, names)) }] : [],
  )
  return { outputs: policies[table.hitPolicy](table, hits), rows: hits.map((hit) => hit.index) }
}
