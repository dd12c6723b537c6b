import { writeXlsx } from 'hucre/xlsx'
import { isShare, type ReportColumn } from '@mortise/reports'
import { byteOrderMark, csvLine, harmless } from '../../exports/cells.ts'
import type { FileCell, FileTable } from './table.ts'

/** A table with its name, and what stands over it. */
export type NamedTable = { readonly name: string; readonly table: FileTable; readonly note: string }

const plainFormat = /^[#,]*0(\.0{1,6})?%?$/

/** How a table program shows a column's numbers. */
function formatFor({ format }: ReportColumn): string {
  if (format !== undefined && plainFormat.test(format)) return format
  return isShare(format) ? '0.0%' : '#,##0.##'
}

const cell = ({ text, number }: FileCell): string | number => number ?? text

/** Names of sheets are short, have no signs of addresses in them, and each is there once. */
export function sheetNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name, at) => {
    const plain =
      name
        .replaceAll(/[\\/:*?[\]\p{Cc}]/gu, ' ')
        .replace(/^'+|'+$/g, '')
        .trim()
        .slice(0, 28) || `${at + 1}`
    let own = plain
    for (let n = 2; taken.has(own.toLowerCase()); n += 1) own = `${plain.slice(0, 25)} ${n}`
    taken.add(own.toLowerCase())
    return own
  })
}

/** Tables as one XLSX file, a sheet each: numbers are numbers, everything else is text, nothing a formula. */
export async function xlsxOf(tables: readonly NamedTable[]): Promise<Uint8Array> {
  const names = sheetNames(tables.map(({ name }) => name))
  return writeXlsx({
    sheets: tables.map(({ table, note }, at) => {
      const lines = [...table.rows, ...(table.totals === undefined ? [] : [table.totals])]
      return {
        name: names[at] ?? `${at + 1}`,
        columns: table.columns.map((column) => ({
          autoWidth: true,
          ...(column.role === 'measure' ? { numFmt: formatFor(column) } : {}),
        })),
        rows: [[...table.heads], ...lines.map((line) => line.map(cell)), [], [note]],
        freezePane: { rows: 1 },
      }
    }),
  })
}

/** One table as CSV, UTF-8 with its mark; what could start a formula is made harmless. */
export function csvOf({ heads, rows, totals }: FileTable): Uint8Array {
  const lines = [...rows, ...(totals === undefined ? [] : [totals])].map((line) =>
    line.map(({ text, number }) => (number === undefined ? harmless(text) : String(number))),
  )
  return Buffer.from(byteOrderMark + [heads.map(harmless), ...lines].map(csvLine).join(''))
}
