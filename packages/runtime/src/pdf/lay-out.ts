import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'

/** Draws a definition. */
export type Draw = (definition: TDocumentDefinitions) => Promise<unknown>

/** Thrown when pages are laid out and nothing is to be drawn. */
class LaidOut extends Error {}

/** Where something came to lie: its page from 1, and how far down. */
export type Position = { readonly pageNumber: number; readonly top: number }

/**
 * Lays a definition out without drawing it, which is the smaller part of the work. Afterwards `positionsOf` knows where its
 * nodes are. Gives the number of pages, as far as something stands on them.
 */
export async function layOut(definition: TDocumentDefinitions, draw: Draw): Promise<number> {
  let pages = 1
  const stop = (node: { readonly pages?: number }): never => {
    pages = node.pages ?? 1
    throw new LaidOut()
  }
  try {
    await draw({
      ...definition,
      pageBreakBefore: stop as NonNullable<TDocumentDefinitions['pageBreakBefore']>,
    })
  } catch (error) {
    if (!(error instanceof LaidOut)) throw error
  }
  return pages
}

/** Where the lines of a node came to lie; laying out writes it into what it was given. */
export function positionsOf(node: Content): readonly Position[] {
  return (node as { readonly positions?: readonly Position[] }).positions ?? []
}

/** A text that takes no room and shows where it stands. */
export function marker(): Content {
  return { text: ' ', fontSize: 1, relativePosition: { x: 0, y: 0 } }
}

/** Where a marker stands. */
export function markedAt(node: Content): Position {
  return positionsOf(node)[0] ?? { pageNumber: 1, top: 0 }
}
