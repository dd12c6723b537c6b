import { withoutGuard } from '../../exports/cells.ts'
import { delimiterOf, encodingOf, type TextEncoding } from './encoding.ts'
import { parseCsv } from './parse-csv.ts'
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

/** Only in CSV files does an export guard texts that a table program would take for formulas. */
function unguarded(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows.map((row) =>
    row.some((cell) => cell.charCodeAt(0) === apostrophe) ? row.map(withoutGuard) : row,
  )
}

const apostrophe = 39
