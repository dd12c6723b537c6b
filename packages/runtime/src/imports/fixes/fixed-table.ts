import type { FixRow, ImportRow } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { reportOf, tableOf } from '../open-import.ts'
import type { Table } from '../table/open-table.ts'

/** Puts a person's corrections over the cells of a row; the very same cells where there is none. */
export type CellFixer = (index: number, cells: readonly string[]) => readonly string[]

type OfRow = Map<number, FixRow[]>
type OfColumn = Map<number, Map<string, string>>

/** Makes a fixer out of corrections; undefined when there are none. What was said of one cell goes before its column. */
export function cellFixer(fixes: readonly FixRow[]): CellFixer | undefined {
  if (fixes.length === 0) return undefined
  const ofRow: OfRow = new Map()
  const ofColumn: OfColumn = new Map()
  for (const fix of fixes)
    if (fix.row >= 0) ofRow.set(fix.row, [...(ofRow.get(fix.row) ?? []), fix])
    else ofColumn.set(fix.column, (ofColumn.get(fix.column) ?? new Map()).set(fix.original, fix.words))
  return (index, cells) => {
    let fixed: string[] | undefined
    for (const [column, words] of ofColumn) {
      const said = words.get((cells[column] ?? '').trim())
      if (said !== undefined) put((fixed ??= [...cells]), column, said)
    }
    for (const { column, words } of ofRow.get(index) ?? []) put((fixed ??= [...cells]), column, words)
    return fixed ?? cells
  }
}

// Rows may be shorter than the heads.
function put(cells: string[], column: number, words: string): void {
  while (cells.length < column) cells.push('')
  cells[column] = words
}

/** A table with corrections over it. */
export function fixedTable(table: Table, fix: CellFixer | undefined): Table {
  if (fix === undefined) return table
  return {
    ...table,
    rows: async function* (from) {
      for await (const row of table.rows(from)) yield { ...row, cells: fix(row.index, row.cells) }
    },
    blocks: async function* (from) {
      for await (const { first, rows } of table.blocks(from))
        yield { first, rows: rows.map((cells, at) => fix(first + at, cells)) }
    },
  }
}

/** Opens the file of an import as it goes in: with what its person corrected. */
export async function importTable(workspace: Workspace, row: ImportRow): Promise<Table> {
  const table = await tableOf(workspace, row.fileId, reportOf(row).form)
  return fixedTable(table, cellFixer(await workspace.store.side.imports.fixes(row.id)))
}
