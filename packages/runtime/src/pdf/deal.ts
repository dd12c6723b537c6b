import {
  type Chunk,
  chunksByHeight,
  filledContent,
  overTable,
  type PageDefinition,
  type PageSection,
  pagedContent,
  type PagedTable,
  sectionsOf,
  withSections,
  type WriteSum,
} from '@mortise/prints'
import type { Content } from 'pdfmake/interfaces.js'
import { dealtBoxes } from './deal-boxes.ts'
import { type Draw, layOut, markedAt, marker } from './lay-out.ts'
import { heightsOf, type Measuring, onEndless, type TableHeights } from './table-heights.ts'
import { changedOn, isHeld, loose, nodesOn, tableOn, type Way, wayToTable } from './ways.ts'

/** A table in the content of a section, and where it stands. */
type Dealing = Measuring & {
  readonly section: PageSection
  readonly content: readonly Content[]
  readonly way: Way
  readonly table: PagedTable
}

/** How high the rows of a table come out in its place: between what stands beside it, on endless paper of the same width. */
function heightsInPlace({ section, content, way, table, ...how }: Dealing): Promise<TableHeights> {
  const [left, , right] = section.pageMargins
  const room = { width: section.pageSize.width, left, right }
  const outer = content[way[0]?.at ?? 0]
  return heightsOf(table, how.write, (nodes) => {
    if (way.length === 1 || outer === undefined) return onEndless(nodes, room, how)
    // Copied before, since the nodes themselves are read afterwards.
    const placed = changedOn([filledContent(outer)], [{ list: 'stack', at: 0 }, ...way.slice(1)], {
      inside: (siblings, at) => [...siblings.slice(0, at), ...nodes, ...siblings.slice(at + 1)],
      node: loose,
    })
    return onEndless(placed, room, how)
  })
}

/** How far down its page a table begins behind what stands before it in its list: all of that is laid out. */
async function topAfter(
  before: readonly Content[],
  { section, content, way, style, draw }: Dealing,
): Promise<number> {
  if (before.length === 0 && way.length === 1) return section.pageMargins[1]
  const at = marker()
  const laid = changedOn(content.map(filledContent), way, {
    inside: () => [...before.map(filledContent), at],
    node: loose,
    cut: true,
  })
  await layOut(
    {
      pageSize: { ...section.pageSize },
      pageMargins: [...section.pageMargins],
      defaultStyle: { ...style },
      content: [...laid],
    },
    draw,
  )
  return markedAt(at).top
}

async function chunksOf(
  before: readonly Content[],
  heights: TableHeights,
  dealing: Dealing,
): Promise<readonly Chunk[]> {
  const { pageSize, pageMargins } = dealing.section
  const [, top, , bottom] = pageMargins
  const begins = await topAfter(before, dealing)
  // A hair is kept free, against sums of widths that don't come out even.
  const page = pageSize.height - bottom - top - 1
  return chunksByHeight(dealing.table, { ...heights, first: page - (begins - top), page })
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

/** What stands before a table with the table in pieces: where it begins on a new page, its heading goes with it. */
type Pieces = { readonly before: readonly Content[]; readonly pieces: readonly Content[] }

async function headedPieces(before: readonly Content[], dealing: Dealing): Promise<Pieces> {
  const { table, write } = dealing
  const heights = await heightsInPlace(dealing)
  const chunks = await chunksOf(before, heights, dealing)
  const anew = chunks[0]?.newPage === true ? headedAnew(before) : undefined
  if (anew !== undefined) {
    const below = await chunksOf(anew, heights, dealing)
    if (below[0]?.newPage === false) return { before: anew, pieces: pagedContent(table, below, write) }
  }
  return { before, pieces: pagedContent(table, chunks, write) }
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

/** Whether a table stays in one piece with what is kept on one page around it: it fits there, and takes no rows but its own. */
async function staysHeld(dealing: Dealing): Promise<boolean> {
  const { content, way, table, section } = dealing
  if (!isHeld(content, way) || table.rowsPerPage > 0) return false
  const { head, rows, end } = await heightsInPlace(dealing)
  const [, top, , bottom] = section.pageMargins
  return rows.reduce((sum, one) => sum + one, head + end) < section.pageSize.height - top - bottom
}

/** The content with the table at the end of a way in pieces. */
async function dealtOn(dealing: Dealing): Promise<readonly Content[]> {
  const { content, way, table, write } = dealing
  const node = nodesOn(content, way).at(-1)
  const { at } = node as { readonly at?: unknown }
  const held = await staysHeld(dealing)
  let siblings: readonly Content[] = []
  changedOn(content, way, {
    inside: (list) => {
      siblings = list
      return list
    },
  })
  const place = way.at(-1)?.at ?? 0
  const ahead = siblings.slice(0, place)
  const whole = { from: 0, to: table.rows.length, newPage: false, empty: 0 }
  const made = held
    ? { before: ahead, pieces: pagedContent(table, [whole], write) }
    : await headedPieces(ahead, dealing)
  // Each piece is the same block to a designer.
  const pieces = sealed(made.pieces, overTable(node)).map((piece) =>
    at === undefined ? piece : ({ ...(piece as object), at } as never),
  )
  return changedOn(content, way, {
    inside: (list) => [...made.before, ...pieces, ...list.slice(place + 1)],
    node: held ? (one) => one : loose,
  })
}

async function dealt(section: PageSection, how: Measuring): Promise<PageSection> {
  let { content } = section
  for (let way = wayToTable(content); way !== undefined; way = wayToTable(content)) {
    const table = tableOn(content, way)
    if (table === undefined) break
    content = await dealtOn({ ...how, section, content, way, table })
  }
  return dealtBoxes({ ...section, content }, how)
}

/**
 * Deals the rows of tables out to pages, for those that have sums of each page: rows are measured first, so that every page
 * is known before any is drawn. So it is in columns, each of which goes over pages by itself, and in boxes on every page.
 */
export async function dealtTables(
  pages: PageDefinition,
  { draw, write }: { readonly draw: Draw; readonly write: WriteSum },
): Promise<PageDefinition> {
  const how = { style: pages.defaultStyle, draw, write }
  const sections: PageSection[] = []
  for (const section of sectionsOf(pages)) sections.push(await dealt(section, how))
  return withSections(pages, sections)
}
