/** Encodings that tables of text come in. */
export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'

/** Their names, for those who may choose. */
export const encodings: readonly TextEncoding[] = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be']

/** The encoding that a file's first bytes name; undefined when they name none. */
export function markedEncoding([a, b]: Uint8Array): TextEncoding | undefined {
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined
}

/** Finds the encoding of a text: by its mark, else UTF-8 when all of it is valid, else GB18030 as Chinese table programs write. */
export async function encodingOf(pieces: AsyncIterable<Uint8Array>): Promise<TextEncoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let first = true
  try {
    for await (const piece of pieces) {
      const marked = first ? markedEncoding(piece) : undefined
      if (marked !== undefined) return marked
      first = false
      utf8.decode(piece, { stream: true })
    }
    utf8.decode()
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

/** The sign between cells: the one that the first line has most of, outside of quotes. */
export function delimiterOf(text: string): string {
  const line = text
    .slice(0, text.search(/[\r\n]/) < 0 ? undefined : text.search(/[\r\n]/))
    .replaceAll(/"[^"]*"/g, '')
  const counts = [',', ';', '\t', '|'].map((sign) => ({ sign, count: line.split(sign).length - 1 }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign
}
