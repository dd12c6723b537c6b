import { addDecimal, type DecimalValue } from '@mortise/expressions'
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { sumRow } from './sum-row.ts'
import type { Chunk, EndRow, PagedRow, PagedTable, WriteSum } from './types.ts'

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
    looks: table.sumLooks,
  })
}

/** An empty row, as high as a written one. */
export function emptyRow(table: PagedTable): TableCell[] {
  return Array.from({ length: table.columns }, () => ({ text: '\u00a0' }))
}

type Range = { readonly from: number; readonly to: number }

/** A row as it stands among those of its page: cells that are one with those above have no line between. */
function rowAt(rows: readonly PagedRow[], at: number, { from, to }: Range): TableCell[] {
  const { cells: own = [], atTop, joined = [] } = rows[at] ?? {}
  const cells = at === from ? (atTop ?? own) : own
  const above = at === from ? [] : joined
  const below = at + 1 < to ? (rows[at + 1]?.joined ?? []) : []
  if (above.length === 0 && below.length === 0) return cells
  return cells.map((cell, column) => {
    const border = [true, !above.includes(column), true, !below.includes(column)]
    return border.includes(false) ? ({ ...(cell as object), border } as TableCell) : cell
  })
}

/** The rows of one page, sums and empty rows in. */
function pageRows(
  table: PagedTable,
  chunks: readonly Chunk[],
  given: { readonly page: number; readonly write: WriteSum },
): readonly EndRow[] {
  const { page, write } = given
  const { from, to, empty } = chunks[page] ?? { from: 0, to: 0, empty: 0 }
  const many = chunks.length > 1
  const { carried, pageTotal, rows } = table
  const sum = (range: Range, label: string): EndRow => ({
    kind: 'total',
    cells: rangeRow(table, { ...range, label }, write),
  })
  return [
    ...(carried !== undefined && page > 0 ? [sum({ from: 0, to: from }, carried)] : []),
    ...rows
      .slice(from, to)
      .map(({ kind = 'data' }, index): EndRow => ({ kind, cells: rowAt(rows, from + index, { from, to }) })),
    ...Array.from({ length: empty }, (): EndRow => ({ kind: 'empty', cells: emptyRow(table) })),
    ...(pageTotal !== undefined && many ? [sum({ from, to }, pageTotal)] : []),
    ...(page === chunks.length - 1 ? table.end : []),
  ]
}

/** The tables of a paged table, one to the page. */
export function pagedContent(table: PagedTable, chunks: readonly Chunk[], write: WriteSum): Content[] {
  const { widths, layout, fontSize, heights, marginBottom } = table.frame
  const heads = table.head.length > 1 ? ['over', 'head'] : ['head']
  return chunks.map(({ newPage }, page): Content => {
    const rows = pageRows(table, chunks, { page, write })
    const node = {
      table: {
        headerRows: table.head.length,
        dontBreakRows: true,
        keepWithHeaderRows: 1,
        widths: [...widths],
        ...(heights === 'auto' ? {} : { heights }),
        body: [...table.head, ...rows.map(({ cells }) => cells)],
      },
      // What each row is, for whoever asks where its cells stand.
      rowKinds: [...heads, ...rows.map(({ kind }) => kind)],
      layout,
      fontSize,
      margin: [0, 0, 0, page === chunks.length - 1 ? marginBottom : 0],
      ...(newPage ? { pageBreak: 'before' as const } : {}),
    }
    return node as unknown as Content
  })
}
