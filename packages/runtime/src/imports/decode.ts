/** Reads text of a file: by its mark, else UTF-8 when it is valid, else GB18030 as Chinese table programs write. */
export function decodeText(bytes: Uint8Array): string {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
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
