const quote = 34
const return_ = 13

/** Rows read from the start of a text, and how much of it they took. */
export type CsvRows = { readonly rows: readonly (readonly string[])[]; readonly taken: number }

type Signs = {
  readonly delimiter: string
  /** `\n`, or `\r` for files of old programs. */
  readonly newline: string
}

/**
 * Reads the whole rows at the start of a text (RFC 4180, forgiving: quotes inside of plain cells stay, text behind a
 * closing quote too, empty lines are left out). The last row is read without its end only when the text is the last.
 */
export function parseCsv(text: string, signs: Signs, last: boolean): CsvRows {
  const rows: (readonly string[])[] = []
  const delimiter = signs.delimiter.charCodeAt(0)
  let at = 0
  let nextQuote = -1
  // Rows of a table are as long as each other: a copy of the last one has room for the next, and need not grow.
  let like: readonly string[] = []
  while (at < text.length) {
    const found = text.indexOf(signs.newline, at)
    if (found < 0 && !last) break
    const end = found < 0 ? text.length : found
    if (nextQuote < at) nextQuote = text.indexOf('"', at)
    if (nextQuote < 0) nextQuote = Number.MAX_SAFE_INTEGER
    if (nextQuote > end) {
      const stop = text.charCodeAt(end - 1) === return_ && end > at ? end - 1 : end
      if (stop > at) {
        like = plainCells(text, { at, stop, delimiter, like })
        rows.push(like)
      }
      at = end + 1
      continue
    }
    const row = quotedRow(text, { at, signs, last })
    if (row === undefined) break
    rows.push(row.cells)
    at = row.next
  }
  return { rows, taken: Math.min(at, text.length) }
}

/** How many whole rows stand at the start of a text, and how much of it they take: as `parseCsv`, without their cells. */
export function countCsv(
  text: string,
  signs: Signs,
  last: boolean,
): { readonly count: number; readonly taken: number } {
  if (text.includes('"')) {
    const { rows, taken } = parseCsv(text, signs, last)
    return { count: rows.length, taken }
  }
  let count = 0
  let at = 0
  for (let end = text.indexOf(signs.newline); end >= 0; end = text.indexOf(signs.newline, at)) {
    if (end > at && !(end === at + 1 && text.charCodeAt(at) === return_)) count += 1
    at = end + 1
  }
  if (!last || at >= text.length) return { count, taken: at }
  return { count: count + (text.slice(at) === '\r' ? 0 : 1), taken: text.length }
}

type Line = {
  readonly at: number
  readonly stop: number
  readonly delimiter: number
  /** A row that most likely has as many cells. */
  readonly like: readonly string[]
}

function plainCells(text: string, { at, stop, delimiter, like }: Line): readonly string[] {
  const cells = like.slice()
  let count = 0
  let start = at
  for (let place = at; place < stop; place += 1)
    if (text.charCodeAt(place) === delimiter) {
      cells[count] = text.slice(start, place)
      count += 1
      start = place + 1
    }
  cells[count] = text.slice(start, stop)
  if (cells.length > count + 1) cells.length = count + 1
  return cells
}

type Given = { readonly at: number; readonly signs: Signs; readonly last: boolean }

/** A row with a quote somewhere; undefined when its end is not here yet. */
function quotedRow(
  text: string,
  { at, signs, last }: Given,
): { readonly cells: readonly string[]; readonly next: number } | undefined {
  const cells: string[] = []
  let place = at
  for (;;) {
    const cell =
      text.charCodeAt(place) === quote
        ? quotedCell(text, place, { signs, last })
        : plainCell(text, place, { signs, last })
    if (cell === undefined) return undefined
    cells.push(cell.words)
    place = cell.end
    if (place >= text.length) return last ? { cells, next: place } : undefined
    if (text[place] === signs.newline) return { cells, next: place + 1 }
    place += 1
  }
}

type Cell = { readonly words: string; readonly end: number }
type Ending = Omit<Given, 'at'>

/** Up to the next delimiter or the end of the line. */
function plainCell(text: string, at: number, { signs, last }: Ending): Cell | undefined {
  const line = text.indexOf(signs.newline, at)
  if (line < 0 && !last) return undefined
  const stop = line < 0 ? text.length : line
  const delimiter = text.indexOf(signs.delimiter, at)
  if (delimiter >= 0 && delimiter < stop) return { words: text.slice(at, delimiter), end: delimiter }
  const ends = stop > at && text.charCodeAt(stop - 1) === return_ ? stop - 1 : stop
  return { words: text.slice(at, ends), end: stop }
}

function quotedCell(text: string, at: number, ending: Ending): Cell | undefined {
  let words = ''
  let start = at + 1
  for (;;) {
    const close = text.indexOf('"', start)
    // A quote that never closes takes the rest of the file.
    if (close < 0) return ending.last ? { words: words + text.slice(start), end: text.length } : undefined
    if (close + 1 >= text.length && !ending.last) return undefined
    words += text.slice(start, close)
    if (text.charCodeAt(close + 1) !== quote) {
      const rest = plainCell(text, close + 1, ending)
      return rest && { words: words + rest.words, end: rest.end }
    }
    words += '"'
    start = close + 2
  }
}
