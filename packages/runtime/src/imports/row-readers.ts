import type { ImportRow } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { importTable } from './fixes/fixed-table.ts'
import type { FileRow } from './types.ts'

/** Reads the next rows of imports. Keeps each file open at its place, so that a long one is read once, not once a batch. */
export type RowReaders = {
  readonly read: (row: ImportRow, count: number) => Promise<readonly FileRow[]>
  /** Lets the file of an import go that is stopped. */
  readonly close: (id: string) => Promise<void>
}

type Open = {
  readonly rows: AsyncGenerator<FileRow, void, undefined>
  ahead: FileRow[]
  at: number
  /** Runs out when nobody asks for rows any more: another process may have taken the import over. */
  readonly patience: NodeJS.Timeout
}

const mostOpen = 4
const patienceMs = 60_000

/** Makes readers for a workspace. A reader whose place isn't the import's (another process went on) starts anew. */
export function rowReaders(workspace: Workspace): RowReaders {
  const open = new Map<string, Open>()
  const close = async (id: string): Promise<void> => {
    const one = open.get(id)
    open.delete(id)
    clearTimeout(one?.patience)
    await one?.rows.return()
  }
  const openAt = async (row: ImportRow): Promise<Open> => {
    const known = open.get(row.id)
    if (known !== undefined) {
      // A batch may have ended early: what it left comes again.
      const first = known.ahead.findIndex((one) => one.index >= row.cursor)
      if (first >= 0 || known.at === row.cursor) {
        known.ahead = first < 0 ? [] : known.ahead.slice(first)
        if ((known.ahead[0]?.index ?? known.at) === row.cursor) return known
      }
      await close(row.id)
    }
    const [oldest] = open.keys()
    if (open.size >= mostOpen && oldest !== undefined) await close(oldest)
    const table = await importTable(workspace, row)
    const patience = setTimeout(() => void close(row.id), patienceMs).unref()
    const made: Open = { rows: table.rows(row.cursor), ahead: [], at: row.cursor, patience }
    open.set(row.id, made)
    return made
  }
  return {
    close,
    read: async (row, count) => {
      const at = await openAt(row)
      at.patience.refresh()
      while (at.ahead.length < count) {
        const next = await at.rows.next()
        if (next.value === undefined) break
        at.ahead.push(next.value)
        at.at = next.value.index + 1
      }
      const rows = at.ahead.slice(0, count)
      if (rows.length === 0) await close(row.id)
      return rows
    },
  }
}
