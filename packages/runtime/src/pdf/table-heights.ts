import {
  emptyRow,
  filledContent,
  type PageDefinition,
  pagedContent,
  type PagedTable,
  rangeRow,
  type TableRoom,
  type WriteSum,
} from '@mortise/prints'
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { type Draw, layOut, markedAt, marker, positionsOf } from './lay-out.ts'

/** Paper so long that nothing on it breaks. */
const endless = 1_000_000

/** How high the parts of a table come out, in points. */
export type TableHeights = Omit<TableRoom, 'first' | 'page'>

/** What a layout is made with. */
export type Measuring = {
  readonly style: PageDefinition['defaultStyle']
  readonly draw: Draw
  readonly write: WriteSum
}

/** Lays content out on one sheet that never ends. */
export async function onEndless(
  content: readonly Content[],
  room: { readonly width: number; readonly left: number; readonly right: number },
  { style, draw }: Pick<Measuring, 'style' | 'draw'>,
): Promise<void> {
  await layOut(
    {
      pageSize: { width: room.width, height: endless },
      pageMargins: [room.left, 0, room.right, 0],
      defaultStyle: { ...style },
      content: [...content],
    },
    draw,
  )
}

function topOf(row: readonly TableCell[]): number {
  const tops = row.flatMap((cell) => positionsOf(cell as Content).map(({ top }) => top))
  return tops.length === 0 ? 0 : Math.min(...tops)
}

/**
 * How high the rows of a table come out, drawn in one piece. `lay` lays out the nodes that stand for the table, in its place and
 * as they are, where nothing breaks.
 */
export async function heightsOf(
  table: PagedTable,
  write: WriteSum,
  lay: (nodes: readonly Content[]) => Promise<void>,
): Promise<TableHeights> {
  const all = { from: 0, to: table.rows.length }
  const filled = table.rowsPerPage > 0
  const sum = (label: string | undefined): PagedTable['end'] =>
    label === undefined ? [] : [{ kind: 'total', cells: rangeRow(table, { ...all, label }, write) }]
  const filler: PagedTable['end'] = filled ? [{ kind: 'empty', cells: emptyRow(table) }] : []
  const extra = [...sum(table.carried), ...sum(table.pageTotal), ...filler, ...table.end]
  const whole: PagedTable = {
    ...table,
    // As high as it would be at the top of a page.
    rows: table.rows.map(({ atTop, joined: _joined, ...row }) => ({ ...row, cells: atTop ?? row.cells })),
    end: extra,
    pageTotal: undefined,
    carried: undefined,
  }
  const [drawn] = pagedContent(whole, [{ ...all, newPage: false, empty: 0 }], write).map(filledContent)
  const { table: inner } = drawn as { readonly table: { keepWithHeaderRows?: number; body: TableCell[][] } }
  // What is kept with the head is placed later, and says nothing of where it stands.
  delete inner.keepWithHeaderRows
  const [start, end] = [marker(), marker()]
  await lay([start, drawn ?? '', end])
  const { marginBottom } = table.frame
  const tops = [...inner.body.slice(table.head.length).map(topOf), markedAt(end).top - marginBottom]
  const heights = tops.slice(1).map((top, at) => top - (tops[at] ?? 0))
  const behind = heights.slice(table.rows.length)
  const carried = table.carried === undefined ? 0 : (behind.shift() ?? 0)
  const pageTotal = table.pageTotal === undefined ? 0 : (behind.shift() ?? 0)
  const empty = filled ? (behind.shift() ?? 0) : 0
  return {
    head: (tops[0] ?? 0) - markedAt(start).top,
    rows: heights.slice(0, table.rows.length),
    carried,
    pageTotal,
    empty,
    end: behind.reduce((total, one) => total + one, 0),
  }
}
