import { parse } from 'csv-parse'
import { streamXlsxRows } from 'hucre/xlsx'
import { errors } from '../errors.ts'
import { withoutGuard } from '../exports/cells.ts'
import { decodeText, delimiterOf } from './decode.ts'
import type { FileRow } from './types.ts'

/** A table of a file: its heads, and its rows from a given one on. */
export type Table = {
  readonly columns: readonly string[]
  readonly rows: (from: number) => AsyncGenerator<FileRow, void, undefined>
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** Opens a CSV or XLSX file, told apart by content. Throws IMPORT_FILE_UNREADABLE. */
export async function openTable(bytes: Uint8Array): Promise<Table> {
  const text = isZip(bytes) ? undefined : decodeText(bytes)
  const lines = (): AsyncGenerator<readonly string[], void, undefined> =>
    text === undefined ? xlsxLines(bytes) : csvLines(text)
  const heads = await first(lines())
  if (heads === undefined || heads.every((one) => one.trim() === ''))
    throw errors.IMPORT_FILE_UNREADABLE({ why: '没有表头 / no column heads' })
  return { columns: columnNames(heads), rows: (from) => dataRows(lines(), from) }
}

async function first(
  lines: AsyncGenerator<readonly string[], void, undefined>,
): Promise<readonly string[] | undefined> {
  const { value } = await lines.next()
  await lines.return()
  return value ?? undefined
}

/** Heads as names: an empty one stays empty (the column is left out), a repeated one gets a number. */
function columnNames(heads: readonly string[]): readonly string[] {
  const seen = new Map<string, number>()
  return heads.map((head) => {
    const name = head.replace(/^\uFEFF/, '').trim()
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return name === '' || count === 1 ? name : `${name} (${count})`
  })
}

async function* dataRows(
  lines: AsyncGenerator<readonly string[], void, undefined>,
  from: number,
): AsyncGenerator<FileRow, void, undefined> {
  let index = -2
  for await (const cells of lines) {
    index += 1
    if (index >= from && index >= 0) yield { index, line: index + 2, cells }
  }
}

async function* csvLines(text: string): AsyncGenerator<readonly string[], void, undefined> {
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
  })
  parser.end(text)
  try {
    // Only in CSV files does an export guard texts that a table program would take for formulas.
    for await (const line of parser) yield (line as readonly string[]).map(withoutGuard)
  } catch (cause) {
    throw unreadable(cause)
  } finally {
    parser.destroy()
  }
}

async function* xlsxLines(bytes: Uint8Array): AsyncGenerator<readonly string[], void, undefined> {
  try {
    for await (const { values } of streamXlsxRows(bytes)) {
      const cells = values.map(cellText)
      if (cells.some((cell) => cell !== '')) yield cells
    }
  } catch (cause) {
    throw unreadable(cause)
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '')
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean)
}

function unreadable(cause: unknown): Error {
  return errors.IMPORT_FILE_UNREADABLE(
    { why: cause instanceof Error ? cause.message : String(cause) },
    { cause },
  )
}
