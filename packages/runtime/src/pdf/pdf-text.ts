import { inflateSync } from 'node:zlib'

/*
 * Reads the words back out of PDFs that this product drew, page by page: for tests and for scenarios that expect words
 * in a print. It knows the parts of the format that our own files use, and is no reader for other people's files.
 */

/** The objects of a file by number, streams unpacked. */
export type PdfObjects = ReadonlyMap<string, { readonly dict: string; readonly stream: string | undefined }>

/** Bytes as one letter each, so that places in the text are places in the file. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

function inflated(dict: string, body: string): string {
  const bytes = Buffer.from(body, 'latin1')
  return dict.includes('/FlateDecode') ? latin1(inflateSync(bytes)) : body
}

/** Reads the objects of a file. */
export function pdfObjects(bytes: Uint8Array): PdfObjects {
  const text = latin1(bytes)
  const found = new Map<string, { dict: string; stream: string | undefined }>()
  const head = /(\d+) 0 obj\s/g
  for (let match = head.exec(text); match !== null; match = head.exec(text)) {
    const start = head.lastIndex
    const streamAt = text.indexOf('stream\n', start)
    const endAt = text.indexOf('endobj', start)
    if (streamAt < 0 || streamAt > endAt) {
      found.set(match[1] ?? '', { dict: text.slice(start, endAt), stream: undefined })
      continue
    }
    const dict = text.slice(start, streamAt)
    const length = Number(/\/Length (\d+)/.exec(dict)?.[1] ?? 0)
    const body = text.slice(streamAt + 7, streamAt + 7 + length)
    const wanted = !dict.includes('/Subtype /Image') && !dict.includes('/Length1')
    found.set(match[1] ?? '', { dict, stream: wanted ? inflated(dict, body) : undefined })
    head.lastIndex = streamAt + 7 + length
  }
  return found
}

/** The number of the object that a key of a dictionary points to. */
export function pdfReference(dict: string, key: string): string | undefined {
  return new RegExp(`/${key} (\\d+) 0 R`).exec(dict)?.[1]
}

function hexText(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le')
}

/** Letters by glyph number, from the table that makes text in a PDF selectable. */
function toUnicode(cmap: string): ReadonlyMap<number, string> {
  const letters = new Map<number, string>()
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', list = ''] of block.matchAll(
      /<([0-9a-fA-F]+)>\s*<[0-9a-fA-F]+>\s*\[([^\]]*)\]/g,
    )) {
      const first = Number.parseInt(from, 16)
      for (const [index, [, hex = '']] of [...list.matchAll(/<([0-9a-fA-F\s]*)>/g)].entries())
        letters.set(first + index, hexText(hex.replaceAll(/\s/g, '')))
    }
  }
  return letters
}

/** The letters of each font of a page, by the names it calls them. */
export function pdfFonts(
  page: string,
  objects: PdfObjects,
): ReadonlyMap<string, ReadonlyMap<number, string>> {
  const resources = objects.get(pdfReference(page, 'Resources') ?? '')?.dict ?? page
  const fonts = new Map<string, ReadonlyMap<number, string>>()
  for (const [, name = '', id = ''] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const cmap = objects.get(pdfReference(objects.get(id)?.dict ?? '', 'ToUnicode') ?? '')?.stream
    if (cmap !== undefined) fonts.set(name, toUnicode(cmap))
  }
  return fonts
}

/** Texts in the order they were drawn; what stands at one height is one line. */
function linesOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let letters: ReadonlyMap<number, string> = new Map()
  let height = ''
  const lines: string[] = []
  for (const [, y, font, run] of content.matchAll(/ ([\d.-]+) Tm|\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) letters = fonts.get(font) ?? new Map()
    if (y !== undefined && y !== height) {
      height = y
      lines.push('')
    }
    if (run === undefined) continue
    const glyphs = [...run.matchAll(/<([0-9a-fA-F]*)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
    const text = glyphs.map((glyph) => letters.get(Number.parseInt(glyph, 16)) ?? '').join('')
    lines.push(`${lines.pop() ?? ''}${text}`)
  }
  return lines.join('\n')
}

/** The words of each page of a PDF made by `renderPdf`. */
export function pdfText(bytes: Uint8Array): readonly string[] {
  const objects = pdfObjects(bytes)
  return pdfPages(objects).map(({ page, content }) => linesOf(content, pdfFonts(page, objects)))
}

/** The pages of a file: the dictionary of each and what is drawn on it. */
export function pdfPages(
  objects: PdfObjects,
): readonly { readonly page: string; readonly content: string }[] {
  const pages = [...objects.values()].find(({ dict }) => dict.includes('/Type /Pages'))?.dict ?? ''
  const kids = /\/Kids \[([^\]]*)\]/.exec(pages)?.[1] ?? ''
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, id = '']) => {
    const page = objects.get(id)?.dict ?? ''
    return { page, content: objects.get(pdfReference(page, 'Contents') ?? '')?.stream ?? '' }
  })
}
