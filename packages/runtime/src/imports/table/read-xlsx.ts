import { noStrings, readSharedStrings } from '../xlsx/shared-strings.ts'
import { rowCells } from '../xlsx/sheet.ts'
import { dateStyles } from '../xlsx/styles.ts'
import { attribute, elementsOf, wholeText } from '../xlsx/xml.ts'
import { openZip, type PackedFile, type Zip, type ZipEntry } from '../xlsx/zip.ts'
import { unreadable } from './unreadable.ts'

/** A sheet of a book, ready to be read. */
export type OpenBook = {
  readonly sheet: string
  /** Names of all sheets, in their order. */
  readonly sheets: readonly string[]
  readonly blocks: () => AsyncGenerator<readonly (readonly string[])[], void, undefined>
}

const mostXml = 20_000_000
const longestRow = 16_000_000

/** Opens a sheet of an XLSX file: the one asked for, else the first. Reads as a stream; what the file says of its size counts for nothing. */
export async function openXlsx(file: PackedFile, wanted: string | undefined): Promise<OpenBook> {
  try {
    const zip = await openZip(file)
    const book = await wholeText(zip.open(needed(zip, 'xl/workbook.xml')), mostXml)
    const links = await wholeText(zip.open(needed(zip, 'xl/_rels/workbook.xml.rels')), mostXml)
    const targets = new Map(
      [...links.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].map(([tag]) => [
        attribute(tag, 'Id'),
        attribute(tag, 'Target') ?? '',
      ]),
    )
    const sheets = [...book.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].map(([tag]) => ({
      name: attribute(tag, 'name') ?? '',
      target: targets.get(attribute(tag, 'id')) ?? '',
    }))
    const sheet = sheets.find(({ name }) => name === wanted) ?? sheets[0]
    if (sheet === undefined) throw unreadable('没有工作表 / no sheet')
    const since1904 = /<(?:\w+:)?workbookPr\s[^>]*date1904\s*=\s*"(?:1|true)"/.test(book)
    const entry = needed(zip, placeOf(sheet.target))
    return {
      sheet: sheet.name,
      sheets: sheets.map(({ name }) => name),
      blocks: () => sheetBlocks(file, { entry, since1904 }),
    }
  } catch (cause) {
    throw unreadable(cause)
  }
}

const placeOf = (target: string): string => (target.startsWith('/') ? target.slice(1) : `xl/${target}`)

function needed(zip: Zip, name: string): ZipEntry {
  const entry = zip.entries.get(name)
  if (entry === undefined) throw unreadable(name)
  return entry
}

async function* sheetBlocks(
  file: PackedFile,
  given: { readonly entry: ZipEntry; readonly since1904: boolean },
): AsyncGenerator<readonly (readonly string[])[], void, undefined> {
  // Each reading counts its own bytes: a book may be read again and again, but not be larger.
  const zip = await openZip(file)
  const styles = zip.entries.get('xl/styles.xml')
  const shared = zip.entries.get('xl/sharedStrings.xml')
  const isDate = styles === undefined ? () => false : dateStyles(await wholeText(zip.open(styles), mostXml))
  const strings = shared === undefined ? noStrings : await readSharedStrings(zip.open(shared))
  try {
    for await (const rows of elementsOf(zip.open(given.entry), 'row', longestRow)) {
      const cells = rows
        .map((row) => rowCells(row, { strings, isDate, since1904: given.since1904 }))
        .filter((row) => row.some((cell) => cell !== ''))
      if (cells.length > 0) yield cells
    }
  } finally {
    strings.close()
  }
}
