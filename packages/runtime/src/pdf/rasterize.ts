import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Pixels } from './png.ts'

/** What is used of the renderer; a number is a place in its memory, 0 none. */
type Renderer = {
  readonly PDFiumExt_Init: () => void
  readonly FPDF_LoadMemDocument: (place: number, length: number, password: string) => number
  readonly FPDF_CloseDocument: (document: number) => void
  readonly FPDF_LoadPage: (document: number, page: number) => number
  readonly FPDF_ClosePage: (page: number) => void
  readonly FPDF_RenderPageBitmap: (bitmap: number, page: number, ...given: readonly number[]) => void
  readonly FPDFBitmap_Create: (width: number, height: number, alpha: number) => number
  readonly FPDFBitmap_FillRect: (bitmap: number, ...given: readonly number[]) => void
  readonly FPDFBitmap_GetBuffer: (bitmap: number) => number
  readonly FPDFBitmap_Destroy: (bitmap: number) => void
  readonly pdfium: {
    /** All of its memory; another one once it has grown. */
    readonly HEAPU8: Uint8Array
    readonly wasmExports: {
      readonly malloc: (length: number) => number
      readonly free: (place: number) => void
    }
  }
}
type Library = { readonly init: (given: { readonly wasmBinary: Uint8Array }) => Promise<Renderer> }

/** Its own types lean on types that it does not bring. */
const library: string = '@embedpdf/pdfium'
const require = createRequire(import.meta.url)
const white = 0xffffffff
/** Red before blue, as PNG has them. */
const redFirst = 0x10

let opened: Promise<Renderer> | undefined

/**
 * Loads the renderer, PDFium as one file of WebAssembly that runs on every machine; it is read from disk and nothing is
 * fetched. Most threads never draw a picture, so the first one that does loads it.
 */
async function open(): Promise<Renderer> {
  const { init } = (await import(library)) as Library
  const renderer = await init({ wasmBinary: readFileSync(require.resolve('@embedpdf/pdfium/pdfium.wasm')) })
  renderer.PDFiumExt_Init()
  return renderer
}

function drawn(renderer: Renderer, page: number, { width, height }: Omit<Pixels, 'bytes'>): Pixels {
  const bitmap = renderer.FPDFBitmap_Create(width, height, 0)
  if (bitmap === 0) throw new Error('no room for the picture')
  try {
    renderer.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white)
    renderer.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, redFirst)
    const from = renderer.FPDFBitmap_GetBuffer(bitmap)
    return { width, height, bytes: renderer.pdfium.HEAPU8.slice(from, from + width * height * 4) }
  } finally {
    renderer.FPDFBitmap_Destroy(bitmap)
  }
}

/** A picture of more points than this leaves the renderer with much memory that it would never give back. */
const large = 16_000_000

/** Lets the renderer go after a picture of many points; the next picture loads it anew. */
export function forgetLarge(points: number): void {
  if (points > large) opened = undefined
}

/** Draws the first page of a PDF of our own, as large in points of the picture as is said. Throws where it can't be read. */
export async function rasterize(pdf: Uint8Array, size: Omit<Pixels, 'bytes'>): Promise<Pixels> {
  opened ??= open()
  const renderer = await opened
  const { malloc, free } = renderer.pdfium.wasmExports
  const place = malloc(pdf.length)
  // Not before: its memory may have grown, and then it is another one.
  renderer.pdfium.HEAPU8.set(pdf, place)
  const document = renderer.FPDF_LoadMemDocument(place, pdf.length, '')
  const page = document === 0 ? 0 : renderer.FPDF_LoadPage(document, 0)
  try {
    if (page === 0) throw new Error('the page could not be read')
    return drawn(renderer, page, size)
  } finally {
    if (page !== 0) renderer.FPDF_ClosePage(page)
    if (document !== 0) renderer.FPDF_CloseDocument(document)
    free(place)
  }
}
