import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  type PageDefinition,
  printFont,
  printTableLayouts,
  toDocDefinition,
  type WriteSum,
} from '@mortise/prints'
import pdfmake from 'pdfmake'
import { withCharts } from './charts.ts'
import { dealtTables } from './deal.ts'
import type { Draw } from './lay-out.ts'
import { roomy } from './measure.ts'
import { numberingOf } from './numbering.ts'
import { brokenWhereLong } from './together.ts'

const require = createRequire(import.meta.url)

/**
 * Names the fonts go by in pdfmake's own file table; nothing is read from disk while drawing. They are the names that the
 * fonts give themselves: by those the PDF library finds again what is loaded, for words inside of pictures (SVG) too.
 */
const files = { normal: 'NotoSansSC-Regular', bold: 'NotoSansSC-Bold' }

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
  for (const [name, place] of Object.entries(packaged))
    virtualfs.writeFileSync(name, readFileSync(require.resolve(place)))
  // There is no slanted Chinese: italics fall back to the upright face.
  const { normal, bold } = files
  pdfmake.setFonts({ [printFont]: { normal, bold, italics: normal, bolditalics: bold } })
  pdfmake.setTableLayouts(printTableLayouts)
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => false)
  ready = true
}

/**
 * Draws pages as a PDF in this thread; about 0.3 s of work, so servers call `renderPdf` instead. First what has to be known
 * of the pages is measured: the room of header and footer, rows that are dealt out to pages, where documents begin.
 */
export async function drawPdf(pages: PageDefinition, write: WriteSum): Promise<Uint8Array> {
  prepare()
  const draw: Draw = (definition) => pdfmake.createPdf(definition).getBuffer()
  const held = await brokenWhereLong(await roomy(withCharts(pages), draw), draw)
  const dealt = await dealtTables(held, { draw, write })
  const numbering = await numberingOf(dealt, draw)
  return await pdfmake.createPdf(toDocDefinition(dealt, numbering)).getBuffer()
}
