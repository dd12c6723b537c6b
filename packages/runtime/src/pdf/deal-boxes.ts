import {
  type Chunk,
  chunksByHeight,
  filledContent,
  type FreeContent,
  type PageSection,
  pagedContent,
  type PagedTable,
} from '@mortise/prints'
import type { Content } from 'pdfmake/interfaces.js'
import { layOut, markedAt, marker } from './lay-out.ts'
import { heightsOf, type Measuring, onEndless } from './table-heights.ts'
import { changedOn, loose, tableOn, type Way, wayToTable } from './ways.ts'

/** A box at a place of the paper: the room it was given, in points. */
type Box = { readonly columns?: readonly Content[]; readonly frame?: { readonly height: number } }

/** A table in a box, and the rows of it that each page has. */
type Dealt = { readonly way: Way; readonly table: PagedTable; readonly chunks: readonly Chunk[] }

/** The box alone, without its place: laid out as it is, but at the top of a sheet. */
function inside(box: Content): readonly Content[] {
  const { columns = [] } = filledContent(box) as Box
  return [{ columns: [...columns] } as unknown as Content]
}

type Around = { readonly section: PageSection; readonly how: Measuring }

/** Rows as they fit into the room of a box, less what else stands in it; that much on each page. */
async function chunksIn(
  box: Content,
  { way, table }: { readonly way: Way; readonly table: PagedTable },
  { section, how }: Around,
): Promise<readonly Chunk[]> {
  const room = { width: section.pageSize.width, left: 0, right: 0 }
  const place = (nodes: readonly Content[]): readonly Content[] =>
    changedOn(inside(box), way, {
      inside: (siblings, at) => [...siblings.slice(0, at), ...nodes, ...siblings.slice(at + 1)],
      node: loose,
    })
  const heights = await heightsOf(table, how.write, (nodes) => onEndless(place(nodes), room, how))
  const [start, end] = [marker(), marker()]
  await onEndless([start, ...place([]), end], room, how)
  const others = markedAt(end).top - markedAt(start).top
  const page = Math.max(0, ((box as Box).frame?.height ?? 0) - others)
  return chunksByHeight(table, { ...heights, first: page, page })
}

/** The tables of a box, each with its rows dealt out. */
async function dealtIn(box: Content, around: Around): Promise<readonly Dealt[]> {
  const found: Dealt[] = []
  let rest: readonly Content[] = [box]
  for (let way = wayToTable(rest); way !== undefined; way = wayToTable(rest)) {
    const table = tableOn(rest, way)
    if (table === undefined) break
    found.push({ way, table, chunks: await chunksIn(box, { way, table }, around) })
    // What has been dealt is left where it is, and is no table to be dealt any more: ways go by places.
    rest = changedOn(rest, way, { inside: (list, at) => list.with(at, filledContent(list[at] ?? '')) })
  }
  return found
}

/** The box of one page, from 0: with those rows of its tables that are this page's, and without tables that have ended. */
function boxOf(box: Content, page: number, dealt: readonly Dealt[], { how }: Around): Content {
  // From the last to the first, so that places before stay.
  const [made = box] = dealt.toReversed().reduce<readonly Content[]>(
    (content, { way, table, chunks }) => {
      const pieces = pagedContent(
        table,
        chunks.map((one) => ({ ...one, newPage: false })),
        how.write,
      )
      const own = pieces[page]
      return changedOn(content, way, {
        inside: (list, at) => {
          const { at: block } = list[at] as { readonly at?: unknown }
          const marked = own === undefined || block === undefined ? own : { ...(own as object), at: block }
          return [
            ...list.slice(0, at),
            ...(marked === undefined ? [] : [marked as Content]),
            ...list.slice(at + 1),
          ]
        },
      })
    },
    [box],
  )
  return made
}

/** One box on every page as boxes on single pages, where tables in it have other rows on each; how many pages it takes. */
async function dealtBox(
  one: FreeContent,
  around: Around,
): Promise<{ readonly free: readonly FreeContent[]; readonly pages: number }> {
  const asks = one.pages === 'every' && wayToTable([one.content]) !== undefined
  const dealt = asks ? await dealtIn(one.content, around) : []
  if (dealt.length === 0) return { free: [one], pages: 1 }
  const pages = Math.max(...dealt.map(({ chunks }) => chunks.length))
  const own = Array.from({ length: pages + 1 }, (_, page): FreeContent => {
    const range = page < pages ? { from: page + 1, to: page + 1 } : { from: page + 1 }
    return { content: boxOf(one.content, page, dealt, around), pages: range }
  })
  return { free: own, pages }
}

/** How many pages the content of a section takes by itself. */
function pagesOf({ section, how }: Around): Promise<number> {
  return layOut(
    {
      pageSize: { ...section.pageSize },
      pageMargins: [...section.pageMargins],
      defaultStyle: { ...how.style },
      content: section.content.length === 0 ? [{ text: ' ' }] : section.content.map(filledContent),
    },
    how.draw,
  )
}

/**
 * A section whose boxes on every page have other rows of their tables on each: as forms are filled, page after page in the same
 * place. Where the content takes fewer pages than the rows, empty ones follow.
 */
export async function dealtBoxes(section: PageSection, how: Measuring): Promise<PageSection> {
  const around = { section, how }
  const boxes = await Promise.all((section.free ?? []).map((one) => dealtBox(one, around)))
  const wanted = Math.max(1, ...boxes.map(({ pages }) => pages))
  if (boxes.every(({ free }) => free.length === 1)) return section
  const missing = wanted === 1 ? 0 : Math.max(0, wanted - (await pagesOf(around)))
  const sheets = Array.from({ length: missing }, () => ({
    text: ' ',
    fontSize: 1,
    pageBreak: 'before' as const,
  }))
  const content = section.content.length === 0 && missing > 0 ? [{ text: ' ', fontSize: 1 }] : section.content
  return { ...section, content: [...content, ...sheets], free: boxes.flatMap(({ free }) => free) }
}
