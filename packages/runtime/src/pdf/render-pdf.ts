import { availableParallelism } from 'node:os'
import type { PageDefinition, PrintLayout } from '@mortise/prints'
import type { Picture } from './messages.ts'
import type { PhotoMade, PhotoRequest } from './photo.ts'
import { PdfPool } from './pool.ts'

let shared: PdfPool | undefined

const limits = { time: 120_000, memory: 1_024, waiting: 400 }

/**
 * Draws the pages that `renderTemplate` made as a PDF, off the main thread. The same pages give the same bytes. Only
 * what is in the pages is drawn: no file and no address is opened. Rejects with PDF_NO_ROOM, PDF_TOO_LARGE, PDF_BUSY or PDF_FAILED.
 */
export function renderPdf(pages: PageDefinition): Promise<Uint8Array> {
  return pool().render(pages, 'pdf')
}

/** Lays the same pages out and tells what stands where, off the main thread: what a designer draws as its canvas. */
export function renderLayout(pages: PageDefinition): Promise<PrintLayout> {
  return pool().render(pages, 'layout')
}

/**
 * Draws the first of the pages as a picture, off the main thread, as high as what stands on it; its page says how high at
 * most. Rejects as `renderPdf` does.
 */
export function renderPicture(pages: PageDefinition): Promise<Picture> {
  return pool().render(pages, 'picture')
}

/** Makes a stored picture ready for pages, off the main thread. Rejects with PDF_TOO_LARGE, PDF_BUSY or PDF_FAILED. */
export function renderPhoto(photo: PhotoRequest): Promise<PhotoMade> {
  return pool().render(photo, 'photo')
}

function pool(): PdfPool {
  shared ??= new PdfPool({ threads: availableParallelism() > 2 ? 2 : 1, ...limits })
  return shared
}

/** Ends the drawing threads, for a process that shuts down. */
export async function closePdf(): Promise<void> {
  const open = shared
  shared = undefined
  await open?.close()
}
