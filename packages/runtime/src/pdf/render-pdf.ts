import { availableParallelism } from 'node:os'
import type { PageDefinition } from '@mortise/prints'
import { PdfPool } from './pool.ts'

let shared: PdfPool | undefined

/**
 * Draws the pages that `renderTemplate` made as a PDF, off the main thread. The same pages give the same bytes. Only
 * what is in the pages is drawn: no file and no address is opened.
 */
export function renderPdf(pages: PageDefinition): Promise<Uint8Array> {
  shared ??= new PdfPool(availableParallelism() > 2 ? 2 : 1)
  return shared.render(pages)
}

/** Ends the drawing threads, for a process that shuts down. */
export async function closePdf(): Promise<void> {
  const pool = shared
  shared = undefined
  await pool?.close()
}
