import type { DecimalValue, Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { CellStyle } from '../cell-style.ts'

/** How the sums of a column are written: by a pattern, as its field is, or with words where there is no true sum. */
export type SumFormat =
  | { readonly pattern: string }
  | { readonly field: FieldDocument }
  | { readonly words: string }

/** A column that is added up over each page. */
export type SumColumn = {
  readonly at: number
  readonly align: 'left' | 'center' | 'right'
  readonly format: SumFormat
}

/** A written row; `adds` has what it adds to the sums, by column. Rows without are heads and subtotals of groups. */
export type PagedRow = {
  readonly cells: TableCell[]
  readonly adds?: { readonly [column: number]: DecimalValue }
  /** Heads what follows, so it does not stand last on a page. */
  readonly leads?: boolean
  /** What it is where it is no row of data. */
  readonly kind?: RowKind
  /** How it reads as the first row of a page, where that differs. */
  readonly atTop?: TableCell[]
  /** Columns whose cell is one with the cell above. */
  readonly joined?: readonly number[]
}

/** What a row of a table is, for whoever takes hold of its cells: `foot.2` is the third of the designer's own at its end. */
export type RowKind = 'over' | 'head' | 'group' | 'data' | 'empty' | 'total' | `foot.${number}`

/** A row at the very end. */
export type EndRow = { readonly kind: RowKind; readonly cells: TableCell[] }

/** A table whose rows are dealt out to pages before it is drawn, since pages are to have sums of their own. */
export type PagedTable = {
  readonly head: readonly TableCell[][]
  readonly rows: readonly PagedRow[]
  /** Rows at the very end, such as the grand total. */
  readonly end: readonly EndRow[]
  readonly columns: number
  readonly sums: readonly SumColumn[]
  /** How the cells of sums look, by column. */
  readonly sumLooks: readonly CellStyle[]
  /** Name of the sum of a page; absent where none is wanted. */
  readonly pageTotal?: string | undefined
  /** Name of the sum of all pages before; absent where none is wanted. */
  readonly carried?: string | undefined
  /** So many rows on each page, filled up with empty ones; 0 for as many as fit. */
  readonly rowsPerPage: number
  /** It stands on one page wherever a page holds it. */
  readonly together?: boolean
  /** What pdfmake is to know of the table beside its rows. */
  readonly frame: {
    readonly widths: readonly (number | string)[]
    readonly layout: string
    readonly fontSize: number
    readonly heights: number | 'auto'
    readonly marginBottom: number
  }
  readonly locale: 'zh' | 'en'
  readonly timeZone: string
}

/** Content that stands for a paged table until its pages are known. */
export type PagedContent = Content & {
  readonly pagedTable: PagedTable
  /** What floats over its end, such as a seal. */
  readonly over?: readonly Content[]
}

/** Writes a sum. */
export type WriteSum = (sum: Json, format: SumFormat, table: PagedTable) => string

/** Rows of one page: from, to (not included), whether it starts on a new page, and how it is filled up. */
export type Chunk = {
  readonly from: number
  readonly to: number
  readonly newPage: boolean
  /** Empty rows behind them. */
  readonly empty: number
}

/** The table of a content node, if it is one. */
export function pagedTableOf(node: unknown): PagedTable | undefined {
  return (node as { readonly pagedTable?: PagedTable } | null | undefined)?.pagedTable
}

/** A table that is dealt out to pages, with what holds it and floats over it: the pages are known later. */
export function pagedTogether(
  content: Content,
  { together, over }: { readonly together: boolean; readonly over: readonly Content[] },
): Content | undefined {
  const table = pagedTableOf(content)
  if (table === undefined) return undefined
  const pagedTable: PagedTable = together ? { ...table, together } : table
  return {
    ...(content as object),
    pagedTable,
    ...(over.length === 0 ? {} : { over }),
  } as unknown as PagedContent
}

/** What floats over the end of a table. */
export function overTable(node: unknown): readonly Content[] {
  return (node as { readonly over?: readonly Content[] } | null | undefined)?.over ?? []
}

/** The table of a content node that could be dealt out to pages, and is not unless something asks for it. */
export function dealableTableOf(node: unknown): PagedTable | undefined {
  return (node as { readonly dealable?: PagedTable } | null | undefined)?.dealable
}
