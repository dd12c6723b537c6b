import {
  type Chunk,
  chunksByHeight,
  emptyRow,
  filledContent,
  overTable,
  type PageDefinition,
  type PageSection,
  pagedContent,
  type PagedTable,
  pagedTableOf,
  rangeRow,
  sectionsOf,
  type TableRoom,
  withSections,
  type WriteSum,
} from '@mortise/prints'
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { type Draw, layOut, markedAt, marker, positionsOf } from './lay-out.ts'

/** Paper so long that nothing on it breaks. */
const endless = 1_000_000

type Dealing = {
  readonly section: PageSection
  readonly pages: PageDefinition
  readonly draw: Draw
  readonly write: WriteSum
}

function topOf(row: readonly TableCell[]): number {
  const tops = row.flatMap((cell) => positionsOf(cell as Content).map(({ top }) => top))
  return tops.length === 0 ? 0 : Math.min(...tops)
}

/** How high the rows of a table come out, drawn in one piece on endless paper of the same width. */
async function heightsOf(
  table: PagedTable,
  { section, pages, draw, write }: Dealing,
): Promise<Omit<TableRoom, 'first' | 'page'>> {
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
  const [left, , right] = section.pageMargins
  await layOut(
    {
      pageSize: { width: section.pageSize.width, height: endless },
      pageMargins: [left, 0, right, 0],
      defaultStyle: { ...pages.defaultStyle },
      content: [start, drawn ?? '', end],
    },
    draw,
  )
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

/** How far down its page a table begins: what stands before it is laid out. */
async function topAfter(before: readonly Content[], { section, pages, draw }: Dealing): Promise<number> {
  if (before.length === 0) return section.pageMargins[1]
  const at = marker()
  await layOut(
    {
      pageSize: { ...section.pageSize },
      pageMargins: [...section.pageMargins],
      defaultStyle: { ...pages.defaultStyle },
      content: [...before.map(filledContent), at],
    },
    draw,
  )
  return markedAt(at).top
}

async function chunksOf(
  before: readonly Content[],
  given: {
    readonly table: PagedTable
    readonly heights: Omit<TableRoom, 'first' | 'page'>
    readonly dealing: Dealing
  },
): Promise<readonly Chunk[]> {
  const { table, heights, dealing } = given
  const { pageSize, pageMargins } = dealing.section
  const [, top, , bottom] = pageMargins
  const begins = await topAfter(before, dealing)
  // A hair is kept free, against sums of widths that don't come out even.
  const page = pageSize.height - bottom - top - 1
  return chunksByHeight(table, { ...heights, first: page - (begins - top), page })
}

const leads = (node: Content | undefined): boolean =>
  (node as { readonly leads?: unknown } | undefined)?.leads === true

/** What stands before a table, with its heading on a new page; undefined where it has none. */
function headedAnew(before: readonly Content[]): readonly Content[] | undefined {
  const from = before.findLastIndex((one) => !leads(one)) + 1
  const heading = before[from]
  return heading === undefined
    ? undefined
    : before.with(from, { ...(heading as object), pageBreak: 'before' } as unknown as Content)
}

/** A table in pieces behind what stands before it: where it begins on a new page, its heading goes with it. */
async function headedPieces(
  before: readonly Content[],
  table: PagedTable,
  dealing: Dealing,
): Promise<readonly Content[]> {
  const given = { table, heights: await heightsOf(table, dealing), dealing }
  const chunks = await chunksOf(before, given)
  const anew = chunks[0]?.newPage === true ? headedAnew(before) : undefined
  if (anew !== undefined) {
    const below = await chunksOf(anew, given)
    if (below[0]?.newPage === false) return [...anew, ...pagedContent(table, below, dealing.write)]
  }
  return [...before, ...pagedContent(table, chunks, dealing.write)]
}

/** Pieces with what floats over the end of the last: they stay on one page. */
function sealed(pieces: readonly Content[], over: readonly Content[]): readonly Content[] {
  const last = pieces.at(-1)
  if (last === undefined || over.length === 0) return pieces
  const { pageBreak } = last as { readonly pageBreak?: 'before' }
  const held = {
    stack: [{ ...(last as object), pageBreak: undefined } as Content, ...over.map(filledContent)],
    unbreakable: true,
    ...(pageBreak === undefined ? {} : { pageBreak }),
  }
  return [...pieces.slice(0, -1), held]
}

async function dealt(dealing: Dealing): Promise<PageSection> {
  const { section } = dealing
  if (!section.content.some((one) => pagedTableOf(one) !== undefined)) return section
  let content: readonly Content[] = []
  for (const one of section.content) {
    const table = pagedTableOf(one)
    if (table === undefined) {
      content = [...content, one]
      continue
    }
    const { at } = one as { readonly at?: unknown }
    const count = content.length
    const next = sealed(await headedPieces(content, table, dealing), overTable(one))
    // Each piece is the same block to a designer.
    content = next.map((piece, index) =>
      at === undefined || index < count ? piece : ({ ...(piece as object), at } as never),
    )
  }
  return { ...section, content }
}

/**
 * Deals the rows of tables out to pages, for those that have sums of each page: rows are measured first, so that every page
 * is known before any is drawn.
 */
export async function dealtTables(
  pages: PageDefinition,
  { draw, write }: { readonly draw: Draw; readonly write: WriteSum },
): Promise<PageDefinition> {
  const sections: PageSection[] = []
  for (const section of sectionsOf(pages)) sections.push(await dealt({ section, pages, draw, write }))
  return withSections(pages, sections)
}
