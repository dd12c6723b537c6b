import { unreadable } from '../table/unreadable.ts'
import { richText, type SharedStrings } from './shared-strings.ts'
import { type DateStyle, serialText } from './styles.ts'
import { unescaped } from './xml.ts'

/** What the cells of a book lean on. */
export type Book = {
  readonly strings: SharedStrings
  readonly isDate: DateStyle
  readonly since1904: boolean
}

const mostColumns = 1_000

/** The cells of a `<row …>…` element, each in its column; what stands nowhere is empty. */
export function rowCells(row: string, book: Book): readonly string[] {
  const cells: string[] = []
  let next = 0
  let at = row.indexOf('>')
  const prefix = prefixOf(row)
  for (;;) {
    const start = cellStart(row, at, prefix)
    if (start < 0) return cells
    const tagEnd = row.indexOf('>', start)
    if (tagEnd < 0) return cells
    const tag = row.slice(start, tagEnd)
    const column = columnOf(tag) ?? next
    if (column >= mostColumns) throw unreadable(`> ${mostColumns} 列 / columns`)
    next = column + 1
    at = tagEnd + 1
    if (tag.charCodeAt(tag.length - 1) === 47) continue
    const end = cellEnd(row, at, prefix)
    while (cells.length < column) cells.push('')
    cells[column] = cellText(tag, row.slice(at, end), book)
    at = end
  }
}

/** What stands before the names of elements: nothing, or a prefix with its colon. */
function prefixOf(row: string): string {
  return row.charCodeAt(1) === 114 && row.charCodeAt(2) === 111 ? '' : row.slice(1, row.indexOf(':') + 1)
}

function cellStart(row: string, from: number, prefix: string): number {
  const open = `<${prefix}c`
  for (let start = row.indexOf(open, from); start >= 0; start = row.indexOf(open, start + 2)) {
    const next = row.charCodeAt(start + open.length)
    if (next === 32 || next === 62 || next === 47) return start
  }
  return -1
}

function cellEnd(row: string, from: number, prefix: string): number {
  const end = row.indexOf(`</${prefix}c>`, from)
  return end < 0 ? row.length : end
}

/** Number of the column out of `r="AB12"`. */
function columnOf(tag: string): number | undefined {
  const at = tag.indexOf(' r="')
  if (at < 0) return undefined
  let column = 0
  for (let place = at + 4; place < tag.length; place += 1) {
    const letter = tag.charCodeAt(place) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
    if (column > 16_384) break
  }
  return column === 0 ? undefined : column - 1
}

/** An attribute of one sign or number, as cells have them. */
function short(tag: string, name: string): string {
  const at = tag.indexOf(` ${name}="`)
  if (at < 0) return ''
  const start = at + name.length + 3
  return tag.slice(start, tag.indexOf('"', start))
}

const readers: { readonly [type: string]: (value: string, book: Book) => string } = {
  s: (value, book) => book.strings.at(Number(value)),
  str: unescaped,
  b: (value) => (value === '1' ? 'true' : 'false'),
  e: unescaped,
  d: unescaped,
}

function cellText(tag: string, inner: string, book: Book): string {
  const type = short(tag, 't')
  if (type === 'inlineStr') return richText(inner)
  const start = inner.search(/<(?:\w+:)?v[\s>]/)
  if (start < 0) return ''
  const from = inner.indexOf('>', start) + 1
  const value = inner.slice(from, inner.indexOf('<', from))
  const read = readers[type]
  if (read !== undefined) return read(value, book)
  const number = Number(value)
  if (value === '' || Number.isNaN(number)) return unescaped(value)
  const style = short(tag, 's')
  if (style !== '' && book.isDate(Number(style))) return serialText(number, book.since1904)
  return /^-?\d{1,15}$/.test(value) ? value : String(number)
}
