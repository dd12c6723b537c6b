import { withoutGuard } from '../../exports/cells.ts'
import { delimiterOf, encodingOf, type TextEncoding } from './encoding.ts'
import { countCsv, parseCsv } from './parse-csv.ts'
import { unreadable } from './unreadable.ts'

/** How the text of a table is written. */
export type CsvForm = {
  readonly encoding: TextEncoding
  readonly delimiter: string
  readonly newline: string
}

/** Opens the bytes of a file from their beginning. */
export type Pieces = () => AsyncIterable<Uint8Array>

/** A row that is longer is no row: somewhere a quote does not close. */
const longestRow = 4_000_000

/** Finds out how a text is written; what a person says of it stands. */
export async function csvForm(pieces: Pieces, said: Partial<CsvForm> = {}): Promise<CsvForm> {
  const encoding = said.encoding ?? (await encodingOf(pieces()))
  const decoder = new TextDecoder(encoding)
  let head = ''
  for await (const piece of pieces()) {
    head += decoder.decode(piece, { stream: true })
    if (head.length > 65_536) break
  }
  const newline = head.includes('\n') || !head.includes('\r') ? '\n' : '\r'
  return { encoding, delimiter: said.delimiter ?? delimiterOf(head), newline }
}

/** All rows of a text, some at a time; memory holds one piece of the file. */
export async function* csvBlocks(
  pieces: Pieces,
  form: CsvForm,
): AsyncGenerator<readonly (readonly string[])[], void, undefined> {
  const decoder = new TextDecoder(form.encoding)
  let text = ''
  for await (const piece of pieces()) {
    text += decoder.decode(piece, { stream: true })
    const { rows, taken } = parseCsv(text, form, false)
    text = text.slice(taken)
    if (text.length > longestRow) throw unreadable('有一个引号没有结束 / a quote is not closed')
    if (rows.length > 0) yield unguarded(rows)
  }
  const { rows } = parseCsv(text + decoder.decode(), form, true)
  if (rows.length > 0) yield unguarded(rows)
}

/** How many rows a text has. */
export async function countRows(pieces: Pieces, form: CsvForm): Promise<number> {
  const quick =
    form.encoding === 'utf-8' || form.encoding === 'gb18030' ? await countLines(pieces, form) : undefined
  if (quick !== undefined) return quick
  const decoder = new TextDecoder(form.encoding)
  let text = ''
  let rows = 0
  for await (const piece of pieces()) {
    text += decoder.decode(piece, { stream: true })
    const { count, taken } = countCsv(text, form, false)
    text = text.slice(taken)
    if (text.length > longestRow) throw unreadable('有一个引号没有结束 / a quote is not closed')
    rows += count
  }
  return rows + countCsv(text + decoder.decode(), form, true).count
}

const lineFeed = 10
const return_ = 13

/** Rows of a text without quotes, by its bytes: no sign of these encodings has a line end or a quote inside. */
async function countLines(pieces: Pieces, form: CsvForm): Promise<number | undefined> {
  if (form.newline !== '\n') return undefined
  let rows = 0
  // What of the present line came with earlier pieces: nothing, a lone return, or more.
  let begun: 'no' | 'return' | 'yes' = 'no'
  for await (const piece of pieces()) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    if (bytes.includes(34)) return undefined
    let at = 0
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, at)) {
      const length = end - at
      const empty =
        begun !== 'yes' && (length === 0 || (begun === 'no' && length === 1 && bytes[at] === return_))
      if (!empty) rows += 1
      begun = 'no'
      at = end + 1
    }
    if (at < bytes.length)
      begun = begun === 'no' && bytes.length - at === 1 && bytes[at] === return_ ? 'return' : 'yes'
  }
  return begun === 'yes' ? rows + 1 : rows
}

/** Only in CSV files does an export guard texts that a table program would take for formulas. */
function unguarded(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows.map((row) =>
    row.some((cell) => cell.charCodeAt(0) === apostrophe) ? row.map(withoutGuard) : row,
  )
}

const apostrophe = 39
