import { type Heights, measured, type PageDefinition } from '@mortise/prints'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'

/** Draws a definition; nobody keeps the bytes. */
type Draw = (definition: TDocumentDefinitions) => Promise<unknown>

const end = 'end'

/**
 * How high header and footer of pages come out: each is laid out alone on a page of the same size, and the place noted
 * where something behind it would begin.
 */
export async function heightsOf(pages: PageDefinition, draw: Draw): Promise<Heights> {
  const heights = { header: 0, footer: 0, page: 0 }
  for (const [name, content] of measured(pages)) {
    const { at, page } = await behind(pages, content, draw)
    heights[name] = at
    heights.page = page
  }
  return heights
}

async function behind(
  pages: PageDefinition,
  content: Content,
  draw: Draw,
): Promise<{ readonly at: number; readonly page: number }> {
  let found = { at: 0, page: 0 }
  await draw({
    pageSize: typeof pages.pageSize === 'string' ? pages.pageSize : { ...pages.pageSize },
    pageOrientation: pages.pageOrientation,
    pageMargins: [0, 0, 0, 0],
    defaultStyle: { ...pages.defaultStyle },
    content: [content, { text: ' ', id: end }],
    pageBreakBefore: ({ id, startPosition }) => {
      if (id === end) {
        const { top, pageNumber, pageInnerHeight: page } = startPosition
        found = { at: top + (pageNumber - 1) * page, page }
      }
      return false
    },
  })
  return found
}
