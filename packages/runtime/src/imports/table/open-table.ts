import { heldFile } from '../../files/held.ts'
import { errors } from '../../errors.ts'
import type { FileRow } from '../types.ts'
import type { OpenFile } from '../../files/types.ts'
import { countRows, csvBlocks, csvForm, type CsvForm } from './read-csv.ts'
import type { TextEncoding } from './encoding.ts'
import { unreadable } from './unreadable.ts'
import { openBook } from '../xlsx/book.ts'

/** What a person, or an earlier look, says of a file. */
export type SourceForm = {
  readonly encoding?: TextEncoding
  readonly delimiter?: string
  readonly newline?: string
  /** Row with the column names, from 1. */
  readonly headerRow?: number
  /** Name of the sheet. */
  readonly sheet?: string
}

/** Rows of a table as they come, `first` being the index of the first of them. */
export type Block = { readonly first: number; readonly rows: readonly (readonly string[])[] }

/** A table of a file: its heads, and its rows from a given one on. */
export type Table = {
  readonly columns: readonly string[]
  /** How the file was read, so that the next look need not find out again. */
  readonly form: SourceForm
  readonly sheets: readonly string[]
  readonly rows: (from: number) => AsyncGenerator<FileRow, void, undefined>
  /** The same in blocks, for those who read millions. */
  readonly blocks: (from: number) => AsyncGenerator<Block, void, undefined>
  /** How many data rows there are. */
  readonly count: () => Promise<number>
}

/** Where a table comes from. */
export type TableFile = OpenFile

type Raw = () => AsyncGenerator<readonly (readonly string[])[], void, undefined>

const mostColumns = 1_000

/** Opens a CSV or XLSX file, told apart by content. Throws IMPORT_FILE_UNREADABLE or FILE_TOO_LARGE_UNPACKED. */
export async function openTable(file: TableFile, said: SourceForm = {}): Promise<Table> {
  const opened = await rawRows(file, said)
  const headerRow = said.headerRow ?? 1
  const heads = await rowAt(opened.raw, headerRow - 1)
  if (heads === undefined || heads.every((one) => one.trim() === ''))
    throw errors.IMPORT_FILE_UNREADABLE({ why: '没有表头 / no column heads' })
  if (heads.length > mostColumns)
    throw errors.IMPORT_FILE_UNREADABLE({ why: `${heads.length} > ${mostColumns} 列 / columns` })
  const blocks: Table['blocks'] = (from) => dataBlocks(opened.raw(), headerRow, from)
  return {
    columns: columnNames(heads),
    form: { ...opened.form, headerRow },
    sheets: opened.sheets,
    blocks,
    count: async () => Math.max(0, (await opened.count()) - headerRow),
    rows: (from) => rowsOf(blocks(from), headerRow),
  }
}

/** Opens a table that is in memory whole. */
export function tableOfBytes(bytes: Uint8Array, said: SourceForm = {}): Promise<Table> {
  return openTable(heldFile(bytes), said)
}

type Opened = {
  readonly raw: Raw
  readonly form: SourceForm
  readonly sheets: readonly string[]
  readonly count: () => Promise<number>
}

async function rawRows(file: TableFile, said: SourceForm): Promise<Opened> {
  const [a, b] = await file.part(0, 2)
  if (a === 0x50 && b === 0x4b) {
    const { sheet, sheets, blocks, count } = await openBook(file, said.sheet)
    return { raw: guarded(blocks), form: { sheet }, sheets, count }
  }
  const form: CsvForm = await csvForm(file.pieces, said)
  return {
    raw: guarded(() => csvBlocks(file.pieces, form)),
    form,
    sheets: [],
    count: async () => {
      try {
        return await countRows(file.pieces, form)
      } catch (cause) {
        throw unreadable(cause)
      }
    },
  }
}

const guarded = (raw: Raw): Raw =>
  async function* () {
    try {
      yield* raw()
    } catch (cause) {
      throw unreadable(cause)
    }
  }

async function rowAt(raw: Raw, place: number): Promise<readonly string[] | undefined> {
  let first = 0
  for await (const rows of raw()) {
    if (place < first + rows.length) return rows[place - first]
    first += rows.length
  }
  return undefined
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

async function* dataBlocks(
  raw: AsyncGenerator<readonly (readonly string[])[], void, undefined>,
  headerRow: number,
  from: number,
): AsyncGenerator<Block, void, undefined> {
  let first = -headerRow
  for await (const rows of raw) {
    const skip = Math.max(0, from - first)
    if (skip < rows.length) yield { first: first + skip, rows: skip === 0 ? rows : rows.slice(skip) }
    first += rows.length
  }
}

async function* rowsOf(
  blocks: AsyncGenerator<Block, void, undefined>,
  headerRow: number,
): AsyncGenerator<FileRow, void, undefined> {
  for await (const { first, rows } of blocks)
    for (const [at, cells] of rows.entries())
      yield { index: first + at, line: lineOf(first + at, headerRow), cells }
}

/** The number that a table program shows beside a data row. */
export function lineOf(index: number, headerRow: number = 1): number {
  return index + headerRow + 1
}
