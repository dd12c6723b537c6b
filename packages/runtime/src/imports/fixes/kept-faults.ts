import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FaultRow, FixRow, ImportRow } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { reportOf, tableOf } from '../open-import.ts'
import type { RowFault } from '../types.ts'

/** What is wrong with a row, as it is kept: in both languages, by column; '' for the whole row. */
export type KeptFault = { readonly column: string; readonly zh: string; readonly en: string }

/** A cell that a dry run found wrong, and what its person made of it. */
export type FaultCell = {
  /** Place of the row in the file, from 0; `line` is the number a table program shows. */
  readonly index: number
  readonly line: number
  readonly column: string
  /** What the file says. */
  readonly original: string
  /** What will go in instead, once it was corrected; `shown` is what people read where that is an id. */
  readonly words?: string
  readonly shown?: string
  /** Null once it is right. */
  readonly message: string | null
}

/** The rows of a dry run's faults, read from the file as they are. */
export async function rowsOfFaults(
  workspace: Workspace,
  row: ImportRow,
  faults: readonly RowFault[],
): Promise<readonly FaultRow[]> {
  const byLine = Map.groupBy(faults, ({ line }) => line)
  const { form } = reportOf(row)
  const { headerRow = 1 } = form ?? {}
  const rows: FaultRow[] = []
  if (byLine.size === 0) return rows
  const table = await tableOf(workspace, row.fileId, form)
  for await (const { index, line, cells } of table.rows(Math.min(...byLine.keys()) - headerRow - 1)) {
    const found = byLine.get(line)
    if (found === undefined) continue
    rows.push({
      index,
      line,
      cells: [...cells],
      outcome: 'error',
      faults: found.map(kept) as unknown as Json,
    })
    if (rows.length === byLine.size) break
  }
  return rows
}

/** A fault as it is kept. */
export function kept({ column, message }: Pick<RowFault, 'column' | 'message'>): KeptFault {
  return { column, zh: message.zh, en: message.en }
}

/** Rows as people see them: a line for each cell that is wrong or was corrected. */
export function faultCells(
  rows: readonly FaultRow[],
  given: {
    readonly columns: readonly string[]
    readonly fixes: readonly FixRow[]
    readonly locale: 'zh' | 'en'
  },
): readonly FaultCell[] {
  const { columns, fixes, locale } = given
  const fixOf = fixFinder(fixes)
  return rows.flatMap((row) => {
    const cells = row.cells as readonly string[]
    const faults = row.faults as unknown as readonly KeptFault[]
    const fixed = columns.filter((_, at) => fixOf(row.index, at, cells[at] ?? '') !== undefined)
    // In the order of the file, so that no cell jumps when it is corrected.
    const named = [...new Set([...faults.map(({ column }) => column), ...fixed])].toSorted(
      (a, b) => columns.indexOf(a) - columns.indexOf(b),
    )
    return named.map((column): FaultCell => {
      const at = columns.indexOf(column)
      const original = cells[at] ?? ''
      const fix = at < 0 ? undefined : fixOf(row.index, at, original)
      const wrong = faults.filter((one) => one.column === column).map((one) => say(one, locale))
      return {
        index: row.index,
        line: row.line,
        column,
        original,
        ...(fix === undefined ? {} : { words: fix.words }),
        ...(typeof fix?.shown === 'string' ? { shown: fix.shown } : {}),
        message: wrong.length === 0 ? null : wrong.join(locale === 'zh' ? '；' : '; '),
      }
    })
  })
}

type FixFinder = (row: number, column: number, original: string) => FixRow | undefined

function fixFinder(fixes: readonly FixRow[]): FixFinder {
  const own = new Map(fixes.filter(({ row }) => row >= 0).map((fix) => [`${fix.row} ${fix.column}`, fix]))
  const all = new Map(fixes.filter(({ row }) => row < 0).map((fix) => [`${fix.column} ${fix.original}`, fix]))
  return (row, column, original) => own.get(`${row} ${column}`) ?? all.get(`${column} ${original.trim()}`)
}
