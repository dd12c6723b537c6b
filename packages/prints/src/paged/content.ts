import { addDecimal, type DecimalValue } from '@mortise/expressions'
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { sumRow } from './sum-row.ts'
import type { Chunk, PagedTable, WriteSum } from './types.ts'

/** The sums of some rows, one for each column that is added up. */
function sumsOf(table: PagedTable, from: number, to: number): readonly DecimalValue[] {
  return table.sums.map(({ at }) =>
    table.rows.slice(from, to).reduce<DecimalValue>((sum, row) => addDecimal(sum, row.adds?.[at] ?? 0), 0),
  )
}

/** A row with sums over some rows. */
export function rangeRow(
  table: PagedTable,
  { from, to, label }: { readonly from: number; readonly to: number; readonly label: string },
  write: WriteSum,
): TableCell[] {
  const sums = sumsOf(table, from, to)
  return sumRow({
    columns: table.columns,
    label,
    sums: table.sums.map(({ at, align, format }, index) => ({
      at,
      align,
      text: write(sums[index] ?? 0, format, table),
    })),
  })
}

/** An empty row, as high as a written one. */
function emptyRow(table: PagedTable): TableCell[] {
  return Array.from({ length: table.columns }, () => ({ text: '\u00a0' }))
}

/** The rows of one page, sums and empty rows in. */
function pageRows(
  table: PagedTable,
  chunks: readonly Chunk[],
  given: { readonly page: number; readonly write: WriteSum },
): TableCell[][] {
  const { page, write } = given
  const { from, to } = chunks[page] ?? { from: 0, to: 0 }
  const many = chunks.length > 1
  const { carried, pageTotal } = table
  return [
    ...(carried !== undefined && page > 0
      ? [rangeRow(table, { from: 0, to: from, label: carried }, write)]
      : []),
    ...table.rows.slice(from, to).map(({ cells }) => cells),
    ...Array.from({ length: Math.max(0, table.rowsPerPage - (to - from)) }, () => emptyRow(table)),
    ...(pageTotal !== undefined && many ? [rangeRow(table, { from, to, label: pageTotal }, write)] : []),
    ...(page === chunks.length - 1 ? table.end : []),
  ]
}

/** The tables of a paged table, one to the page. */
export function pagedContent(table: PagedTable, chunks: readonly Chunk[], write: WriteSum): Content[] {
  const { widths, layout, fontSize, heights, marginBottom } = table.frame
  return chunks.map(
    ({ newPage }, page): Content => ({
      table: {
        headerRows: table.head.length,
        dontBreakRows: true,
        keepWithHeaderRows: 1,
        widths: [...widths],
        ...(heights === 'auto' ? {} : { heights }),
        body: [...table.head, ...pageRows(table, chunks, { page, write })],
      },
      layout,
      fontSize,
      margin: [0, 0, 0, page === chunks.length - 1 ? marginBottom : 0],
      ...(newPage ? { pageBreak: 'before' as const } : {}),
    }),
  )
}
