import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  type PageDefinition,
  printFont,
  type PrintLayout,
  printTableLayouts,
  toDocDefinition,
  type WriteSum,
} from '@mortise/prints'
import pdfmake from 'pdfmake'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { boxOf } from './block-boxes.ts'
import { withCharts } from './charts.ts'
import { dealtTables } from './deal.ts'
import { fittingColumns } from './fitting-columns.ts'
import type { Draw } from './lay-out.ts'
import { layoutMap } from './layout-map.ts'
import { roomy } from './measure.ts'
import type { Picture } from './messages.ts'
import {
  LayoutBuilder,
  type LayoutEngine,
  type MeasuringDocument,
  PdfDocument,
  type Sheet,
  SvgMeasure,
} from './parts.ts'
import { picturesInPlace } from './pictures-in-place.ts'
import { pngOf } from './png.ts'
import { rasterize } from './rasterize.ts'
import { steadyPictures } from './steady-pictures.ts'
import { brokenWhereLong } from './together.ts'
import { TracedLayout } from './traced-layout.ts'

const require = createRequire(import.meta.url)

/**
 * Names the fonts go by in pdfmake's own file table; nothing is read from disk while drawing. They are the names that the
 * fonts give themselves: by those the PDF library finds again what is loaded, for words inside of pictures (SVG) too.
 */
const files = { normal: 'NotoSansSC-Regular', bold: 'NotoSansSC-Bold' }

/** There is no slanted Chinese: italics fall back to the upright face. */
const fontFiles = {
  [printFont]: { normal: files.normal, bold: files.bold, italics: files.normal, bolditalics: files.bold },
}

const packaged = {
  [files.normal]: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  [files.bold]: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
}

/** pdfmake's table of files in memory, which its types leave out. */
const { virtualfs } = pdfmake as typeof pdfmake & {
  readonly virtualfs: { readonly writeFileSync: (name: string, bytes: Uint8Array) => void }
}

let ready = false

/** Loads the font once and closes every way to files and addresses: pages hold all they need as data. */
function prepare(): void {
  if (ready) return
  steadyPictures()
  fittingColumns()
  picturesInPlace()
  for (const [name, place] of Object.entries(packaged))
    virtualfs.writeFileSync(name, readFileSync(require.resolve(place)))
  pdfmake.setFonts(fontFiles)
  pdfmake.setTableLayouts(printTableLayouts)
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => false)
  ready = true
}

/** A document that nothing is drawn on: it knows the font, and remembers how wide words are. */
let measuring: { readonly document: MeasuringDocument; uses: number } | undefined

/** So many layouts from one such document, so that what it remembers does not grow for ever. */
const mostUses = 300

function measuringDocument(): MeasuringDocument {
  if (measuring === undefined || measuring.uses >= mostUses) {
    const options = { size: 'A4', autoFirstPage: false, font: null }
    const document = new PdfDocument(fontFiles, {}, {}, {}, options, virtualfs, () => false)
    // pdfmake keeps each picture by its number within one layout, and would measure the next document by those of this one.
    document.provideImage = (name) => document.openImage(pictureBytes(document.images[name] ?? name))
    measuring = { document, uses: 0 }
  }
  measuring.uses += 1
  return measuring.document
}

/** The bytes of a `data:` URI; throws for any other address. */
function pictureBytes(uri: string): Buffer {
  const [, data] = /^data:image\/(?:png|jpe?g);base64,([A-Za-z0-9+/=]+)$/.exec(uri) ?? []
  if (data === undefined) throw new Error('a picture that is none of our own')
  return Buffer.from(data, 'base64')
}

/** The sheets of a definition, as `engine` lays them out, and its pictures by their names. Nothing is drawn. */
function sheetsOf(
  definition: TDocumentDefinitions,
  engine: LayoutEngine,
): { readonly sheets: readonly Sheet[]; readonly pictures: MeasuringDocument['images'] } {
  engine.registerTableLayouts(printTableLayouts)
  const { content, defaultStyle, background, header, footer, watermark, pageBreakBefore } = definition
  const around = [background, header, footer, watermark, pageBreakBefore]
  const document = measuringDocument()
  document.images = { ...(definition.images as MeasuringDocument['images'] | undefined) }
  const sheets = engine.layoutDocument(content, document, {}, defaultStyle, ...around)
  return { sheets, pictures: document.images }
}

type Paper = {
  readonly pageSize: { readonly width: number; readonly height: number }
  readonly pageMargins: readonly number[]
}

function paperOf(definition: TDocumentDefinitions): readonly [unknown, unknown, unknown] {
  // Where only sections stand, each has paper of its own.
  const { pageSize = { width: 595.28, height: 841.89 }, pageMargins = [0, 0, 0, 0] } =
    definition as unknown as Partial<Paper>
  const [left, top, right, bottom] = pageMargins
  return [{ ...pageSize }, { left, top, right, bottom }, new SvgMeasure()]
}

const measure: Draw = async (definition) => sheetsOf(definition, new LayoutBuilder(...paperOf(definition)))

/** Makes what pdfmake is given, as often as it is asked for: drawing changes it. All that has to be known was measured before. */
type Measured = (height?: number) => TDocumentDefinitions

async function measuredPages(pages: PageDefinition, write: WriteSum): Promise<Measured> {
  prepare()
  const held = await brokenWhereLong(await roomy(await withCharts(pages), measure), measure)
  const dealt = await dealtTables(held, { draw: measure, write })
  return (height = dealt.pageSize.height) =>
    toDocDefinition({ ...dealt, pageSize: { ...dealt.pageSize, height } })
}

/**
 * Draws pages as a PDF in this thread; about 0.3 s of work, so servers call `renderPdf` instead. First what has to be known
 * of the pages is measured: the room of header and footer, rows that are dealt out to pages.
 */
export async function drawPdf(pages: PageDefinition, write: WriteSum): Promise<Uint8Array> {
  const definition = (await measuredPages(pages, write))()
  return await pdfmake.createPdf(definition).getBuffer()
}

/**
 * Lays pages out just as `drawPdf` does, and tells what stands where instead of drawing it. Pages are to be filled with
 * marks, or no block is found on them.
 */
export async function drawLayout(pages: PageDefinition, write: WriteSum): Promise<PrintLayout> {
  const definition = (await measuredPages(pages, write))()
  const engine = new TracedLayout(...paperOf(definition))
  const { sheets, pictures } = sheetsOf(definition, engine)
  return layoutMap(sheets, { pictures, waiting: (sheet) => engine.waitingOn(sheet) })
}

/** Points of a picture to one of its paper: sharp on screens that are finer than one to one. */
const fineness = 2

/**
 * Draws the first page as a picture, its paper cut off below what stands on it; the height of the page is the most that the
 * picture gets. In this thread; servers call `renderPicture`.
 */
export async function drawPicture(pages: PageDefinition, write: WriteSum): Promise<Picture> {
  const measured = await measuredPages(pages, write)
  const definition = measured()
  const { sheets } = sheetsOf(definition, new LayoutBuilder(...paperOf(definition)))
  const { width, height: most } = pages.pageSize
  const [, , , bottom] = pages.pageMargins
  const ends = (sheets[0]?.items ?? []).map((item) => boxOf(item)).map(({ y, height }) => y + height)
  // A hair is kept free, against sums that don't come out even: what no longer fits would be on a page of its own.
  const height = Math.min(most, Math.ceil(Math.max(bottom, ...ends) + bottom + 2))
  const pdf = await pdfmake.createPdf(measured(height)).getBuffer()
  const size = { width: Math.round(width * fineness), height: Math.round(height * fineness) }
  return { png: pngOf(await rasterize(pdf, size)), cut: sheets.length > 1 }
}
