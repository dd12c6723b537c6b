import { isUtf8 } from 'node:buffer'

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
  let rest = new Uint8Array()
  let first = true
  for await (const piece of pieces) {
    const marked = first ? markedEncoding(piece) : undefined
    if (marked !== undefined) return marked
    first = false
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    const end = wholeSigns(bytes)
    if (!isUtf8(bytes.subarray(0, end))) return 'gb18030'
    rest = Uint8Array.from(bytes.subarray(end))
  }
  return rest.length === 0 ? 'utf-8' : 'gb18030'
}

/** Where the last sign begins that may be cut off; the end when it is whole. */
function wholeSigns(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return back < length ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}

/** The sign between cells: the one that the first line has most of, outside of quotes. */
export function delimiterOf(text: string): string {
  const line = text
    .slice(0, text.search(/[\r\n]/) < 0 ? undefined : text.search(/[\r\n]/))
    .replaceAll(/"[^"]*"/g, '')
  const counts = [',', ';', '\t', '|'].map((sign) => ({ sign, count: line.split(sign).length - 1 }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign
}
