import { inflateRawSync } from 'node:zlib'
import type { FileText, TextLimits } from './messages.ts'

/** More than this is unpacked of no file: a small one must not become a mountain. */
const mostUnpacked = 64 * 1024 * 1024
const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Bytes of an entry of a zip, found by its name in the directory at the end. */
function entryOf(zip: Buffer, wanted: string): Buffer {
  let end = zip.length - 22
  while (end >= 0 && zip.readUInt32LE(end) !== 0x06054b50) end -= 1
  if (end < 0) throw new Error('no zip')
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error('directory')
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
    const after = at + 46 + (name ?? 0)
    if (zip.toString('utf8', at + 46, after) === wanted) return unpacked(zip, at)
    at = after + (extra ?? 0) + (comment ?? 0)
  }
  throw new Error(`no ${wanted}`)
}

function unpacked(zip: Buffer, entry: number): Buffer {
  const [method, size, at] = [
    zip.readUInt16LE(entry + 10),
    zip.readUInt32LE(entry + 20),
    zip.readUInt32LE(entry + 42),
  ]
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
  const raw = zip.subarray(start, start + size)
  return method === 0 ? raw : inflateRawSync(raw, { maxOutputLength: mostUnpacked })
}

function decoded(words: string): string {
  return words.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
}

/** What parts of a document mean in plain text; words that were deleted in tracked changes are left out. */
const meaning: { readonly [tag: string]: string } = {
  '/w:p': '\n',
  'w:br': '\n',
  'w:cr': '\n',
  'w:tab': ' ',
  '/w:tc': ' ',
}

/** The words of a Word file, paragraph by paragraph. */
export function readDocx(bytes: Uint8Array, limits: TextLimits): FileText {
  const xml = entryOf(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    'word/document.xml',
  ).toString('utf8')
  const made: string[] = []
  let length = 0
  let words = false
  for (let at = 0; at < xml.length && length <= limits.characters; ) {
    const open = xml.indexOf('<', at)
    const end = open < 0 ? xml.length : open
    if (words && end > at) {
      made.push(decoded(xml.slice(at, end)))
      length += end - at
    }
    if (open < 0) break
    const close = xml.indexOf('>', open)
    if (close < 0) break
    const tag = xml.slice(open + 1, close)
    const [name = ''] = tag.split(/[\s/]/, 1).filter((one) => one !== '')
    const key = tag.startsWith('/') ? `/${/^\/([\w:]+)/.exec(tag)?.[1] ?? ''}` : name
    if (key === 'w:t') words = !tag.endsWith('/')
    else if (key === '/w:t') words = false
    else if (Object.hasOwn(meaning, key)) made.push(meaning[key] ?? '')
    at = close + 1
  }
  const text = made.join('')
  return { text: text.slice(0, limits.characters), cut: length > limits.characters }
}
