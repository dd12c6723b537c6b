import type { Json } from '@mortise/expressions'
import type { TableCell } from 'pdfmake/interfaces.js'
import type { PrintContext, PrintRow } from '../../define.ts'
import { cellText, columnTotal, type TableColumn } from './columns.ts'

/** Words of a table that are not the designer's. */
export const tableWords = {
  zh: { total: '合计', subtotal: '小计' },
  en: { total: 'Total', subtotal: 'Subtotal' },
} as const

/** The head that is repeated on each page. */
export function headRow(columns: readonly TableColumn[]): TableCell[] {
  return columns.map(({ label, align }) => ({
    text: label,
    bold: true,
    alignment: align === 'left' ? 'left' : align,
    fillColor: '#F2F1EC',
  }))
}

/** One row of data; `number` is its place in the list, from 1. */
export function dataRow(
  columns: readonly TableColumn[],
  row: PrintRow,
  given: { readonly number: number; readonly ctx: PrintContext },
): TableCell[] {
  return columns.map((column) => ({
    text: column.number ? String(given.number) : cellText(column, row, given.ctx),
    alignment: column.align,
  }))
}

/** Empty rows up to the wanted number, as on pre-printed forms. */
export function fillerRows(columns: readonly TableColumn[], count: number): TableCell[][] {
  // A non-breaking space gives an empty row the height of a written one.
  return Array.from({ length: Math.max(0, count) }, () => columns.map(() => ({ text: '\u00a0' })))
}

/** A row with sums under their columns; the label stands in the first cell, or before the first sum. */
export function totalRow(
  columns: readonly TableColumn[],
  rows: readonly PrintRow[],
  given: { readonly label: string; readonly sums: ReadonlySet<TableColumn>; readonly ctx: PrintContext },
): TableCell[] {
  const firstSum = columns.findIndex((one) => given.sums.has(one))
  const labelSpan = Math.max(1, firstSum)
  const cells: TableCell[] = columns.map((column) => ({
    text: given.sums.has(column) ? columnTotal(column, rows, given.ctx) : '',
    alignment: column.align,
    bold: true,
  }))
  if (firstSum === 0) return cells
  cells[0] = { text: given.label, bold: true, colSpan: labelSpan, alignment: 'left' }
  // Cells under a span are placeholders that pdfmake asks for.
  for (let i = 1; i < labelSpan; i += 1) cells[i] = {}
  return cells
}

/** One group of rows with the shown value it has in common. */
export type RowGroup = { readonly shown: string; readonly rows: readonly PrintRow[] }

/** Rows of one value together, groups in order of their first row. */
export function groupRows(rows: readonly PrintRow[], by: string, ctx: PrintContext): readonly RowGroup[] {
  const groups = new Map<string, { shown: string; rows: PrintRow[] }>()
  for (const row of rows) {
    const value: Json = ctx.evaluate({ var: by }, row)
    const key = JSON.stringify(value)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { shown: ctx.formatField(by, row), rows: [row] })
    else group.rows.push(row)
  }
  return [...groups.values()]
}
