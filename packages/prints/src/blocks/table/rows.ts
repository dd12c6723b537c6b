import { addDecimal, compareDecimal, type DecimalValue, type Json } from '@mortise/expressions'
import type { TableCell } from 'pdfmake/interfaces.js'
import type { PrintContext, PrintRow } from '../../define.ts'
import { sumRow } from '../../paged/sum-row.ts'
import { variable } from '../../remembered.ts'
import { numberValue } from '../../format/number-pattern.ts'
import type { PagedRow } from '../../paged/types.ts'
import { photoContent } from '../../photos/content.ts'
import {
  addedBy,
  addsUp,
  cellPhotos,
  cellText,
  columnTotal,
  noSum,
  sumText,
  type TableColumn,
} from './columns.ts'
import { type CellStyle, styledCell } from '../../cell-style.ts'

/** Words of a table that are not the designer's. */
export const tableWords = {
  total: { zh: '合计', en: 'Total' },
  subtotal: { zh: '小计', en: 'Subtotal' },
  pageTotal: { zh: '本页小计', en: 'Page subtotal' },
  carried: { zh: '承前页', en: 'Carried forward' },
} as const

const shade = '#F2F1EC'

/** The head that is repeated on each page: one row, or two where columns have a head above. */
export function headRows(columns: readonly TableColumn[]): TableCell[][] {
  const labels = columns.map(
    ({ label, align, head }): TableCell =>
      styledCell({ text: label, bold: true, alignment: align, fillColor: shade }, head),
  )
  if (columns.every(({ over }) => over === '')) return [labels]
  const above = columns.map(({ over }, at): TableCell => {
    if (over === '') return { ...(labels[at] as object), rowSpan: 2 } as TableCell
    if (columns[at - 1]?.over === over) return {}
    const next = columns.findIndex((one, index) => index > at && one.over !== over)
    const colSpan = (next < 0 ? columns.length : next) - at
    const look = columns[at]?.above ?? {}
    return styledCell({ text: over, bold: true, alignment: 'center', fillColor: shade, colSpan }, look)
  })
  // Cells under a span are placeholders that pdfmake asks for.
  return [above, labels.map((label, at) => (columns[at]?.over === '' ? {} : label))]
}

/** The sums up to a row, of columns that run on; null where a row was nothing to add. */
export type Running = Map<TableColumn, DecimalValue | null>

/** The look of a column's cell on one row: its own, and over it that of a marked one where the row is to be marked. */
function lookOf({ cell }: TableColumn, row: PrintRow, ctx: PrintContext): CellStyle {
  const { style, mark } = cell
  return mark !== undefined && ctx.evaluate(mark.when, row) === true ? { ...style, ...mark.style } : style
}

function isWritten({ cell }: TableColumn, row: PrintRow, ctx: PrintContext): boolean {
  return cell.when === undefined || ctx.evaluate(cell.when, row) === true
}

/** One row of data; `number` is its place in the list, from 1. */
export function dataRow(
  columns: readonly TableColumn[],
  row: PrintRow,
  given: {
    readonly number: number
    readonly running: Running
    readonly source: string
    readonly ctx: PrintContext
  },
): TableCell[] {
  const { number, running, source, ctx } = given
  const textOf = (column: TableColumn): string => {
    if (column.number) return String(number)
    if (!column.running) return cellText(column, row, ctx)
    if (running.get(column) === null || !addsUp(column, [row], { source, ctx })) {
      // From the first row on that has no number there is nothing true to say.
      running.set(column, null)
      return noSum
    }
    const sum = addDecimal(running.get(column) ?? 0, addedBy(column, row, ctx))
    running.set(column, sum)
    return sumText(column, sum, { source, ctx })
  }
  const contentOf = (column: TableColumn): object => {
    const written = isWritten(column, row, ctx)
    const found = column.number || column.running ? undefined : cellPhotos(column, row, ctx)
    // A sum that runs on counts a row whose cell is not written, too.
    const text = found === undefined ? textOf(column) : ''
    const { photos: room, align } = column
    const pictures = photoContent((written && found) || [], { room, align, ctx })
    return pictures === null ? { text: written ? text : '' } : (pictures as object)
  }
  return columns.map((column) =>
    styledCell({ alignment: column.align, ...contentOf(column) }, lookOf(column, row, ctx)),
  )
}

/**
 * Rows of data whose columns say the same only once: a cell that would repeat the one above is left empty and framed with it.
 * How the row reads at the top of a page comes with it.
 */
export function withoutRepeats(
  columns: readonly TableColumn[],
  rows: readonly PagedRow[],
): readonly PagedRow[] {
  if (columns.every(({ cell }) => !cell.once)) return rows
  const wordsAt = (row: PagedRow | undefined, at: number): unknown =>
    (row?.cells[at] as { readonly text?: unknown } | undefined)?.text
  return rows.map((row, index) => {
    const above = rows[index - 1]
    const same = columns.flatMap(({ cell }, at) => {
      const words = wordsAt(row, at)
      return cell.once && words !== '' && words === wordsAt(above, at) ? [at] : []
    })
    if (same.length === 0) return row
    const cells = row.cells.map((cell, at) => (same.includes(at) ? { ...(cell as object), text: '' } : cell))
    return { ...row, cells: cells as TableCell[], atTop: row.cells, joined: same }
  })
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
  given: {
    readonly label: string
    readonly sums: ReadonlySet<TableColumn>
    readonly source: string
    readonly ctx: PrintContext
    /** The designer's own words in cells without a sum, by column. */
    readonly words?: readonly string[]
  },
): TableCell[] {
  const { label, sums } = given
  return sumRow({
    columns: columns.length,
    label,
    sums: columns.flatMap((column, at) =>
      sums.has(column) ? [{ at, align: column.align, text: columnTotal(column, rows, given) }] : [],
    ),
    looks: columns.map(({ sum }) => sum),
    words: given.words ?? [],
  })
}

/** The name of a group across the whole table. */
export function groupHead(columns: readonly TableColumn[], shown: string): TableCell[] {
  return columns.map((_, at) =>
    at === 0 ? { text: shown, bold: true, colSpan: columns.length, fillColor: '#FAF9F6' } : {},
  )
}

/** One group of rows with the shown value it has in common. */
export type RowGroup = { readonly shown: string; readonly rows: readonly PrintRow[] }

/** Rows of one value together, groups in order of their first row. */
export function groupRows(rows: readonly PrintRow[], by: string, ctx: PrintContext): readonly RowGroup[] {
  const groups = new Map<string, { shown: string; rows: PrintRow[] }>()
  for (const row of rows) {
    const value: Json = ctx.evaluate(variable(by), row)
    const key = JSON.stringify(value)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { shown: ctx.formatField(by, row), rows: [row] })
    else group.rows.push(row)
  }
  return [...groups.values()]
}

/** What a row adds to the sums of its page, by place of the column. */
export function addsOf(
  columns: readonly TableColumn[],
  row: PrintRow,
  given: { readonly sums: ReadonlySet<TableColumn>; readonly ctx: PrintContext },
): { readonly [column: number]: DecimalValue } {
  return Object.fromEntries(
    columns.flatMap((column, at) =>
      given.sums.has(column) ? [[at, addedBy(column, row, given.ctx)] as const] : [],
    ),
  )
}

/** Rows in order of a field: numbers by size, everything else as text; empty values last. */
export function sortedRows(
  rows: readonly PrintRow[],
  given: { readonly by: string; readonly descending: boolean; readonly ctx: PrintContext },
): readonly PrintRow[] {
  const { by, descending, ctx } = given
  if (by === '') return rows
  const known = rows.map((row) => ({ row, value: ctx.evaluate(variable(by), row) }))
  const filled = known.filter(({ value }) => value !== null)
  const sorted = filled.toSorted((a, b) => compared(a.value, b.value))
  return [...(descending ? sorted.toReversed() : sorted), ...known.filter(({ value }) => value === null)].map(
    ({ row }) => row,
  )
}

function compared(a: Json, b: Json): number {
  const [left, right] = [numberValue(a), numberValue(b)]
  if (left !== null && right !== null) return compareDecimal(left, right)
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)]
  return one < other ? -1 : one > other ? 1 : 0
}
