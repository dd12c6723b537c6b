import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { FileText, TextLimits } from './messages.ts'

const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
const folder = (name: string): string => `${join(library, name)}${sep}`

/**
 * The words of a PDF, line by line, pages apart. Nothing in the file is run or fetched; the maps of Chinese fonts that a
 * file names without bringing them come with the library.
 */
export async function readPdf(bytes: Uint8Array, limits: TextLimits): Promise<FileText> {
  const task = getDocument({
    data: bytes,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
  })
  try {
    const file = await task.promise
    const count = Math.min(file.numPages, limits.pages)
    const pages: string[] = []
    let length = 0
    for (let number = 1; number <= count && length <= limits.characters; number += 1) {
      const page = await file.getPage(number)
      const { items } = await page.getTextContent()
      const words = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
      page.cleanup()
      pages.push(words)
      length += words.length
    }
    const text = pages.join('\n').replaceAll('\u0000', '')
    return {
      text: text.slice(0, limits.characters),
      cut: count < file.numPages || length > limits.characters,
    }
  } finally {
    await task.destroy()
  }
}
