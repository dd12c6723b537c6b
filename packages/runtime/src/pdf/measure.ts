import { type Heights, measured, type PageDefinition } from '@mortise/prints'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'

/** Draws a definition; nobody keeps the bytes. */
type Draw = (definition: TDocumentDefinitions) => Promise<unknown>

/**
 * How high header and footer of pages come out: they are laid out alone on pages of the same size, each from the top of
 * one, and the place noted where something behind it would begin.
 */
export async function heightsOf(pages: PageDefinition, draw: Draw): Promise<Heights> {
  const heights = { header: 0, footer: 0, page: 0 }
  const parts = measured(pages)
  if (parts.length === 0) return heights
  let first = 1
  await draw({
    pageSize: typeof pages.pageSize === 'string' ? pages.pageSize : { ...pages.pageSize },
    pageOrientation: pages.pageOrientation,
    pageMargins: [0, 0, 0, 0],
    defaultStyle: { ...pages.defaultStyle },
    content: parts.flatMap(([name, content], at): Content[] => [
      { stack: [content], ...(at === 0 ? {} : { pageBreak: 'before' as const }) },
      { text: ' ', id: name },
    ]),
    pageBreakBefore: ({ id, startPosition: { top, pageNumber, pageInnerHeight: page } }) => {
      if (id !== 'header' && id !== 'footer') return false
      heights[id] = top + (pageNumber - first) * page
      heights.page = page
      first = pageNumber + 1
      return false
    },
  })
  return heights
}
