import { unreadable } from '../table/unreadable.ts'

const named: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text of XML with its signs put back. Only the five names of XML itself mean anything: nothing can grow here. */
export function unescaped(text: string): string {
  const plain = text.includes('&')
    ? text.replaceAll(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{1,6});/g, (whole, name: string) =>
        name.startsWith('#') ? codePoint(name, whole) : (named[name] ?? whole),
      )
    : text
  // Spreadsheets write control characters as _x000D_.
  return plain.includes('_x')
    ? plain.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : plain
}

function codePoint(name: string, whole: string): string {
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0x10ffff ? whole : String.fromCodePoint(code)
}

/** An attribute of a tag, unescaped; undefined when it has none of that name. */
export function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  const words = found?.[1] ?? found?.[2]
  return words === undefined ? undefined : unescaped(words)
}

/** A part of an XML file that may be read whole, within bounds. */
export async function wholeText(pieces: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of pieces) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > most) throw unreadable('XLSX')
  }
  return refuseTypes(text)
}

/** XML that brings a document type along wants something; tables have none. */
export function refuseTypes(text: string): string {
  if (text.slice(0, 4096).includes('<!DOCTYPE')) throw unreadable('DOCTYPE')
  return text
}

/**
 * Cuts a long XML file into elements of one name, each with its own text (the tag included), without holding more than
 * one of them and a piece of the file. Such elements do not contain each other.
 */
export async function* elementsOf(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
  longest: number,
): AsyncGenerator<readonly string[], void, undefined> {
  const decoder = new TextDecoder()
  let text = ''
  let prefix: string | undefined
  for await (const piece of pieces) {
    text += decoder.decode(piece, { stream: true })
    if (prefix === undefined) {
      const root = /<(\w+:)?(?:worksheet|sst)[\s>]/.exec(refuseTypes(text))
      if (root === null) {
        if (text.length > 65_536) throw unreadable('XLSX')
        continue
      }
      prefix = root[1] ?? ''
    }
    const { found, taken } = wholeElements(text, `${prefix}${name}`)
    text = text.slice(taken)
    if (text.length > longest) throw unreadable(`<${name}>`)
    if (found.length > 0) yield found
  }
}

function wholeElements(
  text: string,
  name: string,
): { readonly found: readonly string[]; readonly taken: number } {
  const found: string[] = []
  const [open, close] = [`<${name}`, `</${name}>`]
  let at = 0
  for (;;) {
    const start = startOf(text, open, at)
    // What stands before the next element is of no interest, but the sign of one may be cut in two.
    if (start < 0) return { found, taken: Math.max(at, text.length - open.length - 1) }
    const tagEnd = text.indexOf('>', start)
    if (tagEnd < 0) return { found, taken: start }
    if (text.charCodeAt(tagEnd - 1) === 47) {
      at = tagEnd + 1
      continue
    }
    const end = text.indexOf(close, tagEnd)
    if (end < 0) return { found, taken: start }
    found.push(text.slice(start, end))
    at = end + close.length
  }
}

/** The element itself, not one whose name begins with the same letters. */
function startOf(text: string, open: string, from: number): number {
  for (let start = text.indexOf(open, from); start >= 0; start = text.indexOf(open, start + 1)) {
    const next = text.charCodeAt(start + open.length)
    if (Number.isNaN(next) || next === 62 || next === 32 || next === 47 || next < 32) return start
  }
  return -1
}
