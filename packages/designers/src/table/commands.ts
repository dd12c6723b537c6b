import type { Expression } from '@mortise/expressions'
import type { DecisionTableDocument } from '@mortise/schema'

/** A column of a table: one of its inputs or outputs, by its place among them. */
export type Column = { readonly side: 'when' | 'then'; readonly at: number }

type Table = DecisionTableDocument
type Row = Table['rows'][number]
type Cells = readonly (Expression | null)[]

const lists = { when: 'inputs', then: 'outputs' } as const

/** How many columns a side has. */
export function widthOf(table: Table, side: Column['side']): number {
  return table[lists[side]].length
}

/** All columns, from left to right. */
export function columnsOf(table: Table): readonly Column[] {
  return (['when', 'then'] as const).flatMap((side) =>
    Array.from({ length: widthOf(table, side) }, (_, at) => ({ side, at })),
  )
}

function cellsOf(row: Row, side: Column['side'], width: number): Cells {
  return Array.from({ length: width }, (_, at) => row[side][at] ?? null)
}

/** What stands in a cell. */
export function cellAt(table: Table, row: number, { side, at }: Column): Expression | null {
  return table.rows[row]?.[side][at] ?? null
}

/** The table with something else in one cell; rows up to it come to be where there were none. */
export function setCell(
  table: Table,
  row: number,
  given: Column & { readonly value: Expression | null },
): Table {
  const rows = [...table.rows]
  while (rows.length <= row) rows.push(emptyRow(table))
  const { side, at, value } = given
  const changed = rows.map((one, index) =>
    index === row ? { ...one, [side]: cellsOf(one, side, widthOf(table, side)).with(at, value) } : one,
  )
  return { ...table, rows: changed as readonly Row[] }
}

/** A row that holds for everything and says nothing. */
export function emptyRow(table: Table): Row {
  return {
    when: Array.from({ length: table.inputs.length }, () => null),
    then: Array.from({ length: table.outputs.length }, () => null),
  }
}

/** The table with a row more. */
export function addRow(table: Table, at: number, row: Row = emptyRow(table)): Table {
  return { ...table, rows: table.rows.toSpliced(at, 0, row) }
}

/** The table without a row. */
export function removeRow(table: Table, at: number): Table {
  return { ...table, rows: table.rows.toSpliced(at, 1) }
}

/** Moves a row before the one that stands at `to` now. */
export function moveRow(table: Table, from: number, to: number): Table {
  const [row] = table.rows.slice(from, from + 1)
  const target = to > from ? to - 1 : to
  if (row === undefined || target === from) return table
  return { ...table, rows: table.rows.toSpliced(from, 1).toSpliced(target, 0, row) }
}

/** The table with a condition more; it holds for every value until cells say otherwise. */
export function addInput(table: Table, input: Table['inputs'][number]): Table {
  const rows = table.rows.map((row) => ({
    ...row,
    when: [...cellsOf(row, 'when', table.inputs.length), null],
  }))
  return { ...table, inputs: [...table.inputs, input], rows }
}

/** The table with a result more. */
export function addOutput(table: Table, output: Table['outputs'][number]): Table {
  const rows = table.rows.map((row) => ({
    ...row,
    then: [...cellsOf(row, 'then', table.outputs.length), null],
  }))
  return { ...table, outputs: [...table.outputs, output], rows: rows as readonly Row[] }
}

/** The table without a column and its cells. */
export function removeColumn(table: Table, { side, at }: Column): Table {
  const name = lists[side]
  const rows = table.rows.map((row) => ({
    ...row,
    [side]: cellsOf(row, side, table[name].length).toSpliced(at, 1),
  }))
  return { ...table, [name]: (table[name] as readonly unknown[]).toSpliced(at, 1), rows } as Table
}
