import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  leavesRoom,
  type PageDefinition,
  printFont,
  printTableLayouts,
  toDocDefinition,
  withHeadRoom,
} from '@mortise/prints'
import pdfmake from 'pdfmake'
import { heightsOf } from './measure.ts'
import { noRoom } from './messages.ts'

const require = createRequire(import.meta.url)

/** Names the fonts go by in pdfmake's own file table; nothing is read from disk while drawing. */
const files = { normal: 'NotoSansSC-Regular.ttf', bold: 'NotoSansSC-Bold.ttf' }

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

/** Draws pages as a PDF in this thread; about 0.3 s of work, so servers call `renderPdf` instead. */
export async function drawPdf(pages: PageDefinition): Promise<Uint8Array> {
  prepare()
  const heights = await heightsOf(pages, (definition) => pdfmake.createPdf(definition).getBuffer())
  if (!leavesRoom(heights)) throw new Error(noRoom)
  return await pdfmake.createPdf(toDocDefinition(withHeadRoom(pages, heights))).getBuffer()
}
