import { type BlockCells, footSpans, type LaidBlock } from '@mortise/prints'
import type { PrintBlockDocument } from '@mortise/schema'
import type { MmBox } from './snap.ts'

/** A cell of a table: what row it stands in, and the first column it stands over. */
export type CellRef = { readonly row: string; readonly column: number }

/** A row of cells as it can be selected: how many columns each cell is wide. */
export type CellRow = { readonly row: string; readonly spans: readonly number[] }

type Entry = { readonly [key: string]: unknown }

/** Entries of a list setting. */
export function entriesOf(block: Entry, key: string): readonly Entry[] {
  const list = block[key]
  return Array.isArray(list) ? (list as readonly Entry[]) : []
}

/** The kind a row is set by: empty rows are set as rows of data are. */
const selectable: { readonly [kind: string]: string } = { empty: 'data' }

/** How many columns stand under one head above, from left to right; 1 where there is none. */
function overSpans(columns: readonly Entry[], over: string): readonly number[] {
  const text = (column: Entry | undefined): string => JSON.stringify(column?.[over] ?? '')
  const spans: number[] = []
  for (const [at, column] of columns.entries()) {
    const joined = at > 0 && text(column) !== '""' && text(column) === text(columns[at - 1])
    if (joined) spans[spans.length - 1] = (spans.at(-1) ?? 0) + 1
    else spans.push(1)
  }
  return spans
}

function spansFor(row: string, laid: readonly number[], block: Entry, cells: BlockCells): readonly number[] {
  const columns = entriesOf(block, cells.columns)
  if (row === 'over') return overSpans(columns, cells.over)
  const [kind, number] = row.split('.')
  if (kind === 'total') return laid
  if (kind !== 'foot') return columns.map(() => 1)
  const own = entriesOf(entriesOf(block, cells.rows)[Number(number)] ?? {}, 'cells')
  return footSpans(own.length === 0 ? [{}] : own, columns.length)
}

/** The rows of a table that can be selected, from top to bottom, as the pages show them. */
export function cellRows(
  pieces: readonly LaidBlock[],
  block: PrintBlockDocument,
  cells: BlockCells,
): readonly CellRow[] {
  const laid = pieces.flatMap(({ rows = [] }) => rows)
  const order = ['over', 'head', 'data', 'total']
  const place = (row: string): number => {
    const at = order.indexOf(row)
    return at < 0 ? order.length + Number(row.split('.')[1]) : at
  }
  const found = new Map<string, readonly number[]>()
  // The sums of all rows come last: those of groups and pages are set with them.
  for (const { kind, spans } of laid) if (kind !== 'group') found.set(selectable[kind] ?? kind, spans)
  return [...found]
    .map(([row, spans]) => ({ row, spans: spansFor(row, spans, block, cells) }))
    .toSorted((a, b) => place(a.row) - place(b.row))
}

/** The rows of a table as far as its settings tell, for whoever doesn't know its pages. */
export function plainRows(block: PrintBlockDocument, cells: BlockCells): readonly CellRow[] {
  const columns = entriesOf(block, cells.columns)
  const over = columns.some((one) => (one[cells.over] ?? '') !== '')
  const foot = entriesOf(block, cells.rows).map((_, at) => `foot.${at}`)
  return [...(over ? ['over'] : []), 'head', 'data', 'total', ...foot].map((row) => ({
    row,
    spans: spansFor(
      row,
      columns.map(() => 1),
      block,
      cells,
    ),
  }))
}

/** Those cells that are there: an undo may have taken their column or row away. */
export function presentCells(
  refs: readonly CellRef[],
  block: PrintBlockDocument | undefined,
  cells: BlockCells | undefined,
): readonly CellRef[] {
  if (block === undefined || cells === undefined || refs.length === 0) return []
  const rows = new Set(plainRows(block, cells).map(({ row }) => row))
  const count = entriesOf(block, cells.columns).length
  return refs.filter(({ row, column }) => rows.has(row) && column < count)
}

/** The cell of a row that stands over a column. */
export function cellOver({ row, spans }: CellRow, column: number): CellRef {
  let start = 0
  for (const span of spans) {
    if (column < start + span) break
    start += span
  }
  return { row, column: Math.min(start, spans.reduce((all, one) => all + one, 0) - 1) }
}

/** How many columns a cell is wide. */
export function spanOf({ row, column }: CellRef, rows: readonly CellRow[]): number {
  let start = 0
  for (const span of rows.find((one) => one.row === row)?.spans ?? []) {
    if (start === column) return span
    start += span
  }
  return 1
}

/** Whether a column has nothing above its head: then its head reaches up. */
function headAlone(column: number, rows: readonly CellRow[], block: Entry, cells: BlockCells): boolean {
  return rows.some(({ row }) => row === 'over') && !entriesOf(block, cells.columns)[column]?.[cells.over]
}

/** What a canvas knows of the table whose cells are selected. */
export type CellGround = {
  readonly block: PrintBlockDocument
  readonly cells: BlockCells
  readonly rows: readonly CellRow[]
}

/** The cell at a point of a page, in millimetres; undefined beside the table and on the names of groups. */
export function cellAt(
  piece: LaidBlock,
  point: { readonly x: number; readonly y: number },
  { block, cells, rows }: CellGround,
): CellRef | undefined {
  const laid = piece.rows?.find(({ y, height }) => point.y >= y && point.y < y + height)
  const edges = piece.columns ?? []
  const column = edges.findIndex((edge, at) => point.x >= edge && point.x < (edges[at + 1] ?? edge))
  const kind = laid === undefined ? '' : (selectable[laid.kind] ?? laid.kind)
  const row = rows.find((one) => one.row === kind)
  if (row === undefined || column < 0) return undefined
  const head = rows.find((one) => one.row === 'head')
  return kind === 'over' && head !== undefined && headAlone(column, rows, block, cells)
    ? { row: 'head', column }
    : cellOver(row, column)
}

/** Where a cell stands on a page: once for each row it is in. */
export function cellBoxes(
  piece: LaidBlock,
  ref: CellRef,
  { block, cells, rows }: CellGround,
): readonly MmBox[] {
  const edges = piece.columns ?? []
  const x = edges[ref.column] ?? 0
  const width = (edges[ref.column + spanOf(ref, rows)] ?? x) - x
  const alone = ref.row === 'head' && headAlone(ref.column, rows, block, cells)
  return (piece.rows ?? [])
    .filter(({ kind }) => {
      const own = selectable[kind] ?? kind
      return own === ref.row || (alone && own === 'over')
    })
    .map(({ y, height }) => ({ x, y, width, height }))
}

/** The cells from one to another, as a rectangle. */
export function cellRange(from: CellRef, to: CellRef, rows: readonly CellRow[]): readonly CellRef[] {
  const at = (ref: CellRef): number => rows.findIndex(({ row }) => row === ref.row)
  const [top, bottom] = [Math.min(at(from), at(to)), Math.max(at(from), at(to))]
  const end = (ref: CellRef): number => ref.column + spanOf(ref, rows) - 1
  const [left, right] = [Math.min(from.column, to.column), Math.max(end(from), end(to))]
  const found = rows
    .slice(top, bottom + 1)
    .flatMap((row) => Array.from({ length: right - left + 1 }, (_, index) => cellOver(row, left + index)))
  return uniqueCells([from, ...found])
}

/** Cells without those that are named twice. */
export function uniqueCells(refs: readonly CellRef[]): readonly CellRef[] {
  return [...new Map(refs.map((one) => [`${one.row} ${one.column}`, one])).values()]
}

/** The neighbour of a cell; the cell itself at the edge of the table. */
export function cellBeside(
  ref: CellRef,
  by: { readonly x: number; readonly y: number },
  rows: readonly CellRow[],
): CellRef {
  const at = rows.findIndex(({ row }) => row === ref.row)
  const row = rows[Math.min(rows.length - 1, Math.max(0, at + by.y))]
  if (row === undefined) return ref
  const last = row.spans.reduce((all, one) => all + one, 0) - 1
  const column = by.x > 0 ? ref.column + spanOf(ref, rows) : ref.column + Math.min(0, by.x)
  return cellOver(row, Math.min(last, Math.max(0, column)))
}
